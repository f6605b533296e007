package seamfake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestConnectedAccountsAreAddedAndRemoved(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.getOrCreate(`{"user_identifier_key":"k","connected_account_ids":["` + accountA + `"],
		"connect_webview_ids":["` + webviewA + `"]}`)
	webviewID, accountID, ok := h.fake.ConnectAccount(s.ID)
	equal(t, "connected", ok, true)
	want := s
	want.AccountIDs = []string{accountA, accountID}
	want.ConnectWebviews = []string{webviewA, webviewID}
	equal(t, "session", h.keyed(), want)

	h.do(request{path: getOrCreate, as: otherKey, body: `{"user_identifier_key":"k","connected_account_ids":["` +
		accountA + `","` + accountB + `"]}`}).wants(200, "")
	h.fake.DeleteConnectedAccount(accountA)
	want.AccountIDs = []string{accountID}
	equal(t, "session", h.keyed(), want)
	elsewhere := h.do(request{path: getOrCreate, as: otherKey, body: `{"user_identifier_key":"k"}`}).session()
	equal(t, "session of another workspace", elsewhere.AccountIDs, []string{accountB})

	webviewID, accountID, ok = h.fake.ConnectAccount(nobody)
	equal(t, "connected to an unknown session", []any{webviewID, accountID, ok}, []any{"", "", false})
}

func TestAddSession(t *testing.T) {
	t.Parallel()
	h := start(t)
	bare := h.fake.AddSession(seamfake.Session{})
	if !tokenForm.MatchString(bare.Token) || bare.WorkspaceID != seamfake.DefaultWorkspaceID ||
		!bare.CreatedAt.Equal(epoch.Truncate(time.Microsecond)) ||
		!bare.ExpiresAt.Equal(epoch.Add(8766*time.Hour).Truncate(time.Millisecond)) {
		t.Errorf("session %+v", bare)
	}
	h.post(get, `{"client_session_id":"`+bare.ClientSessionID+`"}`).wants(200, "")

	zone := time.FixedZone("", 3600)
	given := seamfake.Session{
		ClientSessionID: nobody, WorkspaceID: otherWorkspace, Token: "seam_cst1x", UserIdentifierKey: "k",
		CreatedAt: time.Date(2025, 1, 1, 0, 0, 0, 0, zone), ExpiresAt: time.Date(2026, 1, 1, 0, 0, 0, 0, zone),
		RevokedAt: time.Date(2025, 6, 1, 0, 0, 0, 0, zone), DeviceCount: 3, CustomerKey: "c", CustomerID: "d",
		UserIdentityID: identity, ConnectedAccountIDs: []string{accountA}, ConnectWebviewIDs: []string{webviewA},
	}
	added := h.fake.AddSession(given)
	shown := h.do(request{path: get, as: otherKey, body: `{"user_identifier_key":"k"}`}).session()
	equal(t, "created_at", shown.CreatedAt, "2024-12-31T23:00:00.000000Z")
	equal(t, "id", shown.ID, nobody)
	equal(t, "device_count", shown.DeviceCount, "3")
	equal(t, "sessions", h.fake.Sessions(), []seamfake.Session{added, bare})

	added.DeviceCount = 4
	h.fake.AddSession(added)
	equal(t, "after a replacement", h.fake.Sessions(), []seamfake.Session{added, bare})

	twin := h.fake.AddSession(seamfake.Session{})
	twin.DeviceCount = 5
	h.fake.AddSession(twin)
	equal(t, "after replacing one of two with the same time", h.fake.Sessions(), []seamfake.Session{added, bare, twin})

	// Arguments and results are copies.
	given.ConnectedAccountIDs[0], added.ConnectWebviewIDs[0] = "changed", "changed"
	h.fake.Sessions()[0].ConnectWebviewIDs[0] = "changed"
	stored, _ := h.fake.Session(nobody)
	stored.ConnectedAccountIDs[0] = "changed"
	stored, ok := h.fake.Session(nobody)
	equal(t, "stored", []any{stored.ConnectedAccountIDs, stored.ConnectWebviewIDs, ok},
		[]any{[]string{accountA}, []string{webviewA}, true})
}

func TestUpdateDeleteRevokeSession(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	var leaked *seamfake.Session
	equal(t, "updated", h.fake.UpdateSession(s.ID, func(s *seamfake.Session) {
		s.ConnectedAccountIDs = nil
		s.ExpiresAt = time.Date(2026, 1, 2, 0, 0, 0, 0, time.FixedZone("", 3600))
		leaked = s
	}), true)
	leaked.UserIdentifierKey = "changed"
	want := s
	want.ExpiresAt = "2026-01-01T23:00:00.000Z"
	equal(t, "session", h.keyed(), want)
	h.do(requestAs(s.Token)).wants(401, "client_session_expired")
	row, _ := h.fake.Row(s.ID)
	for _, part := range []string{`"expires_at":"2026-01-01T23:00:00Z"`, `"connected_account_ids":[]`} {
		if !strings.Contains(string(row), part) {
			t.Errorf("row %s does not have %s", row, part)
		}
	}

	equal(t, "revoked", h.fake.RevokeSession(s.ID), true)
	h.do(requestAs(s.Token)).wants(401, "client_session_revoked")
	equal(t, "deleted", h.fake.DeleteSession(s.ID), true)
	h.do(requestAs(s.Token)).wants(401, "client_session_not_found")

	equal(t, "updated again", h.fake.UpdateSession(s.ID, func(*seamfake.Session) { t.Error("called") }), false)
	equal(t, "revoked again", h.fake.RevokeSession(s.ID), false)
	equal(t, "deleted again", h.fake.DeleteSession(s.ID), false)
	_, ok := h.fake.Session(s.ID)
	equal(t, "found", ok, false)
	row, ok = h.fake.Row(s.ID)
	equal(t, "row", []any{row, ok}, []any{nil, false})
}

func TestRow(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	row, _ := h.fake.Row(s.ID)
	h.fake.SetKnobs(func(k *seamfake.Knobs) { k.ReverseIDs, k.UnknownFields, k.NumericOffset = true, true, time.UTC })
	h.clock.advance(time.Hour)
	h.fake.UpdateSession(s.ID, func(*seamfake.Session) {})
	same, _ := h.fake.Row(s.ID)
	equal(t, "row", string(same), string(row))
	for name, change := range map[string]func(){
		"revoked":  func() { h.fake.RevokeSession(s.ID) },
		"accounts": func() { h.fake.ConnectAccount(s.ID) },
		"expiry": func() {
			h.fake.UpdateSession(s.ID, func(s *seamfake.Session) { s.ExpiresAt = s.ExpiresAt.Add(time.Microsecond) })
		},
	} {
		before, _ := h.fake.Row(s.ID)
		change()
		if after, _ := h.fake.Row(s.ID); string(after) == string(before) {
			t.Errorf("%s: the row has not changed: %s", name, after)
		}
	}
}

func TestBeforeRequest(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	h.fake.BeforeRequest(func(r seamfake.Request) {
		journal := h.fake.Requests()
		equal(t, "request", r, journal[len(journal)-1])
		equal(t, "status", r.Status, 0)
		h.fake.DeleteSession(s.ID)
	})
	h.post(get, `{"client_session_id":"`+s.ID+`"}`).wants(404, "client_session_not_found")
	h.fake.BeforeRequest(nil)
	h.keyed()
	h.keyed()
	equal(t, "sessions", len(h.fake.Sessions()), 1)
}
