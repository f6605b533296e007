package interop_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// terraform is the Terraform CLI with the binary of the provider.
type terraform struct{}

func (terraform) name() string { return "Terraform" }

// module is a directory with a configuration and its state.
type module struct {
	t    *testing.T
	dir  string
	path string
	env  []string
}

// open creates a directory with a configuration. The provider block is empty: endpoint and credentials come from env, as
// for the SDK.
func (terraform) open(t *testing.T, env []string, configuration string) *module {
	t.Helper()
	path := terraformPath(t)
	provider, err := providerDirectory()
	if err != nil {
		t.Fatal(err)
	}
	m := &module{t: t, dir: t.TempDir(), path: path}
	cliConfig := filepath.Join(m.dir, "terraformrc")
	overrides := "provider_installation {\n  dev_overrides {\n    \"seamapi/seam\" = " + asJSON(t, provider) + "\n  }\n  direct {}\n}\n"
	if err := os.WriteFile(cliConfig, []byte(overrides), 0o600); err != nil {
		t.Fatal(err)
	}
	m.env = environment(append(env, "TF_CLI_CONFIG_FILE="+cliConfig)...)
	m.write(configuration)
	return m
}

func (m *module) write(configuration string) {
	m.t.Helper()
	content := "terraform {\n  required_providers {\n    seam = { source = \"seamapi/seam\" }\n  }\n}\nprovider \"seam\" {}\n" + configuration
	if err := os.WriteFile(filepath.Join(m.dir, "main.tf"), []byte(content), 0o600); err != nil {
		m.t.Fatal(err)
	}
}

func (m *module) run(args ...string) result {
	m.t.Helper()
	return start(m.t, m.dir, m.env, m.path, args...)
}

// apply applies the configuration and returns its output "found".
func (m *module) apply() string {
	m.t.Helper()
	m.run("apply", "-auto-approve", "-input=false", "-no-color").ok(m.t)
	return m.run("output", "-json", "found").ok(m.t)
}

// wantPlan asserts whether a plan has changes.
func (m *module) wantPlan(changes bool) {
	m.t.Helper()
	want := map[bool]int{false: 0, true: 2}[changes]
	if r := m.run("plan", "-detailed-exitcode", "-input=false", "-no-color"); r.code != want {
		m.t.Errorf("terraform plan ended with %d, want %d\n%s\n%s", r.code, want, r.stdout, r.stderr)
	}
}

// resource returns a configuration with one session.
func resource(t *testing.T, arguments map[string]any) string {
	t.Helper()
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(arguments)) {
		lines.WriteString("  " + name + " = " + asJSON(t, arguments[name]) + "\n")
	}
	return "resource \"seam_client_session\" \"this\" {\n" + lines.String() + "}\noutput \"found\" {\n  value     = seam_client_session.this\n  sensitive = true\n}\n"
}

func (c terraform) getOrCreate(t *testing.T, s *seam, body map[string]any) session {
	t.Helper()
	return oneSession(t, c.open(t, s.credentials(), resource(t, body)).apply())
}

func (c terraform) get(t *testing.T, s *seam, id string) session {
	t.Helper()
	return oneSession(t, c.open(t, s.credentials(), `
data "seam_client_session" "this" {
  client_session_id = "`+id+`"
}
output "found" {
  value     = data.seam_client_session.this
  sensitive = true
}
`).apply())
}

// list returns sessions without their tokens, because the data source does not return tokens.
func (c terraform) list(t *testing.T, s *seam, key string) []session {
	t.Helper()
	printed := c.open(t, s.credentials(), `
data "seam_client_sessions" "these" {
  user_identifier_key = "`+key+`"
}
output "found" {
  value = data.seam_client_sessions.these.client_sessions
}
`).apply()
	var found []session
	if err := json.Unmarshal([]byte(printed), &found); err != nil {
		t.Fatalf("%s in %q", err, printed)
	}
	return found
}
