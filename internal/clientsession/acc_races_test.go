package clientsession_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// deletionsLast makes the server handle a deletion after a concurrent
// get-or-create.
func deletionsLast(s *acctest.Seam) {
	arrived, created := make(chan struct{}, 10), make(chan struct{}, 10)
	within := func(done chan struct{}) {
		select {
		case <-done:
		case <-time.After(300 * time.Millisecond):
		}
	}
	s.BeforeRequest(func(r seamfake.Request) {
		switch r.Path {
		case acctest.Delete, acctest.Revoke:
			arrived <- struct{}{}
			within(created)
		case acctest.GetOrCreate:
			within(arrived)
			time.AfterFunc(50*time.Millisecond, func() { created <- struct{}{} })
		}
	})
}

// Of two resources with the same key, one is changed while the other is destroyed.
func TestAccChangeBesideADestroy(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)+renamed(session(key))))
	tf.Apply()
	deletionsLast(s)
	tf.Write(s.Config(session(key, expires)))
	result := tf.Run("apply", "-auto-approve", "-no-color", "-refresh=false")
	s.BeforeRequest(nil)
	if got := s.WantSessions(t, 1)[0]; tf.Attributes(address)["token"] != got.Token {
		t.Errorf("state has a different session than the server:\n%s", result)
	}
}

// A resource that is renamed without a moved block is created and destroyed at the
// same time. In either order, the state has an active session.
func TestAccRename(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"delete", "revoke"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			config := session(key, `on_destroy = "`+mode+`"`)
			tf := s.Terraform(t, s.Config(config))
			tf.Apply()
			deletionsLast(s)
			tf.Write(s.Config(renamed(config)))
			tf.Apply("-refresh=false")
			s.BeforeRequest(nil)
			got := s.WantSessions(t, 1)[0]
			if got.Revoked() || tf.Attributes("seam_client_session.that")["token"] != got.Token {
				t.Errorf("state has a different session than the server: %+v", got)
			}
			tf.WantEmptyPlan()
		})
	}
}

// If Seam rejected the revocation, the provider does not treat the session as
// revoked.
func TestAccRefusedRevocationDeletesNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	config := session(key, `on_destroy = "revoke"`)
	tf := s.Terraform(t, s.Config(config))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	s.Inject(seamfake.Fault{
		Path: acctest.Revoke, Status: http.StatusForbidden, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `{"ok":false,"error":{"type":"forbidden","message":"not yours"}}`,
	})
	tf.Write(s.Config(renamed(config)))
	tf.Run("apply", "-auto-approve", "-no-color")
	if got := s.WantSessions(t, 1)[0]; got.Token != old.Token {
		t.Error("the session was deleted")
	}
}

// A session that an earlier run revoked is not returned again. The new session gets
// what the end user connected.
func TestAccRevokedByAnEarlierRun(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, `on_destroy = "revoke"`)))
	tf.Apply()
	_, account, _ := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
	tf.Run("destroy", "-auto-approve").MustSucceed()
	s.Clock.Advance(time.Minute) // a session that was created in the second of the request counts as new
	tf.Apply()
	if got := s.WantSessions(t, 1)[0]; got.Revoked() || tf.Attributes(address)["token"] != got.Token {
		t.Errorf("state has an invalid token: %+v", got)
	}
	wantReach(t, s, account)
}

func TestAccReplacingAKeptSessionReturnsIt(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, `on_existing = "error"`, `on_destroy = "keep"`)))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	tf.Apply("-replace=" + address)
	if got := s.WantSessions(t, 1)[0]; got.Token != old.Token || tf.Attributes(address)["token"] != old.Token {
		t.Error("want the same session")
	}
	tf.WantEmptyPlan()
}

// A machine whose clock is slow neither deletes a session nor lets it expire.
func TestAccExpiresInOnAMachineThatIsBehind(t *testing.T) {
	t.Parallel()
	began := time.Now()
	s := acctest.NewSeam(t)
	old := existing(s, "jane_doe")
	s.Local = func() time.Time { return s.Clock.Now().Add(-5 * time.Hour) }
	tf := s.Terraform(t, s.Config(session(key, `expires_in = "4h"`, `renew_before = "2h"`)))
	tf.Apply()
	if got := expiresAfterBySeamsClock(t, s, began, 4*time.Hour); got.Token != old.Token {
		t.Error("the existing session was deleted")
	}
	s.Clock.Advance(3 * time.Hour)
	tf.Apply()
	if got := expiresAfterBySeamsClock(t, s, began, 7*time.Hour); got.Token != old.Token {
		t.Error("the renewal changed the token")
	}
	s.WantOnly(t, acctest.GetOrCreate, acctest.Workspace)
}

