package clientsession_test

import (
	"slices"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccExpiredUnmanagedHeals(t *testing.T) {
	t.Parallel()
	for name, turn := range map[string]func(*seamfake.Knobs){
		"Seam returns the old session": func(*seamfake.Knobs) {},
		"Seam creates a new one":       func(k *seamfake.Knobs) { k.Expired = seamfake.ExpiredNew },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			s.SetKnobs(turn)
			tf := s.Terraform(t, s.Config(session(key)+dependent))
			tf.Apply()
			old := s.WantSessions(t, 1)[0]
			s.Clock.Advance(year)
			tf.Apply()
			live(t, s, tf, old)
		})
	}
}

func TestAccExpiredManagedHeals(t *testing.T) {
	t.Parallel()
	for name, turn := range map[string]func(*seamfake.Knobs){
		"Seam renews the old session": func(*seamfake.Knobs) {},
		"Seam creates a new one":      func(k *seamfake.Knobs) { k.Expired = seamfake.ExpiredNew },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			s.SetKnobs(turn)
			tf := s.Terraform(t, s.Config(session(key, `expires_at = "2026-07-01T00:00:00Z"`)+dependent))
			tf.Apply()
			s.Clock.Advance(60 * 24 * time.Hour)
			tf.Write(s.Config(session(key, expires) + dependent))
			tf.Apply()
			live(t, s, tf, seamfake.Session{})
		})
	}
}

// Someone moved the expiry into the past; the configuration still has a later one.
func TestAccExpiredOutsideHeals(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, expires)+dependent))
	tf.Apply()
	s.UpdateSession(s.WantSessions(t, 1)[0].ClientSessionID, func(row *seamfake.Session) { row.ExpiresAt = acctest.Start.Add(-time.Hour) })
	tf.Apply()
	live(t, s, tf, seamfake.Session{})
}

// live asserts that there is one active session other than old, that the state and
// the dependents of its token have it, and that the plan is empty.
func live(t *testing.T, s *acctest.Seam, tf *acctest.Terraform, old seamfake.Session) {
	t.Helper()
	tf.WantEmptyPlan("-refresh=false") // the apply itself removed the note that the session has expired
	tf.WantEmptyPlan()
	kept := []seamfake.Session{}
	for _, row := range s.Sessions() {
		if !row.Expired(s.Clock.Now()) {
			kept = append(kept, row)
		}
	}
	if len(kept) != 1 || kept[0].ClientSessionID == old.ClientSessionID || kept[0].Token == old.Token {
		t.Fatalf("active sessions %v, was %v", kept, old)
	}
	state := tf.Attributes(address)
	if state["client_session_id"] != kept[0].ClientSessionID || state["token"] != kept[0].Token {
		t.Errorf("state has %v, the server %s", state["client_session_id"], kept[0].ClientSessionID)
	}
	if held := tf.Attributes("terraform_data.holder")["triggers_replace"]; held != kept[0].Token {
		t.Error("the dependent has a different token")
	}
}

func TestAccHealingIsAnUpdateOfEverythingANewSessionHas(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	s.Clock.Advance(year)
	plan, _ := tf.Plan()
	change := acctest.Change(t, plan, address)
	want := []string{
		"client_session_id", "connect_webview_ids", "connected_account_ids", "created_at", "customer_id", "customer_key",
		"device_count", "expires_at", "token", "token_fingerprint", "token_version", "user_identity_id", "user_identity_ids",
	}
	if got := trueLeaves(change.AfterUnknown.(map[string]any)); !change.Actions.Update() || !slices.Equal(got, want) {
		t.Errorf("planned %v with %v unknown", change.Actions, got)
	}
	id := s.WantSessions(t, 1)[0].ClientSessionID
	s.ResetJournal()
	tf.Apply("saved.tfplan")
	s.WantSent(t, workspaceFirst, refresh, deletion(id), refresh)
}

