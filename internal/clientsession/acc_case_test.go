package clientsession_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var upper = strings.ToUpper

// spelled is a session with all its IDs in one spelling.
func spelled(spell func(string) string, lines ...string) string {
	return session(append([]string{
		key, `user_identity_id = "` + spell(identity) + `"`,
		`connected_account_ids = ["` + spell(accountA) + `", "` + spell(accountB) + `"]`, `connect_webview_ids = ["` + spell(webview) + `"]`,
	}, lines...)...)
}

func asItIs(id string) string { return id }

// IDs that differ only in case are equal. The plan is empty, requests have Seam's
// spelling, and the state keeps the spelling of the configuration.
func TestAccIDsInUpperCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(spelled(upper, rotate("1"))))
	tf.Apply()
	s.WantSent(t, getOrCreate(fields{
		"user_identifier_key": "jane_doe", "user_identity_id": identity,
		"connected_account_ids": []any{accountB, accountA}, "connect_webview_ids": []any{webview},
	}))
	wantSpelling := func() {
		t.Helper()
		state := tf.Attributes(address)
		got := []any{state["user_identity_id"], state["connected_account_ids"], state["connect_webview_ids"]}
		if want := []any{upper(identity), []any{upper(accountB), upper(accountA)}, []any{upper(webview)}}; !reflect.DeepEqual(got, want) {
			t.Errorf("state has %v, want %v", got, want)
		}
	}
	wantSpelling()
	tf.WantEmptyPlan()
	tf.WantEmptyPlan("-refresh=false")
	tf.Write(s.Config(spelled(asItIs, rotate("1"))))
	tf.WantEmptyPlan()
	tf.WantEmptyPlan("-refresh=false")
	wantSpelling()

	tf.Write(s.Config(spelled(asItIs, rotate("1"), expires)))
	s.ResetJournal()
	tf.Apply("-refresh=false").Says("0 added, 1 changed, 0 destroyed")
	s.WantSent(t, workspaceFirst, getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": expiry}))
	wantSpelling()
	tf.Write(s.Config(spelled(upper, rotate("2"), expires)))
	tf.Apply()
	wantSpelling()
	tf.WantEmptyPlan()
}

// The deprecated list keeps its spelling, too, and so does a set that has one ID
// in two spellings.
func TestAccIDsInMixedCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	mixed := func(lines ...string) string {
		return session(append([]string{
			key, `user_identity_ids = ["` + upper(identity) + `"]`, `connected_account_ids = ["` + upper(accountA) + `", "` + accountA + `"]`,
		}, lines...)...)
	}
	tf := s.Terraform(t, s.Config(mixed()))
	tf.Apply()
	s.WantSent(t, getOrCreate(fields{"user_identifier_key": "jane_doe", "user_identity_ids": []any{identity}, "connected_account_ids": []any{accountA}}))
	tf.WantEmptyPlan()
	tf.Write(s.Config(session(key, `user_identity_id = "`+identity+`"`, `connected_account_ids = ["`+accountA+`"]`)))
	tf.WantEmptyPlan()
	tf.Write(s.Config(mixed(expires)))
	s.ResetJournal()
	tf.Apply("-refresh=false")
	s.WantSent(t, workspaceFirst, getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": expiry}))
	tf.WantEmptyPlan()
}

// A session that has ended in the meantime is created again with the values of the
// configuration.
func TestAccIDsInUpperCaseOfASessionThatIsGone(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(spelled(upper)))
	tf.Apply()
	s.Clock.Advance(2 * year)
	tf.Apply()
	tf.WantEmptyPlan()
	tf.Write(s.Config(spelled(asItIs, `expires_at = "2040-01-01T00:00:00Z"`)))
	tf.SavePlan()
	s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
	tf.Run("apply", "-no-color", "saved.tfplan").MustFail("created again during this apply")
	tf.WantEmptyPlan()
}

func TestAccWorkspaceInUpperCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	block := "api_key = \"" + seamfake.DefaultAPIKey + "\"\n  workspace_id = \"" + upper(seamfake.DefaultWorkspaceID) + "\""
	tf := s.Terraform(t, s.ConfigWith(block, session(key)))
	tf.Apply()
	tf.WantEmptyPlan()
}

func TestAccImportInUpperCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Run("import", "-no-color", address, upper(row.ClientSessionID)).MustSucceed()
	if got := tf.Attributes(address)["client_session_id"]; got != row.ClientSessionID {
		t.Errorf("imported %v, want %s", got, row.ClientSessionID)
	}
	tf.WantEmptyPlan()
}

func TestAccImportByIdentityInUpperCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config(session(key)+identified(upper(row.ClientSessionID), upper(row.WorkspaceID))))
	tf.Apply().Says("1 imported, 0 added, 0 changed, 0 destroyed")
	tf.WantEmptyPlan()
	wantIdentity(t, tf, row)
}

// Open returns configured values in their own spelling.
func TestAccOtherBlocksInUpperCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	same := func(attribute, id string) string {
		return "  lifecycle {\n    postcondition {\n      condition     = self." + attribute + " == \"" + upper(id) + "\"\n      error_message = \"Another spelling.\"\n    }\n  }\n"
	}
	tf := s.Terraform(t, s.Config(`
ephemeral "seam_client_session" "by_id" {
  client_session_id = "`+upper(row.ClientSessionID)+"\"\n"+same("client_session_id", row.ClientSessionID)+`}
ephemeral "seam_client_session" "by_key" {
  user_identifier_key = "john"
  user_identity_id = "`+upper(identity)+"\"\n"+same("user_identity_id", identity)+`}
data "seam_client_session" "by_id" {
  client_session_id = "`+upper(row.ClientSessionID)+"\"\n"+same("client_session_id", row.ClientSessionID)+`}
data "seam_client_sessions" "filtered" {
  client_session_id = "`+upper(row.ClientSessionID)+`"
  user_identity_id = "`+upper(row.UserIdentityID)+`"
  lifecycle {
    postcondition {
      condition     = length(self.client_sessions) == 1
      error_message = "It found a different number of sessions."
    }
  }
}
`))
	tf.Apply()
}

func TestAccRevokeInUpperCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config("action \"seam_client_session_revoke\" \"jane\" {\n  config {\n    client_session_id = \""+upper(row.ClientSessionID)+"\"\n  }\n}\n"))
	tf.Apply("-invoke=action.seam_client_session_revoke.jane").Says("Revoked the client session " + row.ClientSessionID)
	if !s.WantSessions(t, 1)[0].Revoked() {
		t.Error("the session was not revoked")
	}
}
