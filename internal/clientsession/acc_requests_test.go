package clientsession_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func counted(n int, lines string) string {
	return fmt.Sprintf("resource \"seam_client_session\" \"all\" {\n  count = %d\n  user_identifier_key = \"user-${count.index}\"\n%s}\n", n, lines)
}

// wantCounts asserts the number of requests to each path since the last check.
func wantCounts(t *testing.T, s *acctest.Seam, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	for _, sent := range s.Journal(t) {
		got[sent.Path]++
	}
	if !maps.Equal(got, want) {
		t.Errorf("the server received %v, want %v", got, want)
	}
}

// The table in docs/guides/performance.md. Terraform starts a provider for the plan
// and another one for the apply; each looks up the workspace at most once.
func TestAccRequests(t *testing.T) {
	t.Parallel()
	const n = 20
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(counted(n, "")))
	tf.Apply()
	wantCounts(t, s, map[string]int{acctest.GetOrCreate: n})

	tf.WantEmptyPlan()
	wantCounts(t, s, map[string]int{acctest.GetOrCreate: n, acctest.Workspace: 1})

	tf.WantEmptyPlan("-refresh=false")
	wantCounts(t, s, map[string]int{})

	changed := s.Config(counted(n, "  "+expires+"\n"))
	tf.Write(changed)
	tf.SavePlan()
	wantCounts(t, s, map[string]int{acctest.GetOrCreate: n, acctest.Workspace: 1})
	tf.Apply("saved.tfplan")
	wantCounts(t, s, map[string]int{acctest.GetOrCreate: n, acctest.Workspace: 1})

	tf.Run("destroy", "-auto-approve", "-no-color").MustSucceed()
	wantCounts(t, s, map[string]int{acctest.GetOrCreate: n, acctest.Delete: n, acctest.Workspace: 2})
	s.WantSessions(t, 0)
}

func TestAccListRefreshOf300Sessions(t *testing.T) {
	t.Parallel()
	const n = 300
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.ConfigWith("refresh = \"list\"\n  api_key = \""+seamfake.DefaultAPIKey+"\"", counted(n, "")))
	tf.Apply()
	wantCounts(t, s, map[string]int{acctest.GetOrCreate: n})
	state := tf.StateFile()

	tf.WantEmptyPlan("-parallelism=50")
	wantCounts(t, s, map[string]int{acctest.List: 1})
	tf.Apply("-refresh-only")
	wantCounts(t, s, map[string]int{acctest.List: 1})
	if tf.StateFile() != state {
		t.Error("the refresh changed the state")
	}

	// A deleted session is created again, and costs only its own requests.
	s.DeleteSession(s.Sessions()[0].ClientSessionID)
	plan, result := tf.Plan()
	result.Says("has a new ID and token")
	wantCounts(t, s, map[string]int{acctest.List: 1, acctest.Workspace: 1, acctest.GetOrCreate: 1, acctest.Get: 1})
	s.WantSessions(t, n)
	for _, change := range plan.ResourceChanges {
		if !change.Change.Actions.NoOp() {
			t.Errorf("%s: planned %v", change.Address, change.Change.Actions)
		}
	}

	tf.Run("destroy", "-auto-approve", "-no-color").MustSucceed()
	// The state still has the deleted session, so it is looked up again.
	wantCounts(t, s, map[string]int{acctest.List: 1, acctest.Workspace: 2, acctest.GetOrCreate: 1, acctest.Get: 1, acctest.Delete: n})
}
