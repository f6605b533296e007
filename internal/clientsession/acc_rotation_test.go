package clientsession_test

import (
	"slices"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccRotation(t *testing.T) {
	t.Parallel()
	for name, lifecycle := range map[string]string{"in place": "", "create_before_destroy": createBeforeDestroy} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			config := func(value string) string { return s.Config(session(key, rotate(value), lifecycle) + dependent) }
			tf := s.Terraform(t, config("1"))
			tf.Apply()
			old := s.WantSessions(t, 1)[0]
			_, account, _ := s.ConnectAccount(old.ClientSessionID)
			tf.Write(config("2"))
			plan, _ := tf.Plan()
			change := acctest.Change(t, plan, address)
			unknown := trueLeaves(change.AfterUnknown.(map[string]any))
			for _, attribute := range []string{"client_session_id", "created_at", "token"} {
				if !slices.Contains(unknown, attribute) {
					t.Errorf("%s is not unknown in the plan", attribute)
				}
			}
			if !change.Actions.Update() || slices.Contains(unknown, "connected_account_ids") {
				t.Errorf("planned %v with %v unknown", change.Actions, unknown)
			}
			s.ResetJournal()
			tf.Apply("saved.tfplan")
			got := s.WantSessions(t, 1)[0]
			s.WantSent(t, workspaceFirst, refresh, deletion(old.ClientSessionID), getOrCreate(fields{
				"user_identifier_key": "jane_doe", "connect_webview_ids": []any{got.ConnectWebviewIDs[0]}, "connected_account_ids": []any{account},
			}))
			state := tf.Attributes(address)
			if got.Token == old.Token || got.ClientSessionID == old.ClientSessionID || state["token"] != got.Token || state["client_session_id"] != got.ClientSessionID {
				t.Errorf("state has %v, the server %v", state["client_session_id"], got.ClientSessionID)
			}
			if tf.Attributes("terraform_data.holder")["triggers_replace"] != got.Token {
				t.Error("the dependent has the old token")
			}
			tf.WantEmptyPlan()
		})
	}
}

func TestAccAddingOrRemovingTheTriggerRotatesNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	for _, lines := range []string{rotate("1"), ""} {
		tf.Write(s.Config(session(key, lines)))
		s.ResetJournal()
		tf.Apply("-refresh=false")
		s.WantSent(t) // it is not sent to Seam
		tf.WantEmptyPlan()
	}
	if got := s.WantSessions(t, 1)[0]; got.Token != old.Token {
		t.Error("the token changed")
	}
}

// The process is killed, or Seam fails, between the two requests of a rotation.
func TestAccRotationCutOffInBetween(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, expires, rotate("1"))+dependent))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	_, account, _ := s.ConnectAccount(old.ClientSessionID)
	tf.Write(s.Config(session(key, expires, rotate("2")) + dependent))
	tf.SavePlan()
	outage := seamfake.InternalServerError()
	outage.Path, outage.Skip = acctest.GetOrCreate, 1 // the request after the deletion
	s.Inject(outage)
	tf.Run("apply", "-no-color", "saved.tfplan").MustFail("500", "jane_doe")
	s.WantSessions(t, 0)
	s.ClearFaults()
	tf.Apply()
	live(t, s, tf, old)
	if got := s.WantSessions(t, 1)[0]; !slices.Equal(got.ConnectedAccountIDs, []string{account}) {
		t.Errorf("the account that the end user connected is lost: %v", got.ConnectedAccountIDs)
	}
}

// The deletion takes effect, but Seam's response is an error.
func TestAccRotationWhoseDeletionIsUnclear(t *testing.T) {
	t.Parallel()
	s := acctest.NewOddSeam(t)
	tf := s.Terraform(t, s.Config(session(key, rotate("1"))))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	_, account, _ := s.ConnectAccount(old.ClientSessionID)
	tf.Write(s.Config(session(key, rotate("2"))))
	s.Inject(seamfake.Fault{Path: acctest.Delete, Rewrite: func(_ int, body []byte) (int, []byte) { return 500, body }})
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("500")
	s.WantSessions(t, 0)
	s.ClearFaults()
	tf.Apply()
	if got := s.WantSessions(t, 1)[0]; !slices.Equal(got.ConnectedAccountIDs, []string{account}) || got.Token == old.Token {
		t.Errorf("the server has accounts %v, want %s", got.ConnectedAccountIDs, account)
	}
	tf.WantEmptyPlan()
}

func TestAccRotationKeepsWhatIsThereNow(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, rotate("1"))))
	tf.Apply()
	tf.Write(s.Config(session(key, rotate("2"))))
	tf.SavePlan()
	_, account, _ := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
	tf.Run("apply", "saved.tfplan").MustSucceed()
	if got := s.WantSessions(t, 1)[0]; !slices.Equal(got.ConnectedAccountIDs, []string{account}) {
		t.Errorf("the server has accounts %v, want %s", got.ConnectedAccountIDs, account)
	}
	tf.WantEmptyPlan()
}

// If Seam rejects a value, it does so before anything is deleted.
func TestAccRefusedRotationDeletesNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{RejectUnknownIDs: true}))
	tf := s.Terraform(t, s.Config(session(key, rotate("1"))))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	tf.Write(s.Config(session(key, rotate("2"), `connected_account_ids = ["`+accountA+`"]`)))
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("connected_account_not_found")
	if got := s.WantSessions(t, 1)[0]; got.Token != old.Token {
		t.Error("the token changed")
	}
}

// Both reasons for a new session at the same time.
func TestAccRotationOfAnExpiredSession(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, rotate("1"))+dependent))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	_, account, _ := s.ConnectAccount(old.ClientSessionID)
	s.Clock.Advance(year)
	tf.Write(s.Config(session(key, rotate("2")) + dependent))
	tf.Apply()
	live(t, s, tf, old)
	if got := s.WantSessions(t, 1)[0]; !slices.Equal(got.ConnectedAccountIDs, []string{account}) {
		t.Errorf("the server has accounts %v, want %s", got.ConnectedAccountIDs, account)
	}
}

func TestAccRotationWithAKeyOfAnotherWorkspace(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, twoWorkspaces()...)
	tf := s.Terraform(t, s.Config(session(key, rotate("1"))))
	tf.Apply()
	state := tf.Objects()
	tf.Write(s.ConfigAs(otherKey, session(key, rotate("2"))))
	s.ResetJournal()
	tf.Run("apply", "-auto-approve", "-no-color", "-refresh=false").MustFail("Credential of another workspace")
	s.WantSent(t, workspaceFirst)
	if tf.Objects() != state {
		t.Error("the state changed")
	}
}

func TestAccRotationThatRotatesNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewOddSeam(t)
	tf := s.Terraform(t, s.Config(session(key, rotate("1"))))
	tf.Apply()
	tf.Write(s.Config(session(key, rotate("2"))))
	s.Inject(seamfake.Fault{Path: acctest.Delete, Status: 200, Body: `{"ok":true}`}) // the response says so, but nothing changes
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("The token was not rotated")
}
