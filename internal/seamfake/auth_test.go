package seamfake_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const secondKey = "seam_testkey3_123456789ABCDEFGHJKLMNPQ"

func TestRejectedCredentials(t *testing.T) {
	t.Parallel()
	known := map[string]string{"seam-workspace": seamfake.DefaultWorkspaceID}
	for name, tc := range map[string]struct {
		as            string
		header        map[string]string
		kind, message string
	}{
		"none":               {"-", nil, "unauthorized", "No authentication methods succeeded"},
		"unrecognized":       {"sk_live_1", nil, "unauthorized", "No authentication methods succeeded"},
		"a console session":  {"eyJhbGciOi.x.y", known, "unauthorized", "No authentication methods succeeded"},
		"not bearer":         {"-", map[string]string{"Authorization": "Basic " + seamfake.DefaultAPIKey}, "unauthorized", "No authentication methods succeeded"},
		"an unknown API key": {"seam_test_unknown", nil, "unauthorized", "API Key not found"},
		"a publishable key as bearer": {
			seamfake.DefaultPublishableKey, nil, "unauthorized", "No authentication methods succeeded",
		},
		"an access token without a workspace": {
			seamfake.DefaultAccessToken, nil, "unauthorized", "No authentication methods succeeded",
		},
		"an access token with an unknown workspace": {
			seamfake.DefaultAccessToken, map[string]string{"seam-workspace": nobody}, "unauthorized", "Access token not found",
		},
		"an unknown access token": {"seam_at1_unknown", known, "unauthorized", "Access token not found"},
		"an access token with the workspace of another user": {
			seamfake.DefaultAccessToken,
			map[string]string{"seam-workspace": otherWorkspace},
			"unauthorized", "User does not have access to this workspace",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := start(t)
			for _, path := range []string{getOrCreate, create, get, list, grantAccess, del, revoke, workspace} {
				r := h.do(request{path: path, body: `{}`, as: tc.as, header: tc.header, deviant: true})
				r.wants(401, tc.kind).requestID()
				equal(t, "message", r.error().Message, tc.message)
			}
			for _, r := range h.fake.Requests() {
				equal(t, "workspace in the journal", r.WorkspaceID, "")
			}
		})
	}
}

func TestAPIKeyAndAccessTokenSelectTheirWorkspace(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	equal(t, "workspace", s.WorkspaceID, seamfake.DefaultWorkspaceID)

	token := request{
		path: getOrCreate, body: `{"user_identifier_key":"k"}`, as: seamfake.DefaultAccessToken,
		header: map[string]string{"seam-workspace": seamfake.DefaultWorkspaceID},
	}
	equal(t, "id with an access token", h.do(token).session().ID, s.ID)

	key := request{
		path: getOrCreate, body: `{"user_identifier_key":"k"}`, as: otherKey,
		header: map[string]string{"seam-workspace": seamfake.DefaultWorkspaceID},
	}
	equal(t, "workspace of a key with a header", h.do(key).session().WorkspaceID, otherWorkspace)
	lower := request{path: get, body: `{"user_identifier_key":"k"}`, as: "-", header: map[string]string{
		"Authorization": "bearer " + seamfake.DefaultAPIKey,
	}}
	h.do(lower).wants(200, "")

	var workspaces []string
	for _, r := range h.fake.Requests() {
		workspaces = append(workspaces, r.WorkspaceID)
	}
	equal(t, "workspaces in the journal", workspaces, []string{
		seamfake.DefaultWorkspaceID, seamfake.DefaultWorkspaceID, otherWorkspace, seamfake.DefaultWorkspaceID,
	})
}

func TestSessionTokenFindsOnlyItsSession(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	other := h.getOrCreate(`{"user_identifier_key":"other"}`)
	for _, path := range []string{getOrCreate, create, list, grantAccess, del, revoke} {
		h.do(request{path: path, body: `{"client_session_id":"` + s.ID + `"}`, as: s.Token, deviant: true}).
			wants(401, "unauthorized")
	}
	for name, r := range map[string]request{
		"bearer":                    {as: s.Token},
		"client-session-token":      {as: "-", header: map[string]string{"client-session-token": s.Token}},
		"seam-client-session-token": {as: "-", header: map[string]string{"seam-client-session-token": s.Token}},
		"by GET":                    {as: s.Token, method: "GET"},
		"with its id":               {as: s.Token, body: `{"client_session_id":"` + s.ID + `"}`},
		"with its key":              {as: s.Token, body: `{"user_identifier_key":"k"}`},
	} {
		t.Run(name, func(t *testing.T) {
			r.path = get
			equal(t, "session", h.do(r).session(), s)
		})
	}

	h.do(request{path: get, as: s.Token, body: `{"client_session_id":"` + other.ID + `"}`}).
		wants(404, "client_session_not_found")
	h.do(request{path: get, as: s.Token, body: `{"client_session_id":"` + s.ID + `","user_identifier_key":"k"}`}).
		wants(400, "invalid_options")
	h.do(request{path: get, as: "-", header: map[string]string{"client-session-token": "seam_x"}}).
		wants(400, "invalid_client_session_token")
}

