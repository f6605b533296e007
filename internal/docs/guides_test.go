package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestMain(m *testing.M) { acctest.Main(m) }

const (
	root = "../.."
	jane = "seam_client_session.jane"
)

// someKey is the key of a session that no example uses.
const someKey = "a7d9c3b1-4e2f-4c60-8d15-f08b6e3a2c79"

var keyForm = regexp.MustCompile(`user_identifier_key"?\s*[=:]\s*"([^"$]+)"`)

// keyOf returns the first key in an example.
func keyOf(t *testing.T, example string) string {
	t.Helper()
	match := keyForm.FindStringSubmatch(read(t, "examples/"+example))
	if match == nil {
		t.Fatalf("%s has no key", example)
	}
	return match[1]
}

// otherWorkspace is a second workspace.
var otherWorkspace = seamfake.Workspace{WorkspaceID: "0a0a0a0a-0000-4000-8000-000000000002", APIKeys: []string{"seam_testkey2_123456789ABCDEFGHJKLMNPQ"}}

// newSeam starts a Seam that the provider finds through environment variables, like
// the real one.
func newSeam(t *testing.T, options ...seamfake.Option) *acctest.Seam {
	t.Helper()
	s := acctest.NewSeam(t, options...)
	s.Variables["SEAM_ENDPOINT"], s.Variables["SEAM_API_KEY"] = s.URL, seamfake.DefaultAPIKey
	return s
}

// read returns a file of the repository.
func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// example returns a working directory with unchanged files of examples/.
func example(t *testing.T, s *acctest.Seam, files ...string) *acctest.Terraform {
	t.Helper()
	tf := s.Terraform(t, "")
	load(t, tf, files...)
	return tf
}

// load replaces the files of a working directory.
func load(t *testing.T, tf *acctest.Terraform, files ...string) {
	t.Helper()
	old, err := filepath.Glob(filepath.Join(tf.Dir, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	all := ""
	for _, file := range files {
		content := read(t, "examples/"+file)
		tf.WriteFile(filepath.Base(file), content)
		all += content
	}
	acctest.Needs(t, all)
	if !strings.Contains(all, "required_providers") {
		tf.WriteFile("versions.tf", acctest.RequiredProviders)
	}
}

// twoKeys are the arguments for the example with two workspaces.
func twoKeys() []string {
	return []string{"-var=sandbox_key=" + seamfake.DefaultAPIKey, "-var=production_key=" + otherWorkspace.APIKeys[0]}
}

// One key identifies two sessions in two workspaces.
func TestAccTwoWorkspaces(t *testing.T) {
	t.Parallel()
	s := newSeam(t, seamfake.WithWorkspace(seamfake.DefaultWorkspace()), seamfake.WithWorkspace(otherWorkspace))
	tf := s.Installed(t, "") // as in reality, each provider configuration has its own process
	load(t, tf, "guides/workspaces/two.tf")
	keys := twoKeys()
	tf.Apply(keys...)
	tf.WantEmptyPlan(keys...)
	if rows := s.WantSessions(t, 2); rows[0].WorkspaceID == rows[1].WorkspaceID || rows[0].UserIdentifierKey != rows[1].UserIdentifierKey {
		t.Errorf("sessions %v, want one in each workspace", rows)
	}
	// Replacing a key with that of the sandbox does not move a session.
	tf.Run("plan", "-no-color", keys[0], "-var=production_key="+seamfake.DefaultAPIKey).MustFail("Credential of another workspace")
}

// A configuration in a guide is a file under examples/, which is applied. The text
// contains only single lines of one.
func TestGuidesShowTestedConfigurations(t *testing.T) {
	t.Parallel()
	templates, err := filepath.Glob(root + "/templates/*/*.tmpl")
	if err != nil || len(templates) < 8 {
		t.Fatalf("%d templates (%v)", len(templates), err)
	}
	for _, path := range append(templates, root+"/templates/index.md.tmpl") {
		template := read(t, strings.TrimPrefix(path, root+"/"))
		for _, block := range strings.Split(template, "```terraform\n")[1:] {
			if code, _, _ := strings.Cut(block, "```"); strings.Count(code, "\n") > 1 {
				t.Errorf("%s contains a configuration that is not from a file:\n%s", path, code)
			}
		}
	}
	shown := map[string]bool{}
	for _, path := range append(templates, root+"/templates/index.md.tmpl") {
		for _, part := range strings.Split(read(t, strings.TrimPrefix(path, root+"/")), `"examples/`)[1:] {
			name, _, _ := strings.Cut(part, `"`)
			shown[name] = true
		}
	}
	files, err := filepath.Glob(root + "/examples/guides/*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if name := strings.TrimPrefix(path, root+"/examples/"); !shown[name] {
			t.Errorf("no guide shows %s", name)
		}
	}
}
