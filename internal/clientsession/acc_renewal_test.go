package clientsession_test

import (
	"slices"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const (
	day     = 24 * time.Hour
	sliding = `expires_in = "720h"`
	renewal = `renew_before = "168h"`
)

// expiresAfter asserts when the one session on the server expires.
func expiresAfter(t *testing.T, s *acctest.Seam, want time.Duration) seamfake.Session {
	t.Helper()
	got := s.WantSessions(t, 1)[0]
	if !got.ExpiresAt.Equal(acctest.Start.Add(want)) {
		t.Errorf("expires at %s, want %s", got.ExpiresAt, acctest.Start.Add(want))
	}
	return got
}

// expiresAfterBySeamsClock is expiresAfter if this machine's clock is wrong. The provider then adds the time that has
// really passed since Seam's response to the Date of the response: at most the time since the test began.
func expiresAfterBySeamsClock(t *testing.T, s *acctest.Seam, began time.Time, want time.Duration) seamfake.Session {
	t.Helper()
	got := s.WantSessions(t, 1)[0]
	if late := got.ExpiresAt.Sub(acctest.Start.Add(want)); late < 0 || late > time.Since(began) {
		t.Errorf("expires at %s, want %s or at most %s later", got.ExpiresAt, acctest.Start.Add(want), time.Since(began))
	}
	return got
}

func TestAccRenewal(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, sliding, renewal)+dependent))
	tf.Apply()
	s.WantSent(t, getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": "2026-07-01T12:00:00.000Z"}))
	before := expiresAfter(t, s, 30*day)
	held := tf.Attributes("terraform_data.holder")["id"]

	s.Clock.Advance(23*day - time.Second)
	tf.WantEmptyPlan()
	tf.Apply()
	expiresAfter(t, s, 30*day)

	s.Clock.Advance(2 * time.Second)
	plan, _ := tf.Plan()
	change := acctest.Change(t, plan, address)
	if got := trueLeaves(change.AfterUnknown.(map[string]any)); !change.Actions.Update() || !slices.Equal(got, []string{"expires_at"}) {
		t.Errorf("planned %v with %v unknown, want an update with expires_at unknown", change.Actions, got)
	}
	if got := changed(change.Before, change.After); len(got) > 0 {
		t.Errorf("the plan changes %v", got)
	}
	if other := acctest.Change(t, plan, "terraform_data.holder"); !other.Actions.NoOp() {
		t.Errorf("the plan has %v for the holder of the token", other.Actions)
	}
	s.ResetJournal()
	tf.Apply("saved.tfplan")
	s.WantSent(t, workspaceFirst, getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": "2026-07-24T12:00:01.000Z"}))
	after := expiresAfter(t, s, 53*day+time.Second)
	if after.Token != before.Token || tf.Attributes(address)["token"] != before.Token || tf.Attributes("terraform_data.holder")["id"] != held {
		t.Error("the token or its holder changed")
	}
	tf.WantEmptyPlan()
}

func TestAccRenewalPlanAppliedADayLater(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, sliding, renewal)))
	tf.SavePlan()
	s.Clock.Advance(day)
	tf.Apply("saved.tfplan")
	expiresAfter(t, s, 31*day)
	s.Clock.Advance(25 * day)
	tf.SavePlan()
	s.Clock.Advance(26 * time.Hour)
	tf.Apply("saved.tfplan")
	expiresAfter(t, s, 57*day+2*time.Hour)
	tf.WantEmptyPlan()
}

func TestAccTwelveMonthlyApplies(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, `expires_in = "1440h"`, `renew_before = "744h"`)+dependent))
	tokens, dates, holders := map[string]bool{}, map[time.Time]bool{}, map[any]bool{}
	for range 12 {
		tf.Apply()
		row := s.WantSessions(t, 1)[0]
		tokens[row.Token], dates[row.ExpiresAt], holders[tf.Attributes("terraform_data.holder")["id"]] = true, true, true
		s.Clock.Advance(30 * day)
	}
	if len(tokens) != 1 || len(dates) != 12 || len(holders) != 1 {
		t.Errorf("%d tokens, %d dates, %d holders; want 1, 12, 1", len(tokens), len(dates), len(holders))
	}
}

func TestAccExpiresInWithoutRenewal(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, sliding)+dependent))
	tf.Apply()
	first := expiresAfter(t, s, 30*day)
	s.Clock.Advance(29 * day)
	tf.WantEmptyPlan()
	tf.Write(s.Config(session(key, `expires_in = "43200m"`) + dependent))
	tf.WantEmptyPlan()
	tf.Write(s.Config(session(key, `expires_in = "48h"`) + dependent))
	tf.Apply()
	if got := expiresAfter(t, s, 31*day); got.Token != first.Token {
		t.Error("the token changed")
	}
	tf.WantEmptyPlan()
	s.Clock.Advance(3 * day)
	tf.Apply()
	live(t, s, tf, seamfake.Session{})
	expiresAfter(t, s, 34*day)
}

// Another attribute changes before a renewal is due. The expiry does not change.
func TestAccUpdateOutsideTheWindowSendsNoExpiry(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, sliding, renewal)))
	tf.Apply()
	s.Clock.Advance(day)
	tf.Write(s.Config(session(key, sliding, renewal, `connected_account_ids = ["`+accountA+`"]`)))
	s.ResetJournal()
	tf.Apply()
	s.WantSent(t, workspaceFirst, refresh, workspaceFirst, getOrCreate(fields{"user_identifier_key": "jane_doe", "connected_account_ids": []any{accountA}}))
	expiresAfter(t, s, 30*day)
	tf.WantEmptyPlan()
}

func TestAccFromAFixedDateToASlidingOneAndBack(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, expires)))
	tf.Apply()
	token := s.WantSessions(t, 1)[0].Token
	for _, lines := range []string{sliding + "\n  " + renewal, expires, sliding, ""} {
		tf.Write(s.Config(session(key, lines)))
		tf.Apply()
		tf.WantEmptyPlan()
		if s.WantSessions(t, 1)[0].Token != token {
			t.Errorf("%s: the token changed", lines)
		}
	}
	expiresAfter(t, s, 30*day)
}

// A duration that is known only during apply is checked then, before a request is
// sent.
func TestAccDurationKnownAtApply(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(`
resource "terraform_data" "later" {
  input = "30d"
}
`+session(key, `expires_in = terraform_data.later.output`)))
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("Invalid duration", `Write "720h" instead`)
	s.WantSent(t)
}
