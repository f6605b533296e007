package clientsession_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const tokenOutput = "\noutput \"token\" {\n  value     = seam_client_session.this.token\n  sensitive = true\n}\n"

// wantExpiryPlanned asserts an update that computes the expiry again.
func wantExpiryPlanned(t *testing.T, tf *acctest.Terraform, args ...string) {
	t.Helper()
	plan, _ := tf.Plan(args...)
	change := acctest.Change(t, plan, address)
	if got := trueLeaves(change.AfterUnknown.(map[string]any)); !change.Actions.Update() || len(got) != 1 || got[0] != "expires_at" {
		t.Errorf("planned %v with %v unknown, want an update with expires_at unknown", change.Actions, got)
	}
}

func TestAccSessionThatWasMadeAgainGetsItsLifetime(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{"expires_in": {`expires_in = "1h"`}, "renew_before": {`expires_in = "1h"`, `renew_before = "20m"`}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(session(append(lines, key)...)+dependent))
			tf.Apply()
			s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
			wantExpiryPlanned(t, tf)
			tf.Apply("-refresh-only") // the note is still there after another refresh
			wantExpiryPlanned(t, tf)
			s.ResetJournal()
			tf.Apply("saved.tfplan")
			s.WantSent(t, workspaceFirst, getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": "2026-06-01T13:00:00.000Z"}))
			tf.WantEmptyPlan("-refresh=false")
			tf.WantEmptyPlan()
		})
	}
	t.Run("created again during an apply", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(session(key, `expires_in = "1h"`)))
		tf.Apply()
		tf.Write(s.Config(session(key, `expires_in = "1h"`, accountIDs(accountA))))
		tf.Plan()
		s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
		tf.Run("apply", "-no-color", "saved.tfplan").MustFail("created again during this apply")
		expiresAfter(t, s, time.Hour)
		tf.WantEmptyPlan()
	})
}

func TestAccExpiresInIsAnUpperBound(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, sliding)))
	tf.Apply()
	s.UpdateSession(s.WantSessions(t, 1)[0].ClientSessionID, func(row *seamfake.Session) {
		row.ExpiresAt = acctest.Start.Add(30*day + 30*time.Second)
	})
	tf.WantEmptyPlan() // a tolerance of one minute
	s.UpdateSession(s.WantSessions(t, 1)[0].ClientSessionID, func(row *seamfake.Session) { row.ExpiresAt = acctest.Start.Add(14 * year) })
	wantExpiryPlanned(t, tf)
	tf.Apply()
	expiresAfter(t, s, 30*day)
	tf.WantEmptyPlan()
}

// A refresh renews nothing, because the configuration has the instant that has
// passed.
func TestAccPassedExpiryStaysPassed(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, s *acctest.Seam) {
		t.Helper()
		const passes = `expires_at = "2026-07-01T00:00:00Z"`
		tf := s.Terraform(t, s.Config(session(key, passes)+tokenOutput))
		tf.Apply()
		s.Clock.Advance(60 * day)
		s.ResetJournal()
		tf.WantEmptyPlan().Says("The client session has expired", "2026-07-01T00:00:00Z")
		tf.Apply().Says("The client session has expired")
		s.WantOnly(t, acctest.Workspace, acctest.Get)
		for _, row := range s.Sessions() {
			if !row.Expired(s.Clock.Now()) {
				t.Errorf("an active session appeared: %v", row)
			}
		}
		// Other changes write nothing either.
		tf.Write(s.Config(session(key, passes, accountIDs(accountA)) + tokenOutput))
		s.ResetJournal()
		tf.Run("apply", "-auto-approve", "-no-color").MustFail("expires_at has passed", "Set a later expires_at")
		s.WantOnly(t, acctest.Workspace, acctest.Get)
		tf.Write(s.Config(session(key, expires) + tokenOutput))
		tf.Apply().Says("has expired and will be renewed")
		if got := alive(t, s); got.ExpiresAt.Format(time.RFC3339) != "2030-06-18T06:10:42Z" {
			t.Errorf("expires at %s", got.ExpiresAt)
		}
		tf.WantEmptyPlan()
	})
}

func TestAccReadOnlyKeepsWhatHasExpired(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, s *acctest.Seam) {
		t.Helper()
		tf := s.Terraform(t, s.Config(session(key, `expires_at = "2026-07-01T00:00:00Z"`)))
		tf.Apply()
		s.Clock.Advance(60 * day)
		s.Variables["SEAM_READ_ONLY"] = "true"
		s.ResetJournal()
		tf.WantEmptyPlan().Says("The client session has expired")
		s.WantOnly(t, acctest.Workspace, acctest.Get)
	})
}