func TestAccPolicyThatIsUnknownWhilePlanning(t *testing.T) {
	t.Parallel()
	const later2 = "variable \"v\" {\n  default = \"one\"\n}\nresource \"terraform_data\" \"x\" {\n  input = var.v\n}\n"
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(later2+session(key, `store_token = terraform_data.x.output == "one"`)))
	tf.Apply()
	tf.Apply("-var", "v=two")
	if token := tf.Attributes(address)["token"]; token != nil {
		t.Errorf("state has a token")
	}
	lines := `expires_in = terraform_data.x.output == "never" ? "5h" : null`
	tf.Write(s.Config(later2 + session(key, expires, lines)))
	tf.Apply("-var", "v=two")
	tf.Write(s.Config(later2 + session(key, `expires_at = "`+later+`"`, lines)))
	tf.Apply("-var", "v=three")
	if got := tf.Attributes(address)["expires_at"]; got != later {
		t.Errorf("expires_at %v", got)
	}
}

func TestAccAnotherRenewBefore(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	config := func(before string) string {
		return s.Config(session(key, `expires_in = "100h"`, `renew_before = "`+before+`"`))
	}
	tf := s.Terraform(t, config("90h"))
	tf.Apply()
	s.Clock.Advance(20 * time.Hour) // within 90 h of the expiry
	tf.Write(config("1h"))
	tf.Apply()
	expiresAfter(t, s, 100*time.Hour)
	tf.WantEmptyPlan("-refresh=false")
	tf.WantEmptyPlan()
}

// The state that an unclear create leaves, untainted manually.
func TestAccUntaintedHalf(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, twoWorkspaces()...)
	tf := s.Terraform(t, s.Config(session(expires)))
	lost := seamfake.DroppedAfterCommit()
	lost.Path = acctest.GetOrCreate
	s.Inject(lost)
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("there was no response")
	s.ClearFaults()
	state := tf.StateFile()
	tf.Write(s.ConfigAs(otherKey, session(expires)))
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("Credential of another workspace")
	if tf.StateFile() != state {
		t.Error("the state changed")
	}
	tf.Write(s.Config(session(expires)))
	tf.Run("untaint", address).MustSucceed()
	tf.Apply("-refresh=false")
	got := s.WantSessions(t, 1)[0]
	if attributes := tf.Attributes(address); attributes["client_session_id"] != got.ClientSessionID || attributes["workspace_id"] != got.WorkspaceID {
		t.Errorf("state %v", attributes)
	}
	tf.WantEmptyPlan()
}

// A managed session of the same run stays when the ephemeral resource that created
// it closes.
func TestAccEphemeralSparesAManagedSession(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	config := session(key, "depends_on = [ephemeral.seam_client_session.this]") + opening(key, `on_close = "delete"`)
	tf := s.Terraform(t, s.Config(config))
	tf.SavePlan()
	tf.Run("apply", "-no-color", "saved.tfplan").MustSucceed().Says("Client session was not ended", "Give each of them its own key")
	if got := s.WantSessions(t, 1)[0]; tf.Attributes(address)["token"] != got.Token {
		t.Error("state has a different session than the server")
	}
}

func TestAccExpiredSessionsAreReadWithAWarning(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	s.Clock.Advance(2 * year)
	for _, config := range []string{
		opening(`client_session_id = "` + row.ClientSessionID + `"`),
		"data \"seam_client_session\" \"this\" {\n  " + key + "\n}\n",
	} {
		s.Terraform(t, s.Config(config)).Run("plan", "-no-color").MustSucceed().Says("The client session has expired", "no longer works")
	}
	if !slices.ContainsFunc(s.Sessions(), func(one seamfake.Session) bool { return one.Token == row.Token }) {
		t.Error("reading changed the session")
	}
}
