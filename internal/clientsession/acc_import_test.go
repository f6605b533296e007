package clientsession_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func get(id string) acctest.Sent {
	return acctest.Sent{Path: acctest.Get, Body: fields{"client_session_id": id}}
}

func TestAccImport(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	before, _ := s.Row(row.ClientSessionID)
	tf := s.Terraform(t, s.Config(session(key, `connected_account_ids = ["`+accountA+`"]`)))
	tf.Run("import", address, row.ClientSessionID).MustSucceed()
	s.WantSent(t, get(row.ClientSessionID))
	if state := tf.Attributes(address); state["token"] != row.Token || state["user_identifier_key"] != "jane_doe" {
		t.Errorf("imported %v", state)
	}
	tf.WantEmptyPlan()
	if after, _ := s.Row(row.ClientSessionID); string(after) != string(before) {
		t.Errorf("import or plan changed the session:\n%s\nwas\n%s", after, before)
	}
}

func TestAccImportByKey(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config(session(key)+"import {\n  to = "+address+"\n  id = \"user_identifier_key=jane_doe\"\n}\n"))
	tf.Run("plan", "-no-color").MustSucceed().Says("1 to import, 0 to add, 0 to change, 0 to destroy")
	s.WantSent(t, lookUp)
	tf.Apply()
	tf.WantEmptyPlan()
	if state := tf.Attributes(address); state["token"] != row.Token || state["client_session_id"] != row.ClientSessionID {
		t.Errorf("imported %v", state)
	}
}

// generating is an import block for a resource that is not written yet. Without the
// provider argument, Terraform 1.16.0-rc2 looks for a provider of HashiCorp.
func generating(row seamfake.Session) string {
	return "import {\n  to       = " + address + "\n  id       = \"" + row.ClientSessionID + "\"\n  provider = seam\n}\n"
}

func TestAccImportBlockGeneratesConfiguration(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config(generating(row)))
	tf.Run("plan", "-no-color", "-generate-config-out=generated.tf").MustSucceed().Says("1 to import, 0 to add, 0 to change, 0 to destroy")
	generated, err := os.ReadFile(filepath.Join(tf.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	// With a resource block, an import block must not contain the provider.
	tf.Write(s.Config(strings.Replace(generating(row), "provider = seam", "", 1)))
	tf.Apply()
	tf.WantEmptyPlan()
	t.Logf("%s", generated)
}

func TestAccImportWithoutAKey(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "")
	tf := s.Terraform(t, s.Config(session()))
	tf.Run("import", address, row.ClientSessionID).MustSucceed()
	tf.WantEmptyPlan()
	s.WantSent(t, get(row.ClientSessionID), workspaceFirst, get(row.ClientSessionID))
	tf.Write(s.Config(session(expires)))
	tf.Run("plan", "-no-color").MustFail("has no user_identifier_key", row.ClientSessionID)
	s.WantSessions(t, 1)

	s.DeleteSession(row.ClientSessionID)
	tf.Write(s.Config(session()))
	tf.Run("plan", "-no-color").MustSucceed().Says("Client session no longer exists", "1 to add")
	s.WantSessions(t, 0)
}

func TestAccImportErrors(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, twoWorkspaces()...)
	elsewhere := s.AddSession(seamfake.Session{WorkspaceID: otherWorkspace, UserIdentifierKey: "jane_doe"})
	tf := s.Terraform(t, s.Config(session(key)))
	for _, id := range []string{"jane_doe", "C2CBD177-1ACE-414B-BB1E-9F129E4A05C", "user_identifier_key="} {
		tf.Run("import", "-no-color", address, id).MustFail("Invalid import ID", id)
	}
	tf.Run("import", "-no-color", address, "user_identifier_key=john").MustFail("No such client session", "john")
	tf.Run("import", "-no-color", address, "c2cbd177-1ace-414b-bb1e-9f129e4a05c1").MustFail("No such client session", "c2cbd177")
	tf.Run("import", "-no-color", address, elsewhere.ClientSessionID).MustFail("No such client session", "right workspace")
	s.WantSessions(t, 1)
}

// identified is an import block by identity.
func identified(id, workspace string) string {
	return "import {\n  to = " + address + "\n  identity = {\n    client_session_id = \"" + id + "\"\n    workspace_id = \"" + workspace + "\"\n  }\n}\n"
}

// The identity follows a session that is created again.
func TestAccImportByIdentity(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config(session(key)+identified(row.ClientSessionID, otherWorkspace)))
	tf.Run("plan", "-no-color").MustFail("Credential of another workspace", otherWorkspace)
	tf.Write(s.Config(session(key) + identified(row.ClientSessionID, seamfake.DefaultWorkspaceID)))
	tf.Apply().Says("1 imported, 0 added, 0 changed, 0 destroyed")
	tf.WantEmptyPlan()
	wantIdentity(t, tf, row)
	tf.Write(s.Config(session(key)))
	s.DeleteSession(row.ClientSessionID)
	tf.Apply()
	again := s.WantSessions(t, 1)[0]
	if again.ClientSessionID == row.ClientSessionID {
		t.Fatal("the session is the same")
	}
	wantIdentity(t, tf, again)
}

// wantIdentity asserts that the resource has the identity of a session.
func wantIdentity(t *testing.T, tf *acctest.Terraform, row seamfake.Session) {
	t.Helper()
	want := map[string]string{"client_session_id": row.ClientSessionID, "workspace_id": row.WorkspaceID}
	if got := tf.Identity(); !maps.Equal(got, want) {
		t.Errorf("identity %v, want %v", got, want)
	}
}

func TestAccImportInAModule(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, "# import block in a module\n")
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	s.Variables["SEAM_API_KEY"], s.Variables["SEAM_ENDPOINT"] = seamfake.DefaultAPIKey, s.URL
	tf := s.Terraform(t, "")
	if err := os.Mkdir(filepath.Join(tf.Dir, "people"), 0o700); err != nil {
		t.Fatal(err)
	}
	tf.WriteFile("people/main.tf", acctest.RequiredProviders+session(key)+"import {\n  to = "+address+"\n  id = \""+row.ClientSessionID+"\"\n}\n")
	tf.WriteFile("main.tf", "module \"people\" {\n  source = \"./people\"\n}\n")
	tf.Run("get", "-no-color").MustSucceed()
	tf.Apply().Says("1 imported, 0 added, 0 changed, 0 destroyed")
	tf.WantEmptyPlan()
	if state := tf.Attributes("module.people." + address); state["token"] != row.Token {
		t.Errorf("imported %v", state)
	}
}
