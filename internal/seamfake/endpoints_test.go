package seamfake_test

import (
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	h := start(t)
	const taken = `{"user_identifier_key":"k","connected_account_ids":["` + accountA + `"],"customer_key":"c"}`
	s := h.keyed()
	row, _ := h.fake.Row(s.ID)
	h.post(create, taken).wants(400, "client_session_token_already_exists")
	equal(t, "PUT", h.do(request{method: "PUT", path: create, body: taken}).session(), s)
	after, _ := h.fake.Row(s.ID)
	equal(t, "row", string(after), string(row))

	first, second := h.post(create, `{}`).session(), h.do(request{method: "PUT", path: create, body: `{}`}).session()
	if first.ID == second.ID || first.Key != nil || second.Key != nil {
		t.Errorf("sessions without a key: %+v, %+v", first, second)
	}
	fresh := h.do(request{method: "PUT", path: create, body: `{"user_identifier_key":"new","customer_key":"c",
		"customer_id":"d","connect_webview_ids":["` + webviewA + `"]}`}).session()
	equal(t, "customer_key", fresh.CustomerKey, ptr("c"))
	equal(t, "customer_id is not shown", fresh.CustomerID, nil)
	equal(t, "webviews", fresh.ConnectWebviews, []string{webviewA})
	h.do(request{path: create, body: `{"user_identifier_key":"k"}`, as: otherKey}).wants(200, "")
}

func TestGet(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	other := h.getOrCreate(`{"user_identifier_key":"other"}`)
	for name, tc := range map[string]struct {
		body, query string
		status      int
		kind        string
	}{
		"id":          {`{"client_session_id":"` + s.ID + `"}`, "client_session_id=" + s.ID, 200, ""},
		"key":         {`{"user_identifier_key":"k"}`, "user_identifier_key=k&_strict=true", 200, ""},
		"id and key":  {`{"client_session_id":"` + s.ID + `","user_identifier_key":"k"}`, "user_identifier_key=k&client_session_id=" + s.ID, 200, ""},
		"id of other": {`{"client_session_id":"` + other.ID + `","user_identifier_key":"k"}`, "user_identifier_key=k&client_session_id=" + other.ID, 404, "client_session_not_found"},
		"unknown id":  {`{"client_session_id":"` + nobody + `"}`, "client_session_id=" + nobody, 404, "client_session_not_found"},
		"unknown key": {`{"user_identifier_key":"x"}`, "user_identifier_key=x", 404, "client_session_not_found"},
		"neither":     {`{}`, "", 404, "client_session_not_found"},
		"non-uuid id": {`{"client_session_id":"cst2"}`, "client_session_id=cst2", 400, "invalid_input"},
		"empty key":   {`{"user_identifier_key":""}`, "user_identifier_key=", 400, "invalid_input"},
		"null key":    {`{"user_identifier_key":null}`, "user_identifier_key", 400, "invalid_input"},
	} {
		t.Run(name, func(t *testing.T) {
			deviant := tc.status == 400
			posted := h.do(request{path: get, body: tc.body, deviant: deviant}).wants(tc.status, tc.kind)
			got := h.do(request{method: "GET", path: get + "?" + tc.query, deviant: deviant}).wants(tc.status, tc.kind)
			if tc.status == 200 {
				equal(t, "GET against POST", got.body, posted.body)
				equal(t, "session", posted.session(), s)
			}
		})
	}
	h.do(request{method: "GET", path: get + "?user_identifier_key=k&user_identifier_key=k", deviant: true}).
		wants(400, "invalid_input")
}