func TestAccSessionThatTheApplicationMade(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"created again", "purged"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{Expired: waysOfExpiry[way]}))
			tf := s.Terraform(t, s.Config(session(key, sliding)+tokenOutput))
			tf.Apply()
			s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
			tf.Apply()
			s.Clock.Advance(40 * day)
			own := existing(s, "jane_doe")
			s.UpdateSession(own.ClientSessionID, func(row *seamfake.Session) { row.ConnectedAccountIDs = []string{accountB} })
			s.Clock.Advance(time.Hour)
			before := tf.Attributes(address)["token"]
			tf.Run("refresh", "-no-color").MustSucceed().Says(`Client session "jane_doe" was replaced outside Terraform`, own.ClientSessionID)
			if got := tf.Attributes(address)["token"]; got != before {
				t.Error("the refresh adopted the other session")
			}
			tf.Apply()
			if got := wantReach(t, s, accountB); got.ClientSessionID != own.ClientSessionID || !got.ExpiresAt.Equal(s.Clock.Now().Add(30*day)) {
				t.Errorf("the active session is %v, want %s adopted", got, own.ClientSessionID)
			}
			tf.WantEmptyPlan()
		})
	}
}

func TestAccRenewalCountsFromSeamsClock(t *testing.T) {
	t.Parallel()
	began := time.Now()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, `expires_in = "24h"`, `renew_before = "12h"`)))
	tf.Apply()
	s.Local = func() time.Time { return s.Clock.Now().Add(-20 * time.Hour) }
	s.Clock.Advance(13 * time.Hour)
	tf.Apply()
	expiresAfterBySeamsClock(t, s, began, (13+24)*time.Hour)
	tf.WantEmptyPlan()
}

func TestAccCreateWithAWrongClock(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]time.Duration{"behind": -20 * time.Hour, "ahead": 20 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			s := acctest.NewSeam(t)
			s.Local = func() time.Time { return s.Clock.Now().Add(off) }
			tf := s.Terraform(t, s.Config(session(key, `expires_in = "48h"`)))
			tf.Apply()
			expiresAfterBySeamsClock(t, s, began, 48*time.Hour)
			tf.WantEmptyPlan()
		})
	}
}

func TestAccRenewBeforeThatIsNotKnownYet(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	config := func(value string) string {
		return s.Config("resource \"terraform_data\" \"x\" {\n  input = \"" + value + "\"\n}\n" +
			session(key, sliding, `renew_before = terraform_data.x.output == "never" ? "1h" : "168h"`))
	}
	tf := s.Terraform(t, config("a"))
	tf.Apply()
	s.Clock.Advance(25 * day)
	tf.Write(config("b"))
	tf.Apply().DoesNotSay("inconsistent")
	expiresAfter(t, s, 55*day)
	tf.WantEmptyPlan()
}

func TestAccTwoSessionsWithOneKey(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	old := existing(s, "jane_doe")
	newer := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Run("import", address, old.ClientSessionID).MustSucceed()
	tf.Run("plan", "-no-color").MustSucceed().Says("has a new ID and token", "still exists", old.ClientSessionID, newer.ClientSessionID).DoesNotSay("no longer exists")
	s.WantSessions(t, 2)
}

func TestAccTokenThatChangesDuringAnApply(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{WriteChangesToken: true}))
	tf := s.Terraform(t, s.Config(session(key, expires)+dependent))
	tf.Apply()
	id := s.WantSessions(t, 1)[0].ClientSessionID
	tf.Write(s.Config(session(key, `expires_at = "`+later+`"`) + dependent))
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("The token of the client session changed during this apply", id, "Apply again").
		DoesNotSay("created again", "inconsistent")
	tf.Apply()
	got := s.WantSessions(t, 1)[0]
	if tf.Attributes(address)["token"] != got.Token || tf.Attributes("terraform_data.holder")["triggers_replace"] != got.Token {
		t.Error("state or the dependent has the old token")
	}
	tf.WantEmptyPlan()
}

// The plan has no changes, but one apply removes the warning.
func TestAccRecreatedSessionWithoutChanges(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
	tf.Run("plan", "-detailed-exitcode", "-no-color").MustSucceed().Says("has a new ID and token", "Apply even if the plan shows no changes")
	tf.Apply().Says("has a new ID and token")
	if tf.Attributes(address)["token"] != s.WantSessions(t, 1)[0].Token {
		t.Error("state has the old token")
	}
	tf.WantEmptyPlan().DoesNotSay("has a new ID and token")
}

func TestAccMicrosecondsInAGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{ExpiresAtFraction: seamfake.Microseconds}))
	row := existing(s, "jane_doe")
	s.UpdateSession(row.ClientSessionID, func(row *seamfake.Session) { row.ExpiresAt = acctest.Start.Add(year + 123456*time.Microsecond) })
	tf := s.Terraform(t, s.Config(generating(row)))
	tf.Run("plan", "-no-color", "-generate-config-out=generated.tf").MustSucceed().DoesNotSay("too fine")
	generated, err := os.ReadFile(filepath.Join(tf.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(generated), `.123Z"`) {
		t.Errorf("generated\n%s", generated)
	}
}