func TestAccPlanSavedBeforeTheExpiry(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)+dependent))
	tf.Apply()
	tf.Write(s.Config(session(key, `connected_account_ids = ["`+accountA+`"]`) + dependent))
	tf.SavePlan()
	s.Clock.Advance(year)
	s.ResetJournal()
	tf.Run("apply", "-no-color", "saved.tfplan").MustFail("expires_at has passed", "after the plan was made. Apply again")
	s.WantSent(t, workspaceFirst)
	plan, _ := tf.Plan()
	if change := acctest.Change(t, plan, address); !change.Actions.Update() {
		t.Errorf("the next plan has %v, want the update that renews", change.Actions)
	}
	tf.Apply("saved.tfplan")
	live(t, s, tf, seamfake.Session{})
}

func TestAccWrongLocalClockDeletesNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	s.Local = func() time.Time { return s.Clock.Now().Add(10 * year) }
	s.ResetJournal()
	tf.Apply()
	tf.WantEmptyPlan()
	s.WantOnly(t, acctest.Workspace, acctest.GetOrCreate)
	s.WantSessions(t, 1)
}

func TestAccCreateNeverHandsOutAnExpiredSession(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	old := s.AddSession(seamfake.Session{
		WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: "jane_doe",
		CreatedAt: acctest.Start.Add(-2 * year), ExpiresAt: acctest.Start.Add(-year),
	})
	tf := s.Terraform(t, s.Config(session(key)+dependent))
	tf.Apply()
	s.WantSent(t, refresh, deletion(old.ClientSessionID), refresh)
	live(t, s, tf, old)
}

func TestAccExpiresAtThatHasPassed(t *testing.T) {
	t.Parallel()
	const passed = `expires_at = "2026-05-01T00:00:00Z"`
	t.Run("create", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(session(key, passed)))
		tf.Run("apply", "-auto-approve", "-no-color").MustFail("expires_at has passed", "2026-05-01T00:00:00Z", "with "+address, "expires_at = ")
		s.WantSent(t)
	})
	t.Run("changed to it", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(session(key, expires)))
		tf.Apply()
		state := tf.Objects()
		tf.Write(s.Config(session(key, passed)))
		s.ResetJournal()
		tf.Run("apply", "-auto-approve", "-no-color", "-refresh=false").MustFail("expires_at has passed")
		s.WantSent(t, workspaceFirst)
		if tf.Objects() != state {
			t.Error("the state changed")
		}
	})
	t.Run("unchanged", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(session(key, expires)))
		tf.Apply()
		s.Clock.Advance(10 * year)
		s.ResetJournal()
		tf.WantEmptyPlan().Says("The client session has expired", "set a later expires_at")
		s.WantSent(t, workspaceFirst, lookUp)
		tf.Apply()
		s.WantOnly(t, acctest.Workspace, acctest.Get)
		state := tf.StateFile()
		s.Clock.Advance(day)
		tf.Run("refresh").MustSucceed()
		if tf.StateFile() != state {
			t.Error("a refresh without changes rewrote the state")
		}
	})
	t.Run("by Seam's clock", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		s.Local = func() time.Time { return s.Clock.Now().Add(-year) }
		tf := s.Terraform(t, s.Config(session(key, passed)))
		tf.Run("apply", "-auto-approve", "-no-color").MustFail("expires_at has passed", "by Seam's clock")
		if state := tf.Attributes(address); state != nil {
			t.Errorf("state has %v", state)
		}
	})
}

func TestAccSpellingsOfOneInstant(t *testing.T) {
	t.Parallel()
	spellings := []string{
		"2030-01-01T00:00:00Z", "2030-01-01T00:00:00+00:00", "2030-01-01T02:00:00+02:00", "2030-01-01T00:00:00.0Z",
		"2030-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000000Z",
	}
	for _, spelling := range spellings {
		t.Run(spelling, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			config := s.Config(session(key, `expires_at = "`+spelling+`"`))
			tf := s.Terraform(t, config)
			tf.Apply()
			tf.WantEmptyPlan()
			tf.Run("refresh").MustSucceed()
			if got := tf.Attributes(address)["expires_at"]; got != spelling {
				t.Errorf("state has %v, want the configuration's spelling", got)
			}
			for _, other := range spellings {
				tf.Write(s.Config(session(key, `expires_at = "`+other+`"`)))
				tf.WantEmptyPlan()
			}
			tf.Run("state", "rm", address).MustSucceed()
			tf.Write(config)
			tf.Run("import", address, s.WantSessions(t, 1)[0].ClientSessionID).MustSucceed()
			tf.WantEmptyPlan()
		})
	}
}
