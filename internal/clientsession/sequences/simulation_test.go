package sequences_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// simulation is a Seam with the expectations of an observer.
type simulation struct {
	*acctest.Seam

	sequence sequence
	tf       terraform
	// owed are the accounts of each user that no apply may remove.
	owed   map[string][]string
	merged bool
	steps  int
}

func newSimulation(tb testing.TB, l sequence) *simulation {
	tb.Helper()
	s := acctest.NewSeam(tb, seamfake.WithKnobs(seamfake.Knobs{Expired: l.Expired, RejectUnknownIDs: l.Strict}))
	for _, id := range []string{acctest.IdentityA, acctest.IdentityB} {
		s.AddUserIdentity(seamfake.UserIdentity{UserIdentityID: id})
	}
	for _, id := range []string{acctest.AccountA, acctest.AccountB} {
		s.AddConnectedAccount(seamfake.DefaultWorkspaceID, id)
	}
	s.AddConnectWebview(seamfake.DefaultWorkspaceID, acctest.Webview)
	return &simulation{Seam: s, sequence: l, owed: map[string][]string{}}
}

// key is the user_identifier_key in state.
func (w *simulation) key() string { return text(at(w.tf.current(), "user_identifier_key")) }

// newest returns the newest session with a key.
func (w *simulation) newest(key string) (seamfake.Session, bool) {
	for _, row := range slices.Backward(w.Sessions()) {
		if row.UserIdentifierKey == key {
			return row, true
		}
	}
	return seamfake.Session{}, false
}

func (w *simulation) alive(row seamfake.Session) bool {
	return !row.Expired(w.Clock.Now()) && !row.Revoked()
}

// happen applies an event to the session of the key in state.
func (w *simulation) happen(e event) {
	row, found := w.newest(w.key())
	switch e.Kind {
	case passed:
		w.pass(time.Duration(e.Hours) * time.Hour)
		return
	case merged:
		w.MergeUserIdentities(acctest.IdentityB, acctest.IdentityA)
		w.merged = true
		return
	case forgotten:
		w.tf.forget()
		return
	case made:
		if w.key() != "" && (!found || w.sequence.Expired == seamfake.ExpiredNew && row.Expired(w.Clock.Now())) {
			w.AddSession(seamfake.Session{UserIdentifierKey: w.key(), ConnectedAccountIDs: []string{acctest.AccountA}})
			w.owed[w.key()] = nil // the new session is adopted unchanged
			w.pass(time.Hour)
		}
		return
	}
	if !found {
		return
	}
	switch e.Kind {
	case deleted:
		w.DeleteSession(row.ClientSessionID)
		w.owed[row.UserIdentifierKey] = nil
	case expired:
		w.expire(row, w.Clock.Now().Add(-time.Hour))
	case moved:
		if w.alive(row) {
			w.expire(row, w.Clock.Now().Add(time.Duration(e.Hours)*time.Hour))
		}
	case connected:
		if w.alive(row) {
			_, account, _ := w.ConnectAccount(row.ClientSessionID)
			w.owed[row.UserIdentifierKey] = append(w.owed[row.UserIdentifierKey], account)
		}
	case withdrawn:
		for _, id := range row.ConnectedAccountIDs {
			if id != acctest.AccountA && id != acctest.AccountB {
				w.DeleteConnectedAccount(id)
				for key := range w.owed {
					w.owed[key] = without(w.owed[key], id)
				}
				return
			}
		}
	}
}

// pass advances the clock. If Seam removes or replaces an expired session, the next
// session gets the accounts that the state has.
func (w *simulation) pass(d time.Duration) {
	before := map[string]bool{}
	for _, row := range w.Sessions() {
		before[row.ClientSessionID] = w.alive(row)
	}
	rows := w.Sessions()
	w.Clock.Advance(d)
	for _, row := range rows {
		if before[row.ClientSessionID] && row.Expired(w.Clock.Now()) {
			w.ended(row)
		}
	}
}

// expire moves the expiry of a session.
func (w *simulation) expire(row seamfake.Session, at time.Time) {
	w.UpdateSession(row.ClientSessionID, func(row *seamfake.Session) { row.ExpiresAt = at })
	row.ExpiresAt = at
	if row.Expired(w.Clock.Now()) {
		w.ended(row)
	}
}

// ended removes the accounts that the next session cannot get, because Seam does
// not show the expired session, and the state does not have them or does not have
// the expiry.
func (w *simulation) ended(row seamfake.Session) {
	if w.sequence.Expired == seamfake.ExpiredReturned || w.sequence.Expired == seamfake.ExpiredRevived {
		return
	}
	state := w.tf.current()
	expiry, known := instant(at(state, "expires_at"))
	if text(at(state, "client_session_id")) != row.ClientSessionID || !known || expiry.After(w.Clock.Now()) {
		w.owed[row.UserIdentifierKey] = nil
		return
	}
	seen := elements(at(state, "connected_account_ids"))
	w.keepOwed(row.UserIdentifierKey, seen)
}

// keepOwed removes everything that is not among the accounts.
func (w *simulation) keepOwed(key string, accounts []string) {
	w.owed[key] = slices.DeleteFunc(w.owed[key], func(id string) bool { return !slices.Contains(accounts, id) })
}

// record calls an apply, and returns it with the requests that it sent.
func (w *simulation) record(apply func() run) run {
	before := w.Sessions()
	var requests []request
	w.BeforeRequest(func(r seamfake.Request) {
		body := map[string]any{}
		if err := json.Unmarshal(r.Body, &body); err != nil {
			body["not JSON"] = string(r.Body)
		}
		if strings.HasPrefix(r.Path, "/client_sessions/") {
			requests = append(requests, request{path: r.Path, body: body, sessions: w.Sessions()})
		}
	})
	defer w.BeforeRequest(nil)
	result := apply()
	result.requests, result.before, result.after = requests, before, w.Sessions()
	return result
}
