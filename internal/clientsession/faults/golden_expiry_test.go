package faults_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const (
	day     = 24 * time.Hour
	sliding = `expires_in = "720h"`
	passing = `expires_at = "2026-07-01T00:00:00Z"`
	granted = `connected_account_ids = ["` + accountA + `"]`
)

// after advances the clock.
func after(d time.Duration) func(*testing.T, *acctest.Seam) {
	return func(_ *testing.T, s *acctest.Seam) { s.Clock.Advance(d) }
}

func ignoring(attributes string) string {
	return "lifecycle {\n    ignore_changes = " + attributes + "\n  }"
}

func scenesOfExpiry() map[string]scene {
	purged := func(k *seamfake.Knobs) { k.Expired = seamfake.ExpiredPurged }
	ignored := session(key, sliding, ignoring("[expires_at]"))
	undecided := session(key, expires, rotate("2"), `expires_in = terraform_data.later.output == "" ? "1h" : null`)
	ignoredDate := session(key, passing, ignoring("[expires_at]"))
	return map[string]scene{
		"expired-and-renewed":               {before: session(key, sliding), meanwhile: after(31 * day), args: plan, config: session(key, sliding)},
		"expired-and-ignored":               {before: ignored, meanwhile: after(31 * day), args: plan, config: ignored},
		"expired-and-ignored-with-a-date":   {before: ignoredDate, meanwhile: after(31 * day), args: plan, config: session(key, expires, ignoring("[expires_at]"))},
		"rotation-with-an-ignored-expiry":   {before: session(key, sliding, rotate("1"), ignoring("[expires_at]")), args: plan, config: session(key, sliding, rotate("2"), ignoring("[expires_at]"))},
		"rotation-with-an-unknown-expiry":   {before: laterOutput + session(key, expires, rotate("1")), args: plan, config: replacedLater + undecided},
		"change-with-a-passed-expiry":       {before: session(key, passing), meanwhile: after(31 * day), config: session(key, passing, granted)},
		"change-with-an-ignored-expiry":     {before: ignored, meanwhile: after(31 * day), config: session(key, sliding, granted, ignoring("[expires_at]"))},
		"replaced-outside-after-its-expiry": {knobs: purged, before: session(key, sliding), meanwhile: madeOutside(31 * day), args: plan, config: session(key, sliding)},
		"token-changed-during-apply":        {knobs: func(k *seamfake.Knobs) { k.WriteChangesToken = true }, before: session(key), args: unrefreshed, config: session(key, expires)},
		"rotation-of-an-open-session":       {before: session(key, rotate("1")), config: session(key, rotate("2"), "depends_on = [ephemeral.seam_client_session.this]") + opening(key)},
		"ids-missing-after-a-rotation":      {knobs: func(k *seamfake.Knobs) { k.RejectUnknownIDs = true }, before: session(key, rotate("1")), meanwhile: withdrawn, config: session(key, rotate("2"))},
	}
}

// madeOutside advances the clock and creates a session as the application would.
func madeOutside(d time.Duration) func(*testing.T, *acctest.Seam) {
	return func(_ *testing.T, s *acctest.Seam) {
		s.Clock.Advance(d)
		jane(s)
	}
}

// withdrawn is an account that the end user connected and that Seam deletes after
// the rotation has deleted the session.
func withdrawn(t *testing.T, s *acctest.Seam) {
	t.Helper()
	_, account, _ := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
	s.BeforeRequest(func(r seamfake.Request) {
		if r.Path == acctest.Delete {
			s.DeleteConnectedAccount(account)
		}
	})
}

// scenesOfOtherSessions are about a session other than the expected one.
func scenesOfOtherSessions() map[string]scene {
	refusing := session(key, `on_existing = "error"`)
	lost, unreachable, outage := seamfake.DroppedAfterCommit(), seamfake.DroppedBeforeCommit(), seamfake.InternalServerError()
	lost.Path, unreachable.Path, outage.Path = acctest.GetOrCreate, acctest.GetOrCreate, acctest.Workspace
	older := func(_ *testing.T, s *acctest.Seam) {
		s.AddSession(seamfake.Session{UserIdentifierKey: "jane_doe", CreatedAt: acctest.Start.Add(-day)})
	}
	yesterday := func(s *acctest.Seam) {
		jane(s)
		s.Clock.Advance(day)
	}
	second := func(_ *testing.T, s *acctest.Seam) {
		s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: "jane_doe", CreatedAt: acctest.Start.Add(-day)})
	}
	toImport := "import {\n  to = " + address + "\n  id = \"ID_OF(jane_doe)\"\n}\n" + session(key)
	return map[string]scene{
		"adopted":                       {there: yesterday, config: session(key)},
		"adopted-token-not-checked":     {there: yesterday, config: session(key, `on_existing = "adopt"`), faults: on(acctest.Get, forbidden)},
		"another-session-with-the-key":  {there: jane, before: toImport, meanwhile: second, args: plan, config: toImport},
		"old-session-cannot-be-checked": {before: session(key), meanwhile: deleteAll, args: plan, config: session(key), faults: on(acctest.Get, forbidden)},
		"older-than-the-create":         {before: refusing, cutOff: []seamfake.Fault{unreachable}, meanwhile: older, args: plan, config: refusing},
		"created-in-an-unknown-workspace": {
			options: twoWorkspaces(), before: session(expires), cutOff: []seamfake.Fault{lost, outage},
			block: fmt.Sprintf("api_key = %q", otherKey), args: plan, config: session(expires),
		},
	}
}

// scenesOfUse are about a session that several objects use.
func scenesOfUse() map[string]scene {
	two := session(key) + renamed(session(key, "depends_on = ["+address+"]"))
	return map[string]scene{
		"two-resources-in-state": {before: two, args: plan, config: two},
		"ephemeral-existed":      {there: jane, meanwhile: after(day), args: plan, config: opening(key, `on_close = "delete"`)},
	}
}
