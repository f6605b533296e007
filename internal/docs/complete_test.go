package docs_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const (
	johnsKey      = "331241a9-82f1-4ec0-9ee5-7012853d452f"
	kiosksKey     = "877994af-ff2f-4504-98e0-0e8c64beb012"
	johnsIdentity = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
	johnsAccount  = "f87f0ab7-b8d7-44aa-9e59-3239b209570e"
	johnsNext     = "1b9d3f0e-6a55-4c0e-9a3c-0d2f8f5f7a11"
)

// addObjects adds the objects that the guide adds.
func addObjects(t *testing.T, s *acctest.Seam) {
	t.Helper()
	var objects seamfake.Objects
	err := json.Unmarshal([]byte(read(t, "examples/complete/objects.json")), &objects)
	if err == nil {
		err = s.AddObjects(objects)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// completeSeam returns a Seam with the objects that the complete setup looks up.
func completeSeam(t *testing.T) *acctest.Seam {
	t.Helper()
	s := newSeam(t)
	addObjects(t, s)
	s.StoreConnectedAccount(seamfake.ConnectedAccount{CustomerKey: "another"})
	return s
}

// wantJohn asserts that the session of John has the identity and accounts that were looked up.
func wantJohn(t *testing.T, s *acctest.Seam, accounts ...string) {
	t.Helper()
	for _, row := range s.Sessions() {
		if row.UserIdentifierKey != johnsKey {
			continue
		}
		got := slices.Sorted(slices.Values(row.ConnectedAccountIDs))
		if row.UserIdentityID != johnsIdentity || !slices.Equal(got, slices.Sorted(slices.Values(accounts))) {
			t.Errorf("the session of John has %s and %v, want %s and %v", row.UserIdentityID, got, johnsIdentity, accounts)
		}
	}
}

// The complete setup over a year: a daily pipeline renews every session in place
// and keeps its token, a rotation creates new tokens, and a destroy keeps the
// shared session.
func TestAccCompleteSetup(t *testing.T) {
	t.Parallel()
	s := completeSeam(t)
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
	wantJohn(t, s, johnsAccount)
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
		t.Errorf("%d tokens work after the rotation, want only that of the kiosk", kept)
	}
	for _, row := range s.WantSessions(t, 3) {
		if strings.Contains(tf.StateFile(), row.Token) != (row.UserIdentifierKey == kiosksKey) {
			t.Errorf("whether the token of %s is in the state does not match the example", row.UserIdentifierKey)
		}
	}

	s.StoreConnectedAccount(seamfake.ConnectedAccount{ConnectedAccountID: johnsNext, CustomerKey: "acme"})
	tf.Apply("-var=rotation=2030-02").Says("0 added, 1 changed, 0 destroyed")
	wantJohn(t, s, johnsAccount, johnsNext)

	tf.Run("destroy", "-auto-approve", "-no-color", "-var=rotation=2030-02").MustSucceed()
	if left := s.WantSessions(t, 1)[0]; left.UserIdentifierKey != kiosksKey {
		t.Errorf("the session of %s still exists", left.UserIdentifierKey)
	}
	tf.Apply("-var=rotation=2030-02").Says("3 added").DoesNotSay("Warning")
	tf.WantEmptyPlan("-var=rotation=2030-02")
}

// The complete setup rejects a key of another workspace, a workspace of the other
// kind, and an existing session.
func TestAccCompleteSetupRefuses(t *testing.T) {
	t.Parallel()
	s := completeSeam(t)
	tf := example(t, s, "complete/main.tf", "complete/variables.tf", "complete/outputs.tf")
	tf.Run("plan", "-no-color", "-var=workspace_id=0a0a0a0a-0000-4000-8000-000000000002").MustFail("Credential of another workspace")
	tf.Run("plan", "-no-color", "-var=sandbox=false").MustFail("is true, expected false")
	s.WantSessions(t, 0)
	s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: johnsKey})
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("The client session already exists", "import {")
}
