package clientsession_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// waysOfExpiry are the ways in which Seam may treat an expired session.
var waysOfExpiry = map[string]seamfake.ExpiredPolicy{
	"returned": seamfake.ExpiredReturned, "revived": seamfake.ExpiredRevived, "created again": seamfake.ExpiredNew, "purged": seamfake.ExpiredPurged,
}

func eachWay(t *testing.T, test func(t *testing.T, s *acctest.Seam)) {
	t.Helper()
	for name, way := range waysOfExpiry {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{Expired: way})))
		})
	}
}

// alive returns the only active session of jane_doe.
func alive(t *testing.T, s *acctest.Seam) seamfake.Session {
	t.Helper()
	var all []seamfake.Session
	for _, row := range s.Sessions() {
		if !row.Expired(s.Clock.Now()) && !row.Revoked() && row.UserIdentifierKey == "jane_doe" {
			all = append(all, row)
		}
	}
	if len(all) != 1 {
		t.Fatalf("%d active sessions, want 1: %v", len(all), all)
	}
	return all[0]
}

// wantReach asserts what the only active session gives access to.
func wantReach(t *testing.T, s *acctest.Seam, accounts ...string) seamfake.Session {
	t.Helper()
	got := alive(t, s)
	slices.Sort(got.ConnectedAccountIDs)
	slices.Sort(accounts)
	if !slices.Equal(got.ConnectedAccountIDs, accounts) {
		t.Errorf("the session has accounts %v, want %v", got.ConnectedAccountIDs, accounts)
	}
	return got
}

func TestAccRenewedSessionKeepsItsAccounts(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{"key alone": {key}, "expires_in": {key, sliding}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachWay(t, func(t *testing.T, s *acctest.Seam) {
				t.Helper()
				tf := s.Terraform(t, s.Config(session(lines...)+dependent))
				tf.Apply()
				_, account, _ := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
				tf.Apply()
				s.Clock.Advance(year)
				tf.Apply().Says(`Client session "jane_doe" has expired and will be renewed`)
				got := wantReach(t, s, account)
				if len(lines) > 1 && !got.ExpiresAt.Equal(s.Clock.Now().Add(30*day)) {
					t.Errorf("expires at %s", got.ExpiresAt)
				}
				tf.WantEmptyPlan()
				if state := tf.Attributes(address); state["token"] != got.Token || tf.Attributes("terraform_data.holder")["triggers_replace"] != got.Token {
					t.Error("state or its dependent has a different token")
				}
			})
		})
	}
}

// Create finds an expired session, as the ephemeral resource does in a plan.
func TestAccAnExpiredSessionIsReplacedByOneWithItsAccounts(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"resource":  session(key),
		"ephemeral": `ephemeral "seam_client_session" "this" { user_identifier_key = "jane_doe" }`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, way := range []seamfake.ExpiredPolicy{seamfake.ExpiredReturned, seamfake.ExpiredRevived} {
				s := acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{Expired: way}))
				row := existing(s, "jane_doe")
				s.UpdateSession(row.ClientSessionID, func(row *seamfake.Session) { row.ConnectedAccountIDs = []string{accountA} })
				s.Clock.Advance(2 * year)
				tf := s.Terraform(t, s.Config(config))
				if name == "ephemeral" {
					tf.Plan()
				} else {
					tf.Apply()
				}
				wantReach(t, s, accountA)
			}
		})
	}
}

// cutOff applies a rotation that fails after it has deleted the old session. It
// returns the account that the user had connected.
func cutOff(t *testing.T, s *acctest.Seam, tf *acctest.Terraform, lines ...string) string {
	t.Helper()
	tf.Write(s.Config(session(append(lines, key, rotate("1"))...)))
	tf.Apply()
	_, account, _ := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
	tf.Write(s.Config(session(append(lines, key, rotate("2"))...)))
	tf.Plan()
	outage := seamfake.InternalServerError()
	outage.Path, outage.Skip = acctest.GetOrCreate, 1
	s.Inject(outage)
	tf.Run("apply", "-no-color", "saved.tfplan").MustFail("500")
	s.ClearFaults()
	s.WantSessions(t, 0)
	return account
}

