package seamfake_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var tokenForm = regexp.MustCompile(`^seam_cst1[0-9A-Za-z]{8}_[0-9A-Za-z]{24}$`)

func TestGetOrCreateCreates(t *testing.T) {
	t.Parallel()
	h := start(t)
	bare := h.keyed()
	if !tokenForm.MatchString(bare.Token) {
		t.Errorf("token %q", bare.Token)
	}
	equal(t, "key", bare.Key, ptr("k"))
	equal(t, "workspace", bare.WorkspaceID, seamfake.DefaultWorkspaceID)
	equal(t, "accounts", bare.AccountIDs, []string{})
	equal(t, "webviews", bare.ConnectWebviews, []string{})
	equal(t, "identities", bare.IdentityIDs, []string{})
	equal(t, "device_count", bare.DeviceCount, "0")

	full := h.getOrCreate(`{"user_identifier_key":"full","connected_account_ids":["` + accountB + `","` + accountA + `"],
		"connect_webview_ids":["` + webviewA + `"],"user_identity_id":"` + identity + `",
		"expires_at":"2030-01-01T00:00:00Z"}`)
	equal(t, "accounts", full.AccountIDs, []string{accountB, accountA})
	equal(t, "webviews", full.ConnectWebviews, []string{webviewA})
	equal(t, "identity", full.IdentityID, ptr(identity))
	equal(t, "identities", full.IdentityIDs, []string{identity})
	equal(t, "expires_at", full.ExpiresAt, "2030-01-01T00:00:00.000Z")
	equal(t, "device_count", full.DeviceCount, "0")
	if full.ID == bare.ID || full.Token == bare.Token {
		t.Error("two sessions share an id or a token")
	}
}

func TestGetOrCreateReturnsTheSessionOfTheKey(t *testing.T) {
	t.Parallel()
	h := start(t)
	first := h.keyed()
	row, _ := h.fake.Row(first.ID)
	h.clock.advance(time.Hour)
	equal(t, "second call", h.keyed(), first)
	after, _ := h.fake.Row(first.ID)
	equal(t, "row", string(after), string(row))

	elsewhere := h.do(request{path: getOrCreate, body: `{"user_identifier_key":"k"}`, as: otherKey}).session()
	if elsewhere.ID == first.ID || elsewhere.Token == first.Token {
		t.Error("two workspaces share the session of a key")
	}
	equal(t, "other workspace", elsewhere.WorkspaceID, otherWorkspace)
	if h.getOrCreate(`{"user_identifier_key":"K"}`).ID == first.ID {
		t.Error("keys ignore case")
	}
}

func TestGetOrCreateOnAnExistingSession(t *testing.T) {
	t.Parallel()
	accounts := func(ids ...string) func(*session) { return func(s *session) { s.AccountIDs = ids } }
	none := []string{}
	for name, tc := range map[string]struct {
		knobs seamfake.Knobs
		give  string // in addition to the key
		want  func(*session)
	}{
		"gives nothing":           {give: ``, want: func(*session) {}},
		"replaces accounts":       {give: `"connected_account_ids":["` + accountB + `"]`, want: accounts(accountB)},
		"replaces webviews":       {give: `"connect_webview_ids":["` + webviewB + `"]`, want: func(s *session) { s.ConnectWebviews = []string{webviewB} }},
		"clears accounts":         {give: `"connected_account_ids":[]`, want: accounts(none...)},
		"clears webviews":         {give: `"connect_webview_ids":[]`, want: func(s *session) { s.ConnectWebviews = none }},
		"stores unknown accounts": {give: `"connected_account_ids":["` + nobody + `"]`, want: accounts(nobody)},
		"updates expires_at": {
			give: `"expires_at":"2027-01-01T02:00:00+02:00"`,
			want: func(s *session) { s.ExpiresAt = "2027-01-01T00:00:00.000Z" },
		},
		"replaces the identity": {
			give: `"user_identity_id":"` + another + `"`,
			want: func(s *session) { s.IdentityID, s.IdentityIDs = ptr(another), []string{another} },
		},
		"replaces the identity, given in the deprecated list": {
			give: `"user_identity_ids":["` + another + `"]`,
			want: func(s *session) { s.IdentityID, s.IdentityIDs = ptr(another), []string{another} },
		},
		"prefers user_identity_id": {
			give: `"user_identity_ids":["` + nobody + `"],"user_identity_id":"` + another + `"`,
			want: func(s *session) { s.IdentityID, s.IdentityIDs = ptr(another), []string{another} },
		},
		"merges accounts": {
			knobs: seamfake.Knobs{ExistingIDLists: seamfake.MergeIDLists},
			give:  `"connected_account_ids":["` + accountB + `","` + accountA + `"]`, want: accounts(accountA, accountB),
		},
		"merges nothing": {
			knobs: seamfake.Knobs{ExistingIDLists: seamfake.MergeIDLists},
			give:  `"connected_account_ids":[]`, want: accounts(accountA),
		},
		"ignores lists but not the rest": {
			knobs: seamfake.Knobs{ExistingIDLists: seamfake.IgnoreIDLists},
			give:  `"connected_account_ids":["` + accountB + `"],"connect_webview_ids":[],"expires_at":"2027-01-01T00:00:00Z"`,
			want:  func(s *session) { s.ExpiresAt = "2027-01-01T00:00:00.000Z" },
		},
		"ignores everything": {
			knobs: seamfake.Knobs{ExistingUnchanged: true},
			give: `"connected_account_ids":["` + accountB + `"],"expires_at":"2027-01-01T00:00:00Z",
				"user_identity_id":"` + another + `"`,
			want: func(*session) {},
		},
		"accepts the same identity": {
			knobs: seamfake.Knobs{RejectIdentityChange: true},
			give:  `"user_identity_id":"` + identity + `","connected_account_ids":[]`, want: accounts(none...),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := knobs(t, tc.knobs)
			want := h.getOrCreate(`{"user_identifier_key":"k","connected_account_ids":["` + accountA + `"],
				"connect_webview_ids":["` + webviewA + `"],"user_identity_id":"` + identity + `",
				"expires_at":"2026-06-01T00:00:00Z"}`)
			tc.want(&want)
			body := `{"user_identifier_key":"k"}`
			if tc.give != "" {
				body = `{"user_identifier_key":"k",` + tc.give + `}`
			}
			equal(t, "response", h.getOrCreate(body), want)
			equal(t, "result of get", h.post(get, `{"user_identifier_key":"k"}`).session(), want)
		})
	}
}

