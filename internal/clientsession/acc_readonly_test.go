package clientsession_test

import (
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func readOnly(s *acctest.Seam, body string) string {
	return s.ConfigWith("api_key = \""+seamfake.DefaultAPIKey+"\"\n  read_only = true", body)
}

func TestAccReadOnlyPlansWriteNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(whole))
	tf.Apply()
	row := s.WantSessions(t, 1)[0]
	tf.Write(readOnly(s, strings.Replace(whole, expiry, later, 1)))
	s.ResetJournal()
	for _, command := range [][]string{{"plan"}, {"refresh"}, {"plan", "-refresh-only"}, {"plan", "-destroy"}} {
		tf.Run(command...).MustSucceed()
		s.WantSent(t, workspaceFirst, get(row.ClientSessionID))
	}
	tf.Run("validate").MustSucceed()
	s.WantSent(t)
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("because the provider is read-only", "SEAM_READ_ONLY", "jane_doe")
	s.WantOnly(t, acctest.Workspace, acctest.Get)
	tf.Run("destroy", "-auto-approve", "-no-color").MustFail("because the provider is read-only", "The resource stays in state")
	s.WantOnly(t, acctest.Workspace, acctest.Get)
	if tf.Attributes(address)["expires_at"] != expiry {
		t.Error("state changed")
	}

	tf.Run("state", "rm", address).MustSucceed()
	tf.Run("import", address, row.ClientSessionID).MustSucceed()
	s.WantSent(t, get(row.ClientSessionID))
}

func TestAccReadOnlyAndGone(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
	tf.Write(readOnly(s, session(key)))
	tf.Run("plan", "-no-color").MustSucceed().Says("Client session no longer exists", "1 to add")
	s.WantSessions(t, 0)
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("because the provider is read-only")
	s.WantSessions(t, 0)
	tf.Write(s.Config(session(key)))
	tf.Apply()
	s.WantSessions(t, 1)
	tf.WantEmptyPlan()
}

func TestAccReadOnlyByTheEnvironment(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	s.Variables["SEAM_READ_ONLY"] = "true"
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Run("plan").MustSucceed()
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("because the provider is read-only")
	s.WantSent(t)
}
