package interop_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var cliCommand = regexp.MustCompile("(?s)## Seam CLI\n\n```shell\n(.*?)```")

// The command in the guide makes the documented call, also with two IDs in a list.
func TestCLICommandOfTheGuide(t *testing.T) {
	t.Parallel()
	program := filepath.Join(seamPackages(t), "node_modules/@seamapi/cli/bin/cli.js")
	guide, err := os.ReadFile("../../templates/guides/from-the-sdks.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	match := cliCommand.FindSubmatch(guide)
	if match == nil {
		t.Fatal("the guide has no command for the CLI")
	}
	const first, second = "5e297cfe-23df-4638-bb87-08c4f0f8233b", "0f8b1a57-9e1c-4c53-8f0e-6a1d2e3f4a5b"
	for name, ids := range map[string][]any{"one ID": {first}, "two IDs": {first, second}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(t)
			command := strings.TrimSpace(string(match[1]))
			if len(ids) == 2 {
				command = strings.Replace(command, first, first+","+second, 1)
			}
			env := environment("SEAM_CLI_ENDPOINT="+s.URL, "SEAM_CLI_TOKEN="+seamfake.DefaultAPIKey, "CLI="+program)
			start(t, work, env, "sh", "-c", `seam() { node "$CLI" "$@"; }; `+command+" --non-interactive --remote-schema").ok(t)
			want, sent := map[string]any{}, map[string]any{}
			if err := json.Unmarshal([]byte(asJSON(t, whole)), &want); err != nil {
				t.Fatal(err)
			}
			want["connect_webview_ids"] = ids
			for _, r := range s.Requests() {
				if r.Path == "/client_sessions/get_or_create" {
					if err := json.Unmarshal(r.Body, &sent); err != nil {
						t.Fatal(err)
					}
				}
			}
			if !reflect.DeepEqual(sent, want) {
				t.Errorf("sent %v, want %v", sent, want)
			}
		})
	}
}