func TestInvalidSessionTokens(t *testing.T) {
	t.Parallel()
	for kind, kill := range map[string]func(*harness, session){
		"client_session_not_found": func(h *harness, s session) { h.fake.DeleteSession(s.ID) },
		"client_session_revoked":   func(h *harness, s session) { h.fake.RevokeSession(s.ID) },
		"client_session_expired":   func(h *harness, _ session) { h.clock.advance(8766 * 60 * 60 * 1e9) },
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			h := start(t)
			s := h.keyed()
			h.do(request{path: get, as: s.Token}).wants(200, "")
			kill(h, s)
			h.do(request{path: get, as: s.Token}).wants(401, kind)
			h.do(request{path: workspace, as: s.Token}).wants(401, kind)
		})
	}
	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		start(t).do(request{path: get, as: "seam_cst1_x"}).wants(401, "client_session_not_found")
	})
	t.Run("of an unknown workspace", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		s := h.fake.AddSession(seamfake.Session{WorkspaceID: nobody})
		h.do(request{path: get, as: s.Token}).wants(401, "client_session_not_found")
	})
}

func TestPublishableKey(t *testing.T) {
	t.Parallel()
	publishable := func(path, key, body string) request {
		return request{path: path, body: body, as: "-", header: map[string]string{"seam-publishable-key": key}}
	}
	const requires, empty = "publishable_key_requires_user_identifier_key", "publishable_keys_must_create_empty_client_sessions"
	for name, tc := range map[string]struct {
		key, body string
		status    int
		kind      string
	}{
		"with a user key":            {seamfake.DefaultPublishableKey, `{"user_identifier_key":"k"}`, 200, ""},
		"without a user key":         {seamfake.DefaultPublishableKey, `{}`, 401, requires},
		"without a body":             {seamfake.DefaultPublishableKey, ``, 401, requires},
		"with accounts":              {seamfake.DefaultPublishableKey, `{"user_identifier_key":"k","connected_account_ids":["` + accountA + `"]}`, 403, empty},
		"with an empty account list": {seamfake.DefaultPublishableKey, `{"user_identifier_key":"k","connected_account_ids":[]}`, 403, empty},
		"with an empty webview list": {seamfake.DefaultPublishableKey, `{"user_identifier_key":"k","connect_webview_ids":[]}`, 403, empty},
		"lists but no user key":      {seamfake.DefaultPublishableKey, `{"connect_webview_ids":[]}`, 401, requires},
		"unknown":                    {"seam_pk1_x", `{"user_identifier_key":"k"}`, 401, "workspace_not_found"},
		"with another prefix":        {"pk_x", `{"user_identifier_key":"k"}`, 401, "invalid_publishable_key"},
	} {
		for _, path := range []string{getOrCreate, create} {
			t.Run(name+" "+path, func(t *testing.T) {
				t.Parallel()
				h := start(t)
				h.do(publishable(path, tc.key, tc.body)).wants(tc.status, tc.kind)
				equal(t, "sessions", len(h.fake.Sessions()) == 1, tc.status == 200)
			})
		}
	}
	t.Run("an empty user key is not a key", func(t *testing.T) {
		t.Parallel()
		r := publishable(getOrCreate, seamfake.DefaultPublishableKey, `{"user_identifier_key":""}`)
		r.deviant = true
		start(t).do(r).wants(401, requires)
	})
	t.Run("finds the session of an API key", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		s := h.keyed()
		found := h.do(publishable(getOrCreate, seamfake.DefaultPublishableKey, `{"user_identifier_key":"k"}`)).session()
		equal(t, "id", found.ID, s.ID)
	})
	t.Run("is not accepted elsewhere", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		for _, path := range []string{get, list, grantAccess, del, revoke, workspace} {
			r := publishable(path, seamfake.DefaultPublishableKey, `{"user_identifier_key":"k"}`)
			r.deviant = true
			h.do(r).wants(401, "unauthorized")
		}
	})
	t.Run("is ignored with Authorization", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		r := publishable(getOrCreate, seamfake.DefaultPublishableKey, `{"user_identifier_key":"k"}`)
		r.as = otherKey
		equal(t, "workspace", h.do(r).session().WorkspaceID, otherWorkspace)
		r.as = "seam_unknown"
		h.do(r).wants(401, "unauthorized")
	})
}
