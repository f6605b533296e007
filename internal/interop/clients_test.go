package interop_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// curl runs curl.
type curl struct{}

func (curl) name() string { return "curl" }

// post calls an endpoint as Seam's documentation shows it.
func (curl) post(t *testing.T, s *seam, path string, body any) string {
	t.Helper()
	enabled(t)
	program, err := exec.LookPath("curl")
	if err != nil {
		absent(t, "there is no curl on PATH")
	}
	return start(t, work, environment(), program, "--silent", "--show-error", "--fail-with-body", "--max-time", "30", "--noproxy", "*",
		"--request", "POST", s.URL+path, "--header", "Authorization: Bearer "+seamfake.DefaultAPIKey,
		"--header", "Content-Type: application/json", "--data", asJSON(t, body)).ok(t)
}

func (c curl) getOrCreate(t *testing.T, s *seam, body map[string]any) session {
	t.Helper()
	return oneSession(t, c.post(t, s, "/client_sessions/get_or_create", body))
}

func (c curl) get(t *testing.T, s *seam, id string) session {
	t.Helper()
	return oneSession(t, c.post(t, s, "/client_sessions/get", map[string]any{"client_session_id": id}))
}

func (c curl) list(t *testing.T, s *seam, key string) []session {
	t.Helper()
	return enveloped(t, c.post(t, s, "/client_sessions/list", map[string]any{"user_identifier_key": key}))
}

// enveloped decodes the sessions in a response.
func enveloped(t *testing.T, printed string) []session {
	t.Helper()
	var response struct {
		ClientSessions []session `json:"client_sessions"`
	}
	if err := json.Unmarshal([]byte(printed), &response); err != nil {
		t.Fatalf("%s in %q", err, printed)
	}
	return response.ClientSessions
}

// sdk is Seam's SDK for JavaScript.
type sdk struct{}

func (sdk) name() string { return "SDK" }

// call calls a method of the SDK's client sessions in an environment.
func (sdk) call(t *testing.T, env []string, method string, parameters map[string]any) result {
	t.Helper()
	dir := script(t, "sdk.mjs")
	return start(t, dir, environment(env...), "node", "sdk.mjs", method, asJSON(t, parameters))
}

// script returns a directory with a script and Seam's packages. node looks for packages in the directory of the script,
// and the packages must not be in the repository.
func script(t *testing.T, name string) string {
	t.Helper()
	packages, dir := seamPackages(t), t.TempDir()
	content, err := os.ReadFile(name)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name), content, 0o600)
	}
	if err == nil {
		err = os.Symlink(filepath.Join(packages, "node_modules"), filepath.Join(dir, "node_modules"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func (c sdk) getOrCreate(t *testing.T, s *seam, body map[string]any) session {
	t.Helper()
	return oneSession(t, c.call(t, s.credentials(), "getOrCreate", body).ok(t))
}

func (c sdk) get(t *testing.T, s *seam, id string) session {
	t.Helper()
	return oneSession(t, c.call(t, s.credentials(), "get", map[string]any{"client_session_id": id}).ok(t))
}

func (c sdk) list(t *testing.T, s *seam, key string) []session {
	t.Helper()
	printed := c.call(t, s.credentials(), "list", map[string]any{"user_identifier_key": key}).ok(t)
	var found []session
	if err := json.Unmarshal([]byte(printed), &found); err != nil {
		t.Fatalf("%s in %q", err, printed)
	}
	return found
}

// cli is Seam's CLI.
type cli struct{}

func (cli) name() string { return "CLI" }

// call runs `seam client-sessions COMMAND`. With its own schema the CLI would download the newest types of Seam's API;
// with --remote-schema it gets them from its server.
func (cli) call(t *testing.T, s *seam, command string, parameters map[string]any) string {
	t.Helper()
	args := []string{filepath.Join(seamPackages(t), "node_modules/@seamapi/cli/bin/cli.js"), "client-sessions", command, "--non-interactive", "--remote-schema"}
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		values, ok := parameters[name].([]string)
		if !ok {
			values = []string{parameters[name].(string)}
		}
		for _, value := range values {
			args = append(args, "--"+strings.ReplaceAll(name, "_", "-"), value)
		}
	}
	env := environment("SEAM_CLI_ENDPOINT="+s.URL, "SEAM_CLI_TOKEN="+seamfake.DefaultAPIKey)
	return start(t, work, env, "node", args...).ok(t)
}

func (c cli) getOrCreate(t *testing.T, s *seam, body map[string]any) session {
	t.Helper()
	return oneSession(t, c.call(t, s, "get-or-create", body))
}

func (c cli) get(t *testing.T, s *seam, id string) session {
	t.Helper()
	return oneSession(t, c.call(t, s, "get", map[string]any{"client_session_id": id}))
}

func (c cli) list(t *testing.T, s *seam, key string) []session {
	t.Helper()
	return enveloped(t, c.call(t, s, "list", map[string]any{"user_identifier_key": key}))
}