func TestAccWhatWaitsReachesTheNextSession(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		trigger string
		args    []string
	}{
		"the same rotation":                 {"2", nil},
		"the same rotation, not refreshed":  {"2", []string{"-refresh=false"}},
		"the trigger changed back":          {"1", nil},
		"the trigger changed again":         {"3", nil},
		"it changed again, not refreshed":   {"3", []string{"-refresh=false"}},
		"the user connects another account": {"1", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, "")
			want := []string{cutOff(t, s, tf)}
			tf.Write(s.Config(session(key, rotate(c.trigger))))
			plan, _ := tf.Plan(c.args...)
			if change := acctest.Change(t, plan, address); !change.Actions.Update() {
				t.Errorf("planned %v, want an update: a plan without changes keeps the note", change.Actions)
			}
			if name == "the user connects another account" {
				_, account, _ := s.ConnectAccount(alive(t, s).ClientSessionID)
				want = append(want, account)
			}
			tf.Apply("saved.tfplan")
			wantReach(t, s, want...)
			tf.WantEmptyPlan()
			// Months later, IDs that were removed since then do not return.
			s.DeleteConnectedAccount(want[0])
			tf.Write(s.Config(session(key, rotate("4"))))
			tf.Apply()
			wantReach(t, s, want[1:]...)
			tf.WantEmptyPlan()
		})
	}
}

// The trigger has its old value again, and nothing was refreshed. The apply finds
// a different session than the plan.
func TestAccTriggerThatWentBackWithoutRefresh(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, "")
	account := cutOff(t, s, tf)
	tf.Write(s.Config(session(key, rotate("1"))))
	tf.Run("apply", "-auto-approve", "-no-color", "-refresh=false").MustFail("created again during this apply")
	wantReach(t, s, account)
	tf.WantEmptyPlan()
}

func TestAccWhatSeamNoLongerHasIsLeftOut(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{RejectUnknownIDs: true}))
	tf := s.Terraform(t, "")
	account := cutOff(t, s, tf)
	s.DeleteConnectedAccount(account)
	tf.Apply().Says(`Client session "jane_doe" is missing IDs of the old session`, account, "connected_account_not_found")
	wantReach(t, s)
	tf.WantEmptyPlan()
}

func TestAccMergedUserIdentity(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"managed": session(key, expires, `user_identity_id = "`+identity+`"`), "as a list": session(key, expires, `user_identity_ids = ["`+identity+`"]`),
		"rotated": session(key, expires, `user_identity_id = "`+identity+`"`, rotate("1")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			for _, id := range []string{identity, another} {
				s.AddUserIdentity(seamfake.UserIdentity{UserIdentityID: id})
			}
			tf := s.Terraform(t, s.Config(config))
			tf.Apply()
			s.MergeUserIdentities(another, identity)
			if got := s.WantSessions(t, 1)[0]; got.UserIdentityID != another {
				t.Fatalf("the session has identity %s", got.UserIdentityID)
			}
			tf.WantEmptyPlan()
			tf.Apply("-refresh-only")
			if got := tf.Attributes(address)["user_identity_id"]; got != identity {
				t.Errorf("state has %v", got)
			}
			tf.Write(s.Config(strings.Replace(config, expiry, later, 1)))
			tf.Apply()
			if name == "rotated" {
				tf.Write(s.Config(strings.Replace(config, `incident = "1"`, `incident = "2"`, 1)))
				tf.Apply()
			}
			tf.WantEmptyPlan()
			if got := s.WantSessions(t, 1)[0]; got.UserIdentityID != another {
				t.Errorf("the session has identity %s", got.UserIdentityID)
			}
		})
	}
	t.Run("changed, not merged", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		for _, id := range []string{identity, another} {
			s.AddUserIdentity(seamfake.UserIdentity{UserIdentityID: id})
		}
		tf := s.Terraform(t, s.Config(session(key, `user_identity_id = "`+identity+`"`)))
		tf.Apply()
		s.UpdateSession(s.WantSessions(t, 1)[0].ClientSessionID, func(row *seamfake.Session) { row.UserIdentityID = another })
		plan, _ := tf.Plan()
		if change := acctest.Change(t, plan, address); !change.Actions.Update() {
			t.Errorf("planned %v, want an update", change.Actions)
		}
	})
}
