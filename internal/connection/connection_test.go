package connection_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

const workspaceID = "b887bf84-9849-4454-a562-cf84293d9781"

var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// api is a scripted Seam: a response for each path, the status 500 for others.
type api struct {
	answers  map[string]string
	requests atomic.Int32
	held     chan struct{} // responses wait until it is closed; nil does not wait
}

func (a *api) RoundTrip(r *http.Request) (*http.Response, error) {
	a.requests.Add(1)
	if a.held != nil {
		<-a.held
	}
	body, ok := a.answers[r.URL.Path]
	status := http.StatusOK
	if !ok {
		status = http.StatusForbidden
	}
	return &http.Response{
		StatusCode: status, Body: io.NopCloser(strings.NewReader(body)), Request: r,
		Header: http.Header{"Date": {now.Format(http.TimeFormat)}},
	}, nil
}

// row is a session in the list of a.
func row(id, key, workspace string, expires time.Time) string {
	text, _ := json.Marshal(key)
	return fmt.Sprintf(`{"client_session_id":%q,"workspace_id":%q,"user_identifier_key":%s,"token":"seam_cst1aaaaaaaa_111111111111111111111111",`+
		`"created_at":"2026-06-01T12:00:00.000000Z","expires_at":%q}`, id, workspace, text, expires.Format(time.RFC3339))
}

func list(rows ...string) string {
	return `{"ok":true,"client_sessions":[` + strings.Join(rows, ",") + `]}`
}

func connect(t *testing.T, a *api) *connection.Connection {
	t.Helper()
	credential, err := seam.NewAPIKey("seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK", "the test")
	if err != nil {
		t.Fatal(err)
	}
	if a.answers == nil {
		a.answers = map[string]string{}
	}
	a.answers["/workspaces/get"] = fmt.Sprintf(`{"ok":true,"workspace":{"workspace_id":%q,"name":"Sandbox"}}`, workspaceID)
	return &connection.Connection{
		API: seam.New(seam.Config{Endpoint: seam.DefaultEndpoint, Credential: credential, Transport: a}), Now: time.Now,
		Listing: &connection.Listing{},
	}
}

func wantError(t *testing.T, diags diag.Diagnostics, text string) {
	t.Helper()
	if len(diags) != 1 || !diags.HasError() || !strings.Contains(diags[0].Summary()+": "+diags[0].Detail(), text) {
		t.Errorf("reported %v, want one error with %q", diags, text)
	}
}

func TestFrom(t *testing.T) {
	t.Parallel()
	var diags diag.Diagnostics
	given := &connection.Connection{}
	if got := connection.From(given, &diags); got != given || len(diags) > 0 {
		t.Errorf("got %v, %v", got, diags)
	}
	before := connection.From(nil, &diags)
	if len(diags) > 0 {
		t.Errorf("validation runs before the provider is configured: %v", diags)
	}
	_, refused := before.ForWriting(t.Context(), "The session", "")
	wantError(t, refused, "Provider not configured")
	if found, diags := before.Listed(t.Context(), "The session", connection.Wanted{}); found != nil || len(diags) > 0 {
		t.Errorf("listed %v, %v", found, diags)
	}
	connection.From(42, &diags)
	wantError(t, diags, "The provider passed data of type int")
}

func TestNothingIsSentToAnotherWorkspace(t *testing.T) {
	t.Parallel()
	const another = "a6e93f84-565e-47d7-8908-1ca71ada373c"
	for name, c := range map[string]struct {
		asserted, session string
		says              string
	}{
		"nothing known":                 {"", "", ""},
		"the same":                      {"", workspaceID, ""},
		"asserted, the same":            {workspaceID, "", ""},
		"workspace of another session":  {"", another, "belongs to workspace " + another},
		"another workspace is asserted": {another, "", "the provider block sets workspace_id to " + another},
		"another workspace is asserted, the session has the right one": {another, workspaceID, "the provider block sets workspace_id to " + another},
		"the right workspace is asserted, the session has another":     {workspaceID, another, "belongs to workspace " + another},
	} {
		a := &api{}
		conn := connect(t, a)
		conn.WorkspaceID = c.asserted
		client, diags := conn.ForReading(t.Context(), "The session", c.session)
		if c.says == "" {
			if client == nil || len(diags) > 0 {
				t.Errorf("%s: %v", name, diags)
			}
			continue
		}
		wantError(t, diags, c.says)
	}
}

func TestUnknownProviderConfiguration(t *testing.T) {
	t.Parallel()
	conn := &connection.Connection{Missing: "api_key", Now: time.Now}
	_, diags := conn.ForReading(t.Context(), "The session", "")
	wantError(t, diags, "api_key in the provider block is known only after apply")
}
