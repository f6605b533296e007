package clientsession_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// wantRenewal asserts that a session is renewed when a quarter of its lifetime is
// left.
func wantRenewal(t *testing.T, at time.Time, lifetime time.Duration) {
	t.Helper()
	if lifetime == 0 {
		if !at.IsZero() {
			t.Errorf("renewed at %s, want never", at)
		}
		return
	}
	if in := time.Until(at); in > lifetime/4*3 || in < lifetime/4*3-time.Minute {
		t.Errorf("renewed in %s, want three quarters of %s", in, lifetime)
	}
}

func TestLifetimeOfAnOpenSession(t *testing.T) {
	for name, c := range map[string]struct {
		config   map[string]any
		there    bool
		lifetime time.Duration // what is sent, 0 for none
	}{
		"nothing said":             {janeDoe, false, 0},
		"expires_in":               {with("expires_in", "2h"), false, 2 * time.Hour},
		"expires_in of an old one": {with("expires_in", "2h"), true, 2 * time.Hour},
		"expires_at":               {with("expires_at", expiry), false, 0},
		"on_close":                 {with("on_close", "delete"), false, time.Hour},
		"on_close = keep":          {with("on_close", "keep"), false, 0},
		"on_close of an old one":   {with("on_close", "revoke"), true, 0},
		"on_close and expires_in":  {map[string]any{"user_identifier_key": "jane_doe", "on_close": "revoke", "expires_in": "3h"}, false, 3 * time.Hour},
		"on_close and an expiry":   {map[string]any{"user_identifier_key": "jane_doe", "on_close": "revoke", "expires_at": expiry}, false, 0},
		"by its ID, no lifetime":   {nil, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := acctest.NewSeam(t)
			var row seamfake.Session
			if c.there {
				row = existing(s, "jane_doe")
				s.Clock.Advance(time.Minute)
			}
			if c.config == nil {
				c.config = map[string]any{"client_session_id": row.ClientSessionID}
			}
			open, diagnostics := startWalk(t, s).open(c.config)
			for _, d := range diagnostics {
				if d.Severity == tfprotov6.DiagnosticSeverityError {
					t.Fatal(d.Summary, d.Detail)
				}
			}
			got := s.WantSessions(t, 1)[0]
			if sent := c.lifetime; sent > 0 && !got.ExpiresAt.Equal(s.Clock.Now().Add(sent)) || c.there && sent == 0 && !got.ExpiresAt.Equal(row.ExpiresAt) {
				t.Errorf("expires at %s", got.ExpiresAt)
			}
			wantRenewal(t, open.resp.RenewAt, c.lifetime)
		})
	}
}

func TestRenewMovesTheExpiry(t *testing.T) {
	s := acctest.NewSeam(t)
	w := startWalk(t, s)
	open := quiet[openedSession](t)(w.open(with("expires_in", "1h")))
	before := s.WantSessions(t, 1)[0]
	for range 3 {
		s.Clock.Advance(45 * time.Minute)
		s.ResetJournal()
		renewed := w.renew(open)
		acctest.WantDiagnostics(t, renewed.Diagnostics)
		wantRenewal(t, renewed.RenewAt, time.Hour)
		want := seamfake.Session{ExpiresAt: s.Clock.Now().Add(time.Hour)}
		s.WantSent(t, lookUpByID(before.ClientSessionID), getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": want.ExpiresAt.Format("2006-01-02T15:04:05.000Z")}))
		if got := s.WantSessions(t, 1)[0]; got.Token != before.Token || !got.ExpiresAt.Equal(want.ExpiresAt) {
			t.Errorf("the session is %v", got)
		}
		open.private = renewed.Private // OpenTofu passes this one to Close
	}
	acctest.WantDiagnostics(t, w.close(open))
}

// Renew never creates a session, and Close reports what it could not do.
func TestRenewThatFails(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(s *acctest.Seam, row seamfake.Session)
		says      string
	}{
		"deleted": {func(s *acctest.Seam, row seamfake.Session) { s.DeleteSession(row.ClientSessionID) }, "no longer exists"},
		"expired": {func(s *acctest.Seam, _ seamfake.Session) { s.Clock.Advance(2 * time.Hour) }, "before the provider renewed it"},
		"replaced": {func(s *acctest.Seam, row seamfake.Session) {
			s.DeleteSession(row.ClientSessionID)
			existing(s, "jane_doe")
		}, "no longer exists"},
		"a second session": {func(s *acctest.Seam, _ seamfake.Session) { existing(s, "jane_doe") }, "The key now identifies"},
		"an outage":        {func(s *acctest.Seam, _ seamfake.Session) { s.Inject(seamfake.InternalServerError()) }, "HTTP 500"},
	} {
		t.Run(name, func(t *testing.T) {
			s := acctest.NewSeam(t)
			w := startWalk(t, s)
			open := quiet[openedSession](t)(w.open(with("expires_in", "1h")))
			c.meanwhile(s, s.WantSessions(t, 1)[0])
			n := len(s.Sessions())
			renewed := w.renew(open)
			if len(renewed.Diagnostics) != 1 || !renewed.RenewAt.IsZero() {
				t.Errorf("renewed with %v, again at %s", renewed.Diagnostics, renewed.RenewAt)
			}
			if got := len(s.Sessions()); got != n {
				t.Errorf("%d sessions, want %d", got, n)
			}
			s.ClearFaults()
			acctest.WantDiagnostics(t, w.close(open), `Client session "jane_doe" could not be renewed`, c.says)
		})
	}
}
