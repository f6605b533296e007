package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// The first errors of a new user, and the advice in their messages.
func TestAccFirstContact(t *testing.T) {
	t.Parallel()
	const resource = `resource "seam_client_session" "jane" {
  user_identifier_key = "` + someKey + `"
  LINE
}
`
	for name, tc := range map[string]struct {
		key     string // the value of SEAM_API_KEY
		config  string
		line    string // in the resource
		command string // plan, unless set
		says    []string
	}{
		"no key":            {says: []string{"No credential for Seam", "Set the environment variable SEAM_API_KEY", "Seam Console, Developer, API Keys"}},
		"some text":         {key: "hunter2", says: []string{"Unusable API key", "use an API key (in Seam Console, under Developer, API Keys)"}},
		"another kind":      {key: seamfake.DefaultAccessToken, says: []string{"it is a personal access token", "SEAM_PERSONAL_ACCESS_TOKEN, together with workspace_id or SEAM_WORKSPACE_ID"}},
		"a line break":      {key: seamfake.DefaultAPIKey + "\n", says: []string{"the trailing newline of a file"}},
		"a wrong key":       {key: "seam_testkey9_123456789ABCDEFGHJKLMNPQ", command: "apply", says: []string{"API Key not found", "Check the credential from the environment variable SEAM_API_KEY", "request ID"}},
		"a wrong key, plan": {key: "seam_testkey9_123456789ABCDEFGHJKLMNPQ", config: `data "seam_workspace" "this" {}`, says: []string{"Could not read the workspace", "Check the credential from the environment variable SEAM_API_KEY"}},
		"another workspace": {
			key: otherWorkspace.APIKeys[0], command: "apply", config: `provider "seam" { workspace_id = "` + seamfake.DefaultWorkspaceID + `" }`,
			says: []string{"Credential of another workspace", seamfake.DefaultWorkspaceID, otherWorkspace.WorkspaceID, "Use the credential of the right workspace, or correct workspace_id"},
		},
		"a typo":                    {key: seamfake.DefaultAPIKey, line: `on_existng = "error"`, says: []string{`Did you mean "on_existing"?`}},
		"days":                      {key: seamfake.DefaultAPIKey, line: `expires_in = "30d"`, says: []string{"Invalid duration", `Write "720h" instead`}},
		"a date without a time":     {key: seamfake.DefaultAPIKey, line: `expires_at = "2030-06-18"`, says: []string{"Invalid date and time", "such as 2030-01-31T18:00:00Z"}},
		"a token that is read-only": {key: seamfake.DefaultAPIKey, line: `token = "x"`, says: []string{"Remove the configuration line setting the value"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(t, seamfake.WithWorkspace(seamfake.DefaultWorkspace()), seamfake.WithWorkspace(otherWorkspace))
			s.Variables["SEAM_API_KEY"] = tc.key
			tf := s.Terraform(t, "")
			tf.WriteFile("main.tf", acctest.RequiredProviders+tc.config+"\n"+strings.Replace(resource, "LINE", tc.line, 1))
			command := []string{"plan", "-no-color", "-input=false"}
			if tc.command == "apply" {
				command = []string{"apply", "-no-color", "-input=false", "-auto-approve"}
			}
			result := tf.Run(command...).MustFail(tc.says...)
			if tc.key != "" {
				result.DoesNotSay(strings.TrimSpace(tc.key))
			}
			s.WantSessions(t, 0)
		})
	}
}

// A key of another workspace, if the state already has a session.
func TestAccFirstContactAnotherWorkspaceInState(t *testing.T) {
	t.Parallel()
	s := newSeam(t, seamfake.WithWorkspace(seamfake.DefaultWorkspace()), seamfake.WithWorkspace(otherWorkspace))
	tf := example(t, s, "guides/migrate/after.tf")
	tf.Apply()
	s.Variables["SEAM_API_KEY"] = otherWorkspace.APIKeys[0]
	tf.Run("plan", "-no-color").MustFail("Credential of another workspace", "belongs to workspace "+seamfake.DefaultWorkspaceID,
		"Use the credential of the right workspace", "terraform state rm")
	s.WantSessions(t, 1)
}

// make install, then init and plan in another directory, as README says, with an
// otherwise empty home directory.
func TestAccInstall(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not installed")
	}
	goEnv, err := exec.CommandContext(t.Context(), "go", "env", "GOCACHE", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	caches := strings.Fields(string(goEnv))
	s, home, work := newSeam(t), t.TempDir(), t.TempDir()
	run := func(dir string, command ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "HOME="+home, "GOCACHE="+caches[0], "GOMODCACHE="+caches[1], "GOTELEMETRY=off",
			"TF_CLI_CONFIG_FILE="+os.DevNull, "SEAM_ENDPOINT="+s.URL, "SEAM_API_KEY="+seamfake.DefaultAPIKey)
		output, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s\n%s", command, err, output)
		}
		return string(output)
	}
	repository, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	if acctest.IsOpenTofu(t) {
		t.Skip("OpenTofu looks in the directory of its own registry")
	}
	run(repository, "make", "install")
	readme := read(t, "README.md")
	_, config, found := strings.Cut(readme, "```hcl\nterraform {")
	config, _, _ = strings.Cut(config, "```")
	if !found {
		t.Fatal("README shows no configuration for a local build")
	}
	if err := os.WriteFile(filepath.Join(work, "main.tf"), []byte("terraform {"+config), 0o600); err != nil {
		t.Fatal(err)
	}
	cli := acctest.CLIPath(t)
	run(work, cli, "init", "-no-color", "-input=false")
	if output := run(work, cli, "plan", "-no-color", "-input=false"); !strings.Contains(output, "Plan: 1 to add, 0 to change, 0 to destroy.") {
		t.Errorf("the plan says\n%s", output)
	}
	run(repository, "make", "install", "VERSION=0.0.2")
	if output := run(work, cli, "init", "-upgrade", "-no-color", "-input=false"); !strings.Contains(output, "Installed seamapi/seam v0.0.2") {
		t.Errorf("the upgrade says\n%s", output)
	}
}