func TestGetOrCreateRejectsAnotherIdentity(t *testing.T) {
	t.Parallel()
	h := knobs(t, seamfake.Knobs{RejectIdentityChange: true})
	h.keyed()
	s := h.getOrCreate(`{"user_identifier_key":"k","user_identity_id":"` + identity + `"}`)
	equal(t, "the first identity", s.IdentityID, ptr(identity))
	row, _ := h.fake.Row(s.ID)
	for _, path := range []string{getOrCreate, grantAccess} {
		h.post(path, `{"user_identifier_key":"k","user_identity_id":"`+another+`","connected_account_ids":["`+accountA+`"]}`).
			wants(400, "user_identity_mismatch")
	}
	after, _ := h.fake.Row(s.ID)
	equal(t, "row", string(after), string(row))
}

func TestRejectedParameters(t *testing.T) {
	t.Parallel()
	for _, path := range []string{getOrCreate, create} {
		h := start(t)
		for name, body := range map[string]string{
			"an empty key":           `{"user_identifier_key":""}`,
			"no identity":            `{"user_identity_ids":[]}`,
			"two identities":         `{"user_identity_ids":["` + identity + `","` + another + `"]}`,
			"identities not a uuid":  `{"user_identity_ids":["jane"]}`,
			"identity not a uuid":    `{"user_identity_id":"jane"}`,
			"an empty identity":      `{"user_identity_id":""}`,
			"null key":               `{"user_identifier_key":null}`,
			"null accounts":          `{"connected_account_ids":null}`,
			"null webviews":          `{"connect_webview_ids":null}`,
			"null identity":          `{"user_identity_id":null}`,
			"null identities":        `{"user_identity_ids":null}`,
			"null expires_at":        `{"expires_at":null}`,
			"a number as expires_at": `{"expires_at":1767323045}`,
		} {
			t.Run(path+" "+name, func(_ *testing.T) {
				h.do(request{path: path, body: body, deviant: true}).wants(400, "invalid_input")
			})
		}
		equal(t, "sessions", len(h.fake.Sessions()), 0)
	}
	t.Run("an empty customer_key", func(t *testing.T) {
		t.Parallel()
		start(t).do(request{path: create, body: `{"customer_key":""}`, deviant: true}).wants(400, "invalid_input")
	})
}

func TestGetOrCreateWithoutAKey(t *testing.T) {
	t.Parallel()
	const withIdentity = `{"user_identity_id":"` + identity + `"}`
	const withIDs = `{"connected_account_ids":["` + accountA + `","` + accountB + `"]}`
	t.Run("creates", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		seen := map[string]bool{}
		for _, body := range []string{`{}`, `{}`, withIdentity, withIdentity, withIDs, withIDs} {
			s := h.getOrCreate(body)
			if s.Key != nil || seen[s.ID] {
				t.Errorf("%s: key %v, seen before: %t", body, s.Key, seen[s.ID])
			}
			seen[s.ID] = true
		}
	})
}

func TestUnknownIDsAreRejected(t *testing.T) {
	t.Parallel()
	h := knobs(t, seamfake.Knobs{RejectUnknownIDs: true})
	const accounts = `{"user_identifier_key":"k","connected_account_ids":["` + accountA + `"]}`
	const webviews = `{"user_identifier_key":"k","connect_webview_ids":["` + webviewA + `"]}`
	h.fake.AddConnectedAccount(otherWorkspace, accountA)
	h.fake.AddConnectWebview(otherWorkspace, webviewA)
	for _, path := range []string{getOrCreate, create, grantAccess} {
		h.post(path, accounts).wants(404, "connected_account_not_found")
		h.post(path, webviews).wants(404, "connect_webview_not_found")
	}
	equal(t, "sessions", len(h.fake.Sessions()), 0)

	h.fake.AddConnectedAccount(seamfake.DefaultWorkspaceID, accountA)
	h.fake.AddConnectWebview(seamfake.DefaultWorkspaceID, webviewA)
	equal(t, "accounts", h.getOrCreate(accounts).AccountIDs, []string{accountA})
	s := h.getOrCreate(webviews)
	equal(t, "webviews", s.ConnectWebviews, []string{webviewA})

	webviewID, accountID, ok := h.fake.ConnectAccount(s.ID)
	equal(t, "connected", ok, true)
	h.getOrCreate(`{"user_identifier_key":"k","connected_account_ids":["` + accountID + `"],"connect_webview_ids":["` +
		webviewID + `"]}`)
	h.fake.DeleteConnectedAccount(accountID)
	h.post(getOrCreate, `{"user_identifier_key":"k","connected_account_ids":["`+accountID+`"]}`).
		wants(404, "connected_account_not_found")
}

func ptr[T any](value T) *T { return &value }
