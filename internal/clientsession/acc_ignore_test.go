package clientsession_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func ignoring(attributes string) string {
	return "lifecycle { ignore_changes = " + attributes + " }"
}

func accountIDs(ids ...string) string {
	return `connected_account_ids = ["` + strings.Join(ids, `", "`) + `"]`
}

// Terraform applies ignore_changes only to the plan. An ignored value is never
// sent, even if other values change.
func TestAccIgnoredIsNotSent(t *testing.T) {
	t.Parallel()
	onlyExpiry := fields{"user_identifier_key": "jane_doe", "expires_at": "2031-02-03T04:05:06.000Z"}
	withWebview := fields{"user_identifier_key": "jane_doe", "connect_webview_ids": []any{webview}}
	const moved, opened = `expires_at = "2031-02-03T04:05:06Z"`, `connect_webview_ids = ["` + webview + `"]`
	for name, c := range map[string]struct {
		before, after []string
		ignored       string
		meanwhile     func(*acctest.Seam, seamfake.Session)
		sent          fields
	}{
		"accounts that the user connected": {
			[]string{accountIDs(accountA), expires},
			[]string{accountIDs(accountA), moved},
			"[connected_account_ids]",
			func(s *acctest.Seam, row seamfake.Session) { s.ConnectAccount(row.ClientSessionID) }, onlyExpiry,
		},
		"accounts that were withdrawn": {
			[]string{accountIDs(accountA, accountB), expires},
			[]string{accountIDs(accountA, accountB), moved},
			"[connected_account_ids]",
			func(s *acctest.Seam, _ seamfake.Session) { s.DeleteConnectedAccount(accountA) }, onlyExpiry,
		},
		"a later date": {
			[]string{expires}, []string{moved, opened}, "[expires_at]", nil, withWebview,
		},
		"a date that has passed": {
			[]string{expires}, []string{`expires_at = "2020-01-01T00:00:00Z"`, opened}, "[expires_at]", nil, withWebview,
		},
		"a date that changes with every run": {
			[]string{`expires_at = timeadd(timestamp(), "72000h")`}, []string{`expires_at = timeadd(timestamp(), "72000h")`, opened}, "[expires_at]", nil, withWebview,
		},
		"an identity": {
			[]string{expires, `user_identity_id = "` + identity + `"`}, []string{moved, `user_identity_id = "` + another + `"`}, "[user_identity_id]", nil, onlyExpiry,
		},
		"a deprecated identity": {
			[]string{expires, `user_identity_ids = ["` + identity + `"]`}, []string{moved, `user_identity_ids = ["` + another + `"]`}, "[user_identity_ids]", nil, onlyExpiry,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(session(append(c.before, key, ignoring(c.ignored))...)))
			tf.Apply()
			if c.meanwhile != nil {
				c.meanwhile(s, s.WantSessions(t, 1)[0])
			}
			tf.Write(s.Config(session(append(c.after, key, ignoring(c.ignored))...)))
			tf.Plan()
			s.ResetJournal()
			tf.Apply("saved.tfplan")
			s.WantSent(t, workspaceFirst, getOrCreate(c.sent))
			tf.WantEmptyPlan()
			row, state := s.WantSessions(t, 1)[0], tf.Attributes(address)
			accounts := []any{}
			for _, id := range row.ConnectedAccountIDs {
				accounts = append(accounts, id)
			}
			slices.SortFunc(accounts, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
			if !slices.Equal(state["connected_account_ids"].([]any), accounts) {
				t.Errorf("state has accounts %v, the server %v", state["connected_account_ids"], accounts)
			}
		})
	}
}

func TestAccRenewalSendsNothingIgnored(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	config := s.Config(session(key, sliding, renewal, accountIDs(accountA, accountB), ignoring("[connected_account_ids]")))
	tf := s.Terraform(t, config)
	tf.Apply()
	s.DeleteConnectedAccount(accountB)
	s.Clock.Advance(25 * day)
	tf.Plan()
	s.ResetJournal()
	tf.Apply("saved.tfplan")
	s.WantSent(t, workspaceFirst, getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": "2026-07-26T12:00:00.000Z"}))
	tf.WantEmptyPlan()
}

// The provider uses the policy of the plan, not the policy of the configuration.
func TestAccIgnoredPolicyRenews(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, sliding, renewal)))
	tf.Apply()
	tf.Write(s.Config(session(key, ignoring("[expires_in, renew_before]"))))
	s.Clock.Advance(25 * day)
	tf.Apply()
	expiresAfter(t, s, 55*day)
	tf.WantEmptyPlan()
}

