package docs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// The complete setup through a year: a pipeline that runs each day renews every
// session in place and keeps its token, a rotation gives new ones, and destroying
// leaves what others share.
func TestAccCompleteSetup(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	tf := example(t, s, "complete/main.tf", "complete/variables.tf", "complete/outputs.tf")
	tokens := func() (all []string) {
		for _, row := range s.WantSessions(t, 3) {
			all = append(all, row.Token)
		}
		slices.Sort(all)
		return all
	}
	tf.Apply().Says("3 added", "sessions_without_a_key = 0", `kiosk_token = <sensitive>`)
	tf.WantEmptyPlan()
	first := tokens()

	s.Clock.Advance(22 * 24 * time.Hour)
	tf.WantEmptyPlan() // not yet within the last 7 days
	for month := range 3 {
		s.Clock.Advance(24 * time.Hour)
		tf.Apply().Says("0 added, 2 changed, 0 destroyed")
		if !slices.Equal(tokens(), first) {
			t.Fatalf("month %d: the tokens changed", month)
		}
		tf.WantEmptyPlan()
		s.Clock.Advance(22 * 24 * time.Hour)
	}

	tf.Apply("-var=rotation=2030-02").Says("0 added, 2 changed, 0 destroyed")
	kept := 0
	for _, token := range tokens() {
		if slices.Contains(first, token) {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("%d tokens outlived the rotation, want that of the kiosk alone", kept)
	}
	for _, row := range s.WantSessions(t, 3) {
		if strings.Contains(tf.StateFile(), row.Token) != (row.UserIdentifierKey == "7d0f3c52-2f0b-4f6e-8a57-0f6f0f3a9b11") {
			t.Errorf("the token of %s: in the state or not, against what the example says", row.UserIdentifierKey)
		}
	}

	tf.Run("destroy", "-auto-approve", "-no-color", "-var=rotation=2030-02").MustSucceed()
	if left := s.WantSessions(t, 1)[0]; left.UserIdentifierKey != "7d0f3c52-2f0b-4f6e-8a57-0f6f0f3a9b11" {
		t.Errorf("the session of %s is left", left.UserIdentifierKey)
	}
}

// What the complete setup refuses: a key of another workspace, a workspace of the
// other kind, and a session that is there already.
func TestAccCompleteSetupRefuses(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	tf := example(t, s, "complete/main.tf", "complete/variables.tf", "complete/outputs.tf")
	tf.Run("plan", "-no-color", "-var=workspace_id=0a0a0a0a-0000-4000-8000-000000000002").MustFail("Credential of another workspace")
	tf.Run("plan", "-no-color", "-var=sandbox=false").MustFail("is a sandbox: true; expected: false")
	s.WantSessions(t, 0)
	s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: "7d0f3c52-2f0b-4f6e-8a57-0f6f0f3a9b11"})
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("The client session exists already", "import {")
}