func TestAPIKeySeesExpiredAndRevokedSessions(t *testing.T) {
	t.Parallel()
	h := start(t)
	revoked := h.keyed()
	expired := h.getOrCreate(`{"user_identifier_key":"e","expires_at":"2020-01-01T00:00:00Z"}`)
	h.fake.RevokeSession(revoked.ID)
	equal(t, "revoked by id", h.post(get, `{"client_session_id":"`+revoked.ID+`"}`).session(), revoked)
	equal(t, "expired by key", h.post(get, `{"user_identifier_key":"e"}`).session(), expired)
	listed := h.post(list, `{}`)
	equal(t, "list", listed.sessions(), []session{revoked, expired})
	var raw struct {
		ClientSessions []map[string]any `json:"client_sessions"`
	}
	listed.decode(&raw)
	for _, s := range raw.ClientSessions {
		if _, shown := s["revoked_at"]; shown {
			t.Error("the response has revoked_at")
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	h := start(t)
	bare := h.getOrCreate(`{}`)
	h.clock.advance(time.Second)
	keyed := h.getOrCreate(`{"user_identifier_key":"k","connect_webview_ids":["` + webviewA + `","` + webviewB + `"]}`)
	h.clock.advance(time.Second)
	identified := h.getOrCreate(`{"user_identity_id":"` + identity + `","connect_webview_ids":["` + webviewA + `"]}`)
	old := h.fake.AddSession(seamfake.Session{CreatedAt: epoch.Add(-time.Hour), UserIdentifierKey: "old"})
	h.do(request{path: getOrCreate, body: `{}`, as: otherKey}).wants(200, "")

	for name, tc := range map[string]struct {
		body, query string
		want        []string
	}{
		"all":             {`{}`, "", []string{old.ClientSessionID, bare.ID, keyed.ID, identified.ID}},
		"id":              {`{"client_session_id":"` + keyed.ID + `"}`, "client_session_id=" + keyed.ID, []string{keyed.ID}},
		"unknown id":      {`{"client_session_id":"x"}`, "client_session_id=x", nil},
		"key":             {`{"user_identifier_key":"k"}`, "user_identifier_key=k", []string{keyed.ID}},
		"webview":         {`{"connect_webview_id":"` + webviewA + `"}`, "connect_webview_id=" + webviewA, []string{keyed.ID, identified.ID}},
		"no webview":      {`{"connect_webview_id":null}`, "connect_webview_id=&_strict=true", []string{old.ClientSessionID, bare.ID}},
		"identity":        {`{"user_identity_id":"` + identity + `"}`, "user_identity_id=" + identity, []string{identified.ID}},
		"no identity":     {`{"user_identity_id":null}`, "user_identity_id=", []string{old.ClientSessionID, bare.ID, keyed.ID}},
		"without key":     {`{"without_user_identifier_key":true}`, "without_user_identifier_key=true", []string{bare.ID, identified.ID}},
		"not without key": {`{"without_user_identifier_key":false}`, "without_user_identifier_key=false", []string{old.ClientSessionID, bare.ID, keyed.ID, identified.ID}},
		"webview and key": {`{"connect_webview_id":"` + webviewB + `","user_identifier_key":"k"}`, "connect_webview_id=" + webviewB + "&user_identifier_key=k", []string{keyed.ID}},
		"several filters": {`{"connect_webview_id":"` + webviewB + `","user_identity_id":"` + identity + `"}`, "connect_webview_id=" + webviewB + "&user_identity_id=" + identity, nil},
		"contradiction":   {`{"without_user_identifier_key":true,"user_identifier_key":"k"}`, "without_user_identifier_key=true&user_identifier_key=k", nil},
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []request{{path: list, body: tc.body}, {method: "GET", path: list + "?" + tc.query}} {
				r.deviant = name == "no webview" || name == "no identity" // the document does not have null yet
				var ids []string
				for _, s := range h.do(r).sessions() {
					ids = append(ids, s.ID)
				}
				equal(t, r.method+" ids", ids, tc.want)
			}
		})
	}
	for name, query := range map[string]string{
		"not a boolean": "without_user_identifier_key=yes", "null key": "user_identifier_key=", "null id": "client_session_id=",
	} {
		t.Run(name, func(_ *testing.T) {
			h.do(request{method: "GET", path: list + "?" + query, deviant: true}).wants(400, "invalid_input")
		})
	}
	for _, name := range []string{"client_session_id", "user_identifier_key"} {
		for _, value := range []string{`""`, `null`, `5`} {
			h.do(request{path: list, body: `{"` + name + `":` + value + `}`, deviant: true}).wants(400, "invalid_input")
		}
	}
	h.fake.SetKnobs(func(k *seamfake.Knobs) { k.ReverseList = true })
	equal(t, "first in reverse order", h.post(list, `{}`).sessions()[0].ID, identified.ID)
}