func TestAccRotationGivesTheNewSessionWhatIsIgnored(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	const ignored = "[connected_account_ids, user_identity_id, expires_at]"
	tf := s.Terraform(t, s.Config(session(key, expires, rotate("1"), accountIDs(accountA), `user_identity_id = "`+identity+`"`, ignoring(ignored))))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	_, account, _ := s.ConnectAccount(old.ClientSessionID)
	tf.Write(s.Config(session(key, `expires_at = "2040-01-01T00:00:00Z"`, rotate("2"), accountIDs(accountB), `user_identity_id = "`+another+`"`, ignoring(ignored))))
	tf.Plan()
	s.ResetJournal()
	tf.Apply("saved.tfplan")
	got := s.WantSessions(t, 1)[0]
	s.WantSent(t, workspaceFirst, refresh, deletion(old.ClientSessionID), getOrCreate(fields{
		"user_identifier_key": "jane_doe", "connected_account_ids": sorted(accountA, account), "connect_webview_ids": []any{got.ConnectWebviewIDs[0]},
		"user_identity_id": identity, "expires_at": expiry,
	}))
	if got.Token == old.Token {
		t.Error("the token was not rotated")
	}
	tf.Apply()
	tf.WantEmptyPlan()
}

func sorted(ids ...string) []any {
	slices.Sort(ids)
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	return all
}

// A set that is known to be empty has no element, so its identity is known, too.
func TestAccIgnoreAllWithoutAnIdentity(t *testing.T) {
	t.Parallel()
	for name, ignored := range map[string]string{"all": "all", "the deprecated list": "[user_identity_ids]"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(session(key, expires, ignoring(ignored))))
			tf.Apply()
			tf.Run("plan", "-detailed-exitcode").MustSucceed()
			s.ResetJournal()
			tf.Apply()
			s.WantSent(t, workspaceFirst, refresh)
		})
	}
}

// Terraform accepts no other expires_at in a plan than the one that it ignores.
func TestAccIgnoredExpiryBesideExpiresIn(t *testing.T) {
	t.Parallel()
	for name, ignored := range map[string]string{"all": "all", "expires_at": "[expires_at]"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			config := func(trigger string) string {
				return s.Config(session(key, sliding, renewal, rotate(trigger), ignoring(ignored)))
			}
			tf := s.Terraform(t, config("1"))
			tf.Apply()
			old := s.WantSessions(t, 1)[0]
			tf.WantEmptyPlan().DoesNotSay("ignore_changes")
			s.Clock.Advance(25 * day)
			tf.WantEmptyPlan().Says("ignore_changes", "jane_doe")
			if ignored != "all" { // with all, a change of the trigger is ignored as well
				tf.Write(config("2"))
				tf.WantEmptyPlan().Says("neither renews nor rotates")
			}
			s.Clock.Advance(10 * day) // it has expired
			s.ResetJournal()
			tf.Apply().Says("ignore_changes", "jane_doe")
			s.WantOnly(t, acctest.Workspace, acctest.Get)
			if got := s.WantSessions(t, 1)[0]; got.Token != old.Token || !got.ExpiresAt.Equal(old.ExpiresAt) {
				t.Errorf("the session was %v and is %v", old, got)
			}
		})
	}
}

func TestAccIgnoredLaterDateOfAnExpiredSession(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, `expires_at = "2026-07-01T00:00:00Z"`)))
	tf.Apply()
	s.Clock.Advance(60 * 24 * time.Hour)
	tf.Write(s.Config(session(key, expires, ignoring("[expires_at]"))))
	tf.WantEmptyPlan().Says("has expired", "2026-07-01T00:00:00Z", "ignore_changes keeps it out of the plan").DoesNotSay("as the configuration asks")
}
