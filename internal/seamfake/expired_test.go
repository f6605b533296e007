package seamfake_test

import (
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// expired starts a server with an expired session that has the key "k".
func expired(t *testing.T, policy seamfake.ExpiredPolicy) (*harness, session) {
	t.Helper()
	h := knobs(t, seamfake.Knobs{Expired: policy})
	s := h.getOrCreate(`{"user_identifier_key":"k","expires_at":"2026-01-02T04:00:00Z"}`)
	h.clock.advance(time.Hour)
	return h, s
}

const revival = `{"user_identifier_key":"k","expires_at":"2026-01-03T00:00:00Z","connected_account_ids":["` + accountA + `"]}`

func TestExpiredSessionIsExtended(t *testing.T) {
	t.Parallel()
	h, s := expired(t, seamfake.ExpiredRevived)
	equal(t, "with only the key", h.keyed(), s)
	h.do(request{path: get, as: s.Token}).wants(401, "client_session_expired")

	want := s
	want.ExpiresAt, want.AccountIDs = "2026-01-03T00:00:00.000Z", []string{accountA}
	equal(t, "with a later expires_at", h.getOrCreate(revival), want)
	h.do(request{path: get, as: s.Token}).wants(200, "")
}

func TestExpiredSessionIsReturnedUnchanged(t *testing.T) {
	t.Parallel()
	h, s := expired(t, seamfake.ExpiredReturned)
	row, _ := h.fake.Row(s.ID)
	equal(t, "with only the key", h.keyed(), s)
	equal(t, "with a later expires_at", h.getOrCreate(revival), s)
	after, _ := h.fake.Row(s.ID)
	equal(t, "row", string(after), string(row))
	h.do(request{path: get, as: s.Token}).wants(401, "client_session_expired")

	// Only expired sessions stay unchanged, and a deleted one is replaced.
	h.post(del, `{"client_session_id":"`+s.ID+`"}`).wants(200, "")
	fresh := h.keyed()
	if fresh.ID == s.ID {
		t.Error("get_or_create returned the deleted session")
	}
	equal(t, "an active session", h.getOrCreate(revival).ExpiresAt, "2026-01-03T00:00:00.000Z")
}

func TestExpiredSessionIsReplaced(t *testing.T) {
	t.Parallel()
	h, s := expired(t, seamfake.ExpiredNew)
	fresh := h.keyed()
	if fresh.ID == s.ID || fresh.Token == s.Token {
		t.Error("get_or_create returned the expired session")
	}
	equal(t, "the next call", h.keyed(), fresh)
	equal(t, "get by key", h.post(get, `{"user_identifier_key":"k"}`).session(), fresh)
	equal(t, "get by id", h.post(get, `{"client_session_id":"`+s.ID+`"}`).session(), s)
	equal(t, "list", h.post(list, `{"user_identifier_key":"k"}`).sessions(), []session{s, fresh})
	h.do(request{path: get, as: s.Token}).wants(401, "client_session_expired")
}

func TestExpiredSessionIsPurged(t *testing.T) {
	t.Parallel()
	h, s := expired(t, seamfake.ExpiredPurged)
	other := h.fake.AddSession(seamfake.Session{})
	h.post(get, `{"client_session_id":"`+s.ID+`"}`).wants(404, "client_session_not_found")
	h.post(get, `{"user_identifier_key":"k"}`).wants(404, "client_session_not_found")
	h.post(grantAccess, `{"user_identifier_key":"k"}`).wants(404, "client_session_not_found")
	h.post(del, `{"client_session_id":"`+s.ID+`"}`).wants(404, "client_session_not_found")
	h.do(request{path: get, as: s.Token}).wants(401, "client_session_not_found")
	equal(t, "list", len(h.post(list, `{}`).sessions()), 1)

	fresh := h.getOrCreate(revival)
	if fresh.ID == s.ID || fresh.Token == s.Token || fresh.CreatedAt == s.CreatedAt {
		t.Error("get_or_create returned the expired session")
	}
	equal(t, "sessions", len(h.fake.Sessions()), 2)

	// The hooks do not find expired sessions either, even without a request in between.
	h.clock.advance(24 * time.Hour)
	equal(t, "sessions", h.fake.Sessions(), []seamfake.Session{other})
	h.clock.advance(2 * 8766 * time.Hour)
	_, found := h.fake.Session(other.ClientSessionID)
	_, row := h.fake.Row(other.ClientSessionID)
	equal(t, "found", []bool{found, row, h.fake.RevokeSession(other.ClientSessionID)}, []bool{false, false, false})
}

func TestWriteChangesTheToken(t *testing.T) {
	t.Parallel()
	h := knobs(t, seamfake.Knobs{WriteChangesToken: true})
	s := h.keyed()
	equal(t, "with only the key", h.keyed(), s)
	for name, given := range map[string]string{
		"accounts": `"connected_account_ids":["` + accountA + `"]`,
		"webviews": `"connect_webview_ids":["` + webviewA + `"]`,
		"identity": `"user_identity_id":"` + identity + `"`,
		"expiry":   `"expires_at":"2026-01-03T00:00:00Z"`,
	} {
		body := `{"user_identifier_key":"k",` + given + `}`
		written := h.getOrCreate(body)
		if written.ID != s.ID || written.Token == s.Token || !tokenForm.MatchString(written.Token) {
			t.Errorf("%s: id %s and token %s after %s and %s", name, written.ID, written.Token, s.ID, s.Token)
		}
		h.do(request{path: get, as: s.Token}).wants(401, "client_session_not_found")
		equal(t, name+" again", h.getOrCreate(body), written)
		s = written
	}
}
