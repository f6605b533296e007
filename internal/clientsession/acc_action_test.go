package clientsession_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

const revocation = `
action "seam_client_session_revoke" "jane" {
  config {
    user_identifier_key = "jane_doe"
  }
}
`

// trigger is a lifecycle block that revokes the session of revocation.
func trigger(event string) string {
	return "lifecycle {\n    action_trigger {\n      events  = [" + event + "]\n      actions = [action.seam_client_session_revoke.jane]\n    }\n  }"
}

func TestAccRevokeIsInvoked(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(revocation))
	tf.Run("apply", "-auto-approve", "-no-color", "-invoke=action.seam_client_session_revoke.jane").MustFail("No such client session", "jane_doe")
	row := existing(s, "jane_doe")
	tf.Apply("-invoke=action.seam_client_session_revoke.jane").Says("Revoked the client session "+row.ClientSessionID, "Its token no longer works")
	if !s.WantSessions(t, 1)[0].Revoked() {
		t.Error("the session was not revoked")
	}
}

func TestAccRevokeIsTriggered(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	existing(s, "jane_doe")
	incident := func(number string) string {
		return s.Config(revocation + "resource \"terraform_data\" \"incident\" {\n  input = " + number + "\n  " + trigger("after_update") + "\n}\n")
	}
	tf := s.Terraform(t, incident("1"))
	tf.Apply()
	if s.WantSessions(t, 1)[0].Revoked() {
		t.Error("revoked before the incident")
	}
	tf.Write(incident("2"))
	tf.Apply().Says("Revoked the client session")
	if !s.WantSessions(t, 1)[0].Revoked() {
		t.Error("the session was not revoked")
	}
	tf.WantEmptyPlan()
}

// The action revokes a session that the run has just created.
func TestAccRevokeIsTriggeredByTheSession(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(revocation+session(key, trigger("after_create"))))
	tf.Apply().Says("The token that this run has returned no longer works")
	if !s.WantSessions(t, 1)[0].Revoked() {
		t.Error("the session was not revoked")
	}
}
