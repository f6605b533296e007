package docs_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// The statements of the guide about plans: which of them write nothing, and which
// sessions an ordinary one may create again.
func TestAccPlansThatWriteNothing(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	tf := example(t, s, "guides/migrate/after.tf")
	tf.Apply()
	gone := s.WantSessions(t, 1)[0].ClientSessionID
	s.DeleteSession(gone)
	s.ResetJournal()

	tf.Run("plan", "-no-color", "-refresh=false").MustSucceed().Says("No changes.")
	s.WantSent(t)

	s.Variables["SEAM_READ_ONLY"] = "true"
	tf.Run("plan", "-no-color").MustSucceed().Says("Client session no longer exists", "1 to add, 0 to change, 0 to destroy")
	s.WantOnly(t, acctest.Workspace, acctest.Get)
	s.WantSessions(t, 0)

	delete(s.Variables, "SEAM_READ_ONLY")
	tf.Run("plan", "-no-color").MustSucceed().Says("has a new ID and token")
	for _, sent := range s.Journal(t) {
		if sent.Path == acctest.GetOrCreate && len(sent.Body) != 1 {
			t.Errorf("a refresh sent more than the key: %v", sent.Body)
		}
	}
	if back := s.WantSessions(t, 1)[0]; back.ClientSessionID == gone {
		t.Error("the new session has the ID of the deleted one")
	}

	s.Variables["SEAM_READ_ONLY"] = "true"
	tf.Run("apply", "-no-color", "-auto-approve").MustFail("read_only is set in the provider block, or SEAM_READ_ONLY in the environment")
}