func TestGrantAccess(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.getOrCreate(`{"user_identifier_key":"k","connected_account_ids":["` + accountA + `"]}`)
	want := s
	want.AccountIDs = []string{accountA, accountB}
	want.ConnectWebviews = []string{webviewA}
	resp := h.post(grantAccess, `{"client_session_id":"`+s.ID+`","connected_account_ids":["`+accountB+`","`+accountA+`"],
		"connect_webview_ids":["`+webviewA+`","`+webviewA+`"]}`).session()
	equal(t, "response", resp, want)
	equal(t, "result of get", h.keyed(), want)

	want.IdentityID, want.IdentityIDs = ptr(identity), []string{identity}
	byKey := request{method: "PATCH", path: grantAccess, body: `{"user_identifier_key":"k","user_identity_ids":["` + identity + `"],
		"connected_account_ids":[]}`}
	equal(t, "by key", h.do(byKey).session(), want)
	want.IdentityID, want.IdentityIDs = ptr(another), []string{another}
	equal(t, "another identity",
		h.post(grantAccess, `{"user_identifier_key":"k","user_identity_id":"`+another+`"}`).session(), want)

	equal(t, "nothing", h.post(grantAccess, `{"user_identifier_key":"k"}`).session(), want)
	h.post(grantAccess, `{}`).wants(400, "invalid_input")
	h.do(request{path: grantAccess, body: `{"user_identifier_key":""}`, deviant: true}).wants(400, "invalid_input")
	h.do(request{path: grantAccess, body: `{"nonsense":1}`, deviant: true}).wants(400, "invalid_input")
	h.post(grantAccess, ``).wants(400, "invalid_input")
	for _, body := range []string{
		`{"connect_webview_ids":["` + webviewA + `"]}`, `{"user_identifier_key":"x"}`, `{"client_session_id":"x"}`,
		`{"client_session_id":"` + s.ID + `","user_identifier_key":"x"}`,
	} {
		h.post(grantAccess, body).wants(404, "client_session_not_found")
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	body := `{"client_session_id":"` + s.ID + `"}`
	equal(t, "body", h.post(revoke, body).wants(200, "").body, `{"ok":true}`)
	h.do(request{path: get, as: s.Token}).wants(401, "client_session_revoked")
	equal(t, "result of get", h.post(get, body).session(), s)
	stored, _ := h.fake.Session(s.ID)
	equal(t, "revoked at", stored.RevokedAt, epoch)

	h.clock.advance(time.Hour)
	h.post(revoke, body).wants(200, "")
	stored, _ = h.fake.Session(s.ID)
	equal(t, "revoked at, after a repeat", stored.RevokedAt, epoch)
	h.fake.SetKnobs(func(k *seamfake.Knobs) { k.RepeatedRevokeIs404 = true })
	h.post(revoke, body).wants(404, "client_session_not_found")
	h.post(revoke, `{"client_session_id":"`+nobody+`"}`).wants(404, "client_session_not_found")
	h.do(request{path: revoke, body: `{"client_session_id":"x"}`, deviant: true}).wants(400, "invalid_input")
	h.do(request{path: revoke, body: `{}`, deviant: true}).wants(400, "invalid_input")
}

func TestDelete(t *testing.T) {
	t.Parallel()
	for name, deletion := range map[string]func(id string) request{
		"by POST": func(id string) request { return request{path: del, body: `{"client_session_id":"` + id + `"}`} },
		"by DELETE": func(id string) request {
			return request{method: "DELETE", path: del + "?_strict=true&client_session_id=" + id}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := start(t)
			s := h.keyed()
			other := h.getOrCreate(`{"user_identifier_key":"other"}`)
			equal(t, "body", h.do(deletion(s.ID)).wants(200, "").body, `{"ok":true}`)
			h.post(get, `{"client_session_id":"`+s.ID+`"}`).wants(404, "client_session_not_found")
			h.post(revoke, `{"client_session_id":"`+s.ID+`"}`).wants(404, "client_session_not_found")
			withToken := requestAs(s.Token)
			h.do(withToken).wants(401, "client_session_not_found")
			equal(t, "list", h.post(list, `{}`).sessions(), []session{other})

			h.do(deletion(s.ID)).wants(404, "client_session_not_found")
			h.fake.SetKnobs(func(k *seamfake.Knobs) { k.RepeatedDeleteIsOK = true })
			h.do(deletion(s.ID)).wants(200, "")
			h.do(deletion(nobody)).wants(404, "client_session_not_found")
			elsewhere := deletion(s.ID)
			elsewhere.as = otherKey
			h.do(elsewhere).wants(404, "client_session_not_found")
			for _, id := range []string{"", "x"} {
				bad := deletion(id)
				bad.deviant = true
				h.do(bad).wants(400, "invalid_input")
			}
		})
	}
	t.Run("without an id", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		for _, r := range []request{{path: del, body: `{}`}, {path: del}, {method: "DELETE", path: del}} {
			r.deviant = true
			e := h.do(r).wants(400, "invalid_input").error()
			equal(t, "message", e.Message, "client_session_id is required")
		}
	})
}

// requestAs gets the session of a token.
func requestAs(token string) request { return request{path: get, as: token} }
