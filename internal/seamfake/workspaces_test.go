package seamfake_test

import (
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestWorkspacesGet(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	for name, tc := range map[string]struct {
		request request
		want    string
	}{
		"API key":       {request{method: "GET"}, seamfake.DefaultWorkspaceID},
		"by POST":       {request{body: `{}`}, seamfake.DefaultWorkspaceID},
		"without body":  {request{}, seamfake.DefaultWorkspaceID},
		"another key":   {request{as: otherKey}, otherWorkspace},
		"session token": {request{as: s.Token}, seamfake.DefaultWorkspaceID},
		"access token": {
			request{as: seamfake.DefaultAccessToken, header: map[string]string{
				"seam-workspace": seamfake.DefaultWorkspaceID,
			}},
			seamfake.DefaultWorkspaceID,
		},
	} {
		t.Run(name, func(t *testing.T) {
			tc.request.path = workspace
			var body struct {
				Workspace struct {
					WorkspaceID    string  `json:"workspace_id"`
					IsSandbox      bool    `json:"is_sandbox"`
					PublishableKey *string `json:"publishable_key"`
					Enabled        bool    `json:"is_publishable_key_auth_enabled"`
				} `json:"workspace"`
			}
			h.do(tc.request).wants(200, "").decode(&body)
			equal(t, "workspace", body.Workspace.WorkspaceID, tc.want)
			isDefault := tc.want == seamfake.DefaultWorkspaceID
			equal(t, "is_sandbox", body.Workspace.IsSandbox, isDefault)
			equal(t, "publishable key auth", body.Workspace.Enabled, isDefault)
			equal(t, "publishable key shown", body.Workspace.PublishableKey != nil, isDefault)
		})
	}
}

func TestRequestsAreLimitedToTheWorkspace(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	row, _ := h.fake.Row(s.ID)
	id := `{"client_session_id":"` + s.ID + `"}`
	for name, r := range map[string]request{
		"get by id":           {path: get, body: id},
		"get by key":          {path: get, body: `{"user_identifier_key":"k"}`},
		"grant_access by id":  {path: grantAccess, body: `{"client_session_id":"` + s.ID + `","connect_webview_ids":["` + webviewA + `"]}`},
		"grant_access by key": {path: grantAccess, body: `{"user_identifier_key":"k","connect_webview_ids":["` + webviewA + `"]}`},
		"revoke":              {path: revoke, body: id},
		"delete":              {path: del, body: id},
	} {
		t.Run(name, func(_ *testing.T) {
			r.as = otherKey
			h.do(r).wants(404, "client_session_not_found")
		})
	}
	equal(t, "list", len(h.do(request{path: list, body: `{}`, as: otherKey}).sessions()), 0)
	after, _ := h.fake.Row(s.ID)
	equal(t, "row", string(after), string(row))
}

func TestNewRejectsInvalidWorkspaces(t *testing.T) {
	t.Parallel()
	for name, w := range map[string][]seamfake.Workspace{
		"not a UUID":                 {{WorkspaceID: "ws1"}},
		"given twice":                {{WorkspaceID: otherWorkspace}, {WorkspaceID: otherWorkspace}},
		"key is given twice":         {{APIKeys: []string{secondKey}}, {APIKeys: []string{secondKey}}},
		"API key must begin":         {{APIKeys: []string{seamfake.DefaultAccessToken}}},
		"access token must begin":    {{AccessTokens: []string{seamfake.DefaultAPIKey}}},
		"publishable key must begin": {{PublishableKeys: []string{seamfake.DefaultAPIKey}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if message, _ := recover().(string); !strings.Contains(message, name) {
					t.Errorf("panic %q, want a panic with %q", message, name)
				}
			}()
			var opts []seamfake.Option
			for _, workspace := range w {
				opts = append(opts, seamfake.WithWorkspace(workspace))
			}
			seamfake.New(opts...)
		})
	}
}

func TestWorkspacesGetDefaults(t *testing.T) {
	t.Parallel()
	equal(t, "default", seamfake.New().Workspaces(), []seamfake.Workspace{seamfake.DefaultWorkspace()})
	workspaces := seamfake.New(
		seamfake.WithWorkspace(seamfake.Workspace{}), seamfake.WithWorkspace(seamfake.Workspace{Name: "Flat"}),
	).Workspaces()
	if len(workspaces) != 2 || workspaces[0].WorkspaceID == "" || workspaces[0].Name == "" ||
		workspaces[1].CompanyName != "Flat" {
		t.Errorf("workspaces %+v", workspaces)
	}
}

func TestWorkspacesAreCopies(t *testing.T) {
	t.Parallel()
	given := seamfake.DefaultWorkspace()
	fake := seamfake.New(seamfake.WithWorkspace(given))
	for _, w := range []seamfake.Workspace{given, fake.Workspaces()[0]} {
		w.APIKeys[0], w.AccessTokens[0], w.PublishableKeys[0] = "changed", "changed", "changed"
	}
	equal(t, "workspaces", fake.Workspaces(), []seamfake.Workspace{seamfake.DefaultWorkspace()})
}
