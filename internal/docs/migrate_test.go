package docs_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// runScript runs a curl script of a guide unchanged.
func runScript(t *testing.T, s *acctest.Seam, name string, variables ...string) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	script := exec.CommandContext(t.Context(), "sh", root+"/examples/"+name)
	script.Env = slices.Concat(os.Environ(), []string{"SEAM_ENDPOINT=" + s.URL, "SEAM_API_KEY=" + seamfake.DefaultAPIKey}, variables)
	if output, err := script.CombinedOutput(); err != nil {
		t.Fatalf("%s: %s", err, output)
	}
}

// wantKept asserts that state and server still have the session from before, and that
// no request could write. A get-or-create request with only the key does not change an
// existing session.
func wantKept(t *testing.T, s *acctest.Seam, tf *acctest.Terraform, before seamfake.Session) {
	t.Helper()
	for _, sent := range s.Journal(t) {
		_, byKey := sent.Body["user_identifier_key"]
		reads := sent.Path == acctest.Get || sent.Path == acctest.Workspace || sent.Path == acctest.GetOrCreate && len(sent.Body) == 1 && byKey
		if !reads {
			t.Errorf("a request that writes reached the server: %v", sent)
		}
	}
	after := s.WantSessions(t, 1)[0]
	state := tf.Attributes(jane)
	if after.Token != before.Token || !after.ExpiresAt.Equal(before.ExpiresAt) || !slices.Equal(after.ConnectedAccountIDs, before.ConnectedAccountIDs) {
		t.Errorf("the session changed from %v to %v", before, after)
	}
	if state["client_session_id"] != before.ClientSessionID || state["token"] != before.Token {
		t.Errorf("state has session %v, want %s with its token", state["client_session_id"], before.ClientSessionID)
	}
}

// Terraform imports a session that a script created, without a change: the plan only
// has 1 to import, the ID and the token stay, and the provider writes nothing.
func TestAccMigrateFromScript(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	runScript(t, s, "guides/migrate/script.sh")
	before := s.WantSessions(t, 1)[0]
	s.ResetJournal()
	tf := example(t, s, "guides/migrate/script.tf")
	tf.Apply().Says("1 imported, 0 added, 0 changed, 0 destroyed")
	wantKept(t, s, tf, before)
	tf.WantEmptyPlan()

	// The script can still run, and finds the same session.
	runScript(t, s, "guides/migrate/script.sh")
	if again := s.WantSessions(t, 1)[0]; again.ClientSessionID != before.ClientSessionID {
		t.Error("the script created another session")
	}
	tf.WantEmptyPlan()
}

// The migration from restapi_object: in one apply, Terraform removes that object from
// state without a request about it, and imports the session. A substitute replaces the
// restapi provider.
func TestAccMigrateFromRestapi(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	// restapi is not available, so the test creates the session that restapi would have created.
	before := s.AddSession(seamfake.Session{
		WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: keyOf(t, "guides/migrate/after.tf"), ExpiresAt: time.Date(2030, 6, 18, 6, 10, 42, 0, time.UTC),
	})
	arguments := []string{"-var=api_key=" + seamfake.DefaultAPIKey, "-var=endpoint=" + s.URL}
	tf := example(t, s, "guides/migrate/restapi-before.tf")
	other := restapi()
	other.beside(t, tf, "Mastercard/restapi")
	tf.Apply(arguments...)
	s.ResetJournal()
	other.take()

	load(t, tf, "guides/migrate/restapi-after.tf")
	plan, _ := tf.Plan(arguments...)
	if change := acctest.Change(t, plan, "restapi_object.jane"); !slices.Equal(change.Actions, tfjson.Actions{"forget"}) {
		t.Errorf("restapi_object: planned %v, want forget", change.Actions)
	}
	tf.Apply(arguments...).Says("1 imported, 0 added, 0 changed, 0 destroyed")
	wantKept(t, s, tf, before)
	asked, _ := other.take()
	for _, text := range asked {
		if !strings.HasPrefix(text, "read ") {
			t.Errorf("Terraform called restapi to %s", text)
		}
	}

	// Afterwards the blocks of the move and restapi can be deleted.
	load(t, tf, "guides/migrate/after.tf")
	tf.WantEmptyPlan()
	wantKept(t, s, tf, before)
}

// beforeTheMove is the configuration before moved.tf.
func beforeTheMove(t *testing.T) string {
	t.Helper()
	moved := read(t, "examples/guides/migrate/moved.tf")
	old := strings.Replace(strings.Replace(moved, "seamapi/seam", "example/seam", 1), `"jane"`, `"jane_doe"`, 1)
	block := moved[strings.Index(moved, "moved {"):strings.Index(moved, "resource ")]
	return strings.Replace(old, block, "", 1)
}

// The move from a provider at another address, which is also this one. The session
// stays, and only the refresh sends a request.
func TestAccMigrateFromAFork(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, "# moved from another provider\n")
	s := newSeam(t)
	tf := s.Terraform(t, beforeTheMove(t))
	tf.Beside("example/seam", func() tfprotov6.ProviderServer { return providerserver.NewProtocol6(s.Provider()())() })
	tf.Apply()
	before := s.WantSessions(t, 1)[0]
	s.ResetJournal()
	load(t, tf, "guides/migrate/moved.tf")
	tf.Apply().Says("0 added, 0 changed, 0 destroyed")
	wantKept(t, s, tf, before)

	// The alternative is the command that only changes the address.
	load(t, tf, "guides/migrate/after.tf")
	tf.Run("state", "replace-provider", "-auto-approve", "seamapi/seam", "example/seam").MustSucceed()
	tf.Run("state", "replace-provider", "-auto-approve", "example/seam", "seamapi/seam").MustSucceed()
	tf.WantEmptyPlan()
	wantKept(t, s, tf, before)
}

// Many sessions in one import, and an import into a configuration that keeps the
// token out of state.
func TestAccMigrateMany(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	runScript(t, s, "guides/migrate/many.sh")
	tf := example(t, s, "guides/migrate/many.tf")
	tf.Apply().Says("2 imported, 0 added, 0 changed, 0 destroyed")
	tf.WantEmptyPlan()
	s.WantSessions(t, 2)
}

func TestAccImportWithoutStoringTheToken(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	key := keyOf(t, "guides/keep-the-token-out-of-state/managed.tf")
	token := s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: key}).Token
	tf := example(t, s, "guides/keep-the-token-out-of-state/managed.tf")
	block := "import {\n  to = " + jane + "\n  id = \"user_identifier_key=" + key + "\"\n}\n"
	tf.WriteFile("import.tf", block)
	tf.Apply().Says("1 imported, 0 added, 1 changed")
	if strings.Contains(tf.StateFile(), token) {
		t.Error("an import block leaves the token in the state")
	}

	tf = example(t, s, "guides/keep-the-token-out-of-state/managed.tf")
	tf.Run("import", "-no-color", jane, "user_identifier_key="+key).MustSucceed()
	if !strings.Contains(tf.StateFile(), token) {
		t.Error("terraform import does not store the token, although the guide says so")
	}
	tf.Apply()
	if strings.Contains(tf.StateFile(), token) {
		t.Error("the apply after terraform import leaves the token in the state")
	}
}
