package clientsession_test

import (
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccDeletedOutside(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{"managed attributes": whole, "key alone": session(key)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(config+dependent))
			tf.Apply()
			old := s.WantSessions(t, 1)[0]
			s.DeleteSession(old.ClientSessionID)
			tf.Run("plan", "-no-color").MustSucceed().Says("has a new ID and token", old.ClientSessionID, "jane_doe")
			tf.Apply()
			got := s.WantSessions(t, 1)[0]
			if state := tf.Attributes(address); state["client_session_id"] != got.ClientSessionID || state["token"] != got.Token || got.Token == old.Token {
				t.Errorf("state has %v, the server %s", state["client_session_id"], got.ClientSessionID)
			}
			if held := tf.Attributes("terraform_data.holder")["triggers_replace"]; held != got.Token {
				t.Error("the dependent still has the old token")
			}
			tf.WantEmptyPlan()
		})
	}
}

func TestAccDiesBetweenPlanAndApply(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	const spelled = "2031-01-01T02:00:00+02:00"
	tf := s.Terraform(t, s.Config(whole+dependent))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	tf.Write(s.Config(strings.Replace(whole, expiry, spelled, 1) + dependent))
	tf.SavePlan()
	s.DeleteSession(old.ClientSessionID)
	tf.Run("apply", "-no-color", "saved.tfplan").MustFail("created again during this apply", old.ClientSessionID, "Apply again").
		DoesNotSay("inconsistent", "bug in the provider")
	got := s.WantSessions(t, 1)[0]
	state := tf.Attributes(address)
	if state["client_session_id"] != got.ClientSessionID || state["token"] != got.Token || state["expires_at"] != spelled {
		t.Errorf("state has %v, expires_at %v", state["client_session_id"], state["expires_at"])
	}
	plan, _ := tf.Plan()
	if change := acctest.Change(t, plan, address); !change.Actions.NoOp() {
		t.Errorf("the next plan has %v for the session, want no change", change.Actions)
	}
	if change := acctest.Change(t, plan, "terraform_data.holder"); !change.Actions.Replace() {
		t.Errorf("the next plan has %v for the holder of the token, want a replacement", change.Actions)
	}
	tf.Apply()
	tf.WantEmptyPlan()
	s.WantSessions(t, 1)
}

func TestAccAnswerToCreateIsLost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config  string
		refresh string
	}{
		"no key":                {session(expires), "-refresh=true"},
		"no key, not refreshed": {session(expires), "-refresh=false"},
		"a key":                 {session(key, expires), "-refresh=true"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(c.config))
			lost := seamfake.DroppedAfterCommit()
			lost.Path = acctest.GetOrCreate
			s.Inject(lost)
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("Could not get or create the client session", "there was no response", "4 attempts")
			s.WantSessions(t, 1)
			s.ClearFaults()
			tf.Apply(c.refresh)
			got := s.WantSessions(t, 1)[0]
			if tf.Attributes(address)["client_session_id"] != got.ClientSessionID {
				t.Error("state has a different session than the server")
			}
			tf.WantEmptyPlan()
			tf.Run("destroy", "-auto-approve").MustSucceed()
			s.WantSessions(t, 0)
		})
	}
}

// A rejected create leaves no session, so no state is saved that would have to be replaced.
func TestAccRefusedCreateSavesNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.ConfigAs("seam_wrongkey1_4Jv9QmXr7TnWc2LpBz5HdYsK", session(expires)))
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("401", "API Key not found", "api_key in the provider block")
	if state := tf.Attributes(address); state != nil {
		t.Errorf("state has %v", state)
	}
}

func TestAccAnswersAreChecked(t *testing.T) {
	t.Parallel()
	for attribute, c := range map[string]struct{ from, to string }{
		"user_identifier_key":   {`"user_identifier_key":"jane_doe"`, `"user_identifier_key":"john"`},
		"connected_account_ids": {accountA, accountB},
		"expires_at":            {`"expires_at":"` + expiry, `"expires_at":"` + later},
		"user_identity_id":      {identity, another},
	} {
		t.Run(attribute, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewOddSeam(t)
			tf := s.Terraform(t, s.Config(whole))
			s.Inject(seamfake.Fault{Path: acctest.GetOrCreate, Rewrite: func(status int, body []byte) (int, []byte) {
				return status, []byte(strings.ReplaceAll(string(body), c.from, c.to))
			}})
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("Seam returned a different value for "+attribute, "jane_doe", "with "+address)
			if state := tf.Attributes(address); state != nil {
				t.Errorf("state has %v", state)
			}
			s.ClearFaults()
			tf.Apply()
			tf.WantEmptyPlan()
			s.WantSessions(t, 1)
		})
	}
}
