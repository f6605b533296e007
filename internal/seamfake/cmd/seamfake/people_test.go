package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func contains(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s %q does not contain %q", what, text, part)
		}
	}
}

func TestRunPrintsCommandsToCopy(t *testing.T) {
	t.Parallel()
	s := start(t, "-workspace", otherWorkspace, "-api-key", someKey)
	contains(t, "stdout", s.rest(), "\n  export SEAM_ENDPOINT="+s.url+" SEAM_API_KEY="+someKey+"\n",
		"\n  $env:SEAM_ENDPOINT = \""+s.url+"\"; $env:SEAM_API_KEY = \""+someKey+"\"\n",
		"\n  curl -X POST \""+s.url+"/_seamfake/clock?advance=720h\"\n")
}

func TestRunServesSandboxesByDefault(t *testing.T) {
	t.Parallel()
	start(t).wants(seamfake.DefaultAPIKey, "", `"is_sandbox":true`)
	s := start(t, "-sandbox=false", "-workspace", otherWorkspace, "-api-key", someKey)
	s.wants(someKey, "", `"is_sandbox":false`)
}

const (
	keyed      = `{"user_identifier_key":"k"}`
	getByKey   = "/client_sessions/get"
	keyedLater = `{"user_identifier_key":"k","expires_at":"2999-01-01T00:00:00Z"}`
)

func TestRunAppliesTheExpiredPolicy(t *testing.T) {
	t.Parallel()
	for policy, want := range map[string]struct{ get, later string }{
		"":         {`"token"`, `"expires_at":"2999-`},
		"revived":  {`"token"`, `"expires_at":"2999-`},
		"returned": {`"token"`, `"expires_at":"20`},
		"new":      {`"token"`, `"expires_at":"2999-`},
		"purged":   {"client_session_not_found", `"expires_at":"2999-`},
	} {
		t.Run(policy, func(t *testing.T) {
			t.Parallel()
			var args []string
			if policy != "" {
				args = []string{"-expired", policy}
			}
			s := start(t, args...)
			s.post("/client_sessions/get_or_create", keyed)
			s.post("/_seamfake/clock?advance=9000h", "")
			contains(t, "get", s.post(getByKey, keyed), want.get)
			got := s.post("/client_sessions/get_or_create", keyedLater)
			contains(t, "get_or_create", got, want.later)
			if policy == "returned" && strings.Contains(got, "2999") {
				t.Errorf("get_or_create extended the expired session: %s", got)
			}
			sessions := strings.Count(s.post("/client_sessions/list", `{}`), `"client_session_id"`)
			if wanted := map[bool]int{false: 1, true: 2}[policy == "new"]; sessions != wanted {
				t.Errorf("%d sessions, want %d", sessions, wanted)
			}
		})
	}
}

func TestRunMovesTheClock(t *testing.T) {
	t.Parallel()
	s := start(t)
	var c movableClock
	today := c.Now().UTC().Format("2006-01-02T15")
	for _, tc := range []struct {
		method, query string
		status        int
		want          string
	}{
		{http.MethodGet, "", 200, `{"now":"` + today[:4]},
		{http.MethodGet, "?advance=720h", 200, `{"now":"` + today[:4]},
		{http.MethodPost, "?advance=876000h", 200, `{"now":"21`},
		{http.MethodGet, "", 200, `{"now":"21`},
		{http.MethodPost, "?advance=-876000h", 200, `{"now":"` + today[:4]},
		{http.MethodPost, "", 400, "duration"},
		{http.MethodPost, "?advance=tomorrow", 400, "duration"},
		{http.MethodDelete, "?advance=1h", 405, "GET,POST"},
	} {
		status, body := s.send(tc.method, clockPath+tc.query, "", "", "")
		if status != tc.status || !strings.HasPrefix(body, tc.want) && (status == 200 || !strings.Contains(body, tc.want)) {
			t.Errorf("%s %s: response %d %s, want %d %s", tc.method, tc.query, status, body, tc.status, tc.want)
		}
	}
}

func objectsFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "objects.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The file in the usage text works.
func TestRunStoresObjects(t *testing.T) {
	t.Parallel()
	example := usage[strings.Index(usage, "  {\n") : strings.LastIndex(usage, "  }\n")+4]
	s := start(t, "-objects", objectsFile(t, example))
	contains(t, "identity", s.post("/user_identities/get", `{"user_identity_key":"jane"}`), `"full_name":"Jane Doe"`)
	contains(t, "account", s.post("/connected_accounts/get", `{"email":"jane@example.com"}`), `"customer_key":"acme"`)
	contains(t, "accounts", s.post("/connected_accounts/list", `{"custom_metadata_has":{"floor":"2"}}`),
		"a289aa54-5488-4707-9a4b-eeea4edf311d")
	contains(t, "webviews", s.post("/connect_webviews/list", `{"user_identifier_key":"jane_doe"}`), `"login_successful":true`)
}

func TestRunRejectsInvalidObjects(t *testing.T) {
	t.Parallel()
	const id = "a289aa54-5488-4707-9a4b-eeea4edf311d"
	for text, want := range map[string]string{
		`{`:                                    "unexpected EOF",
		`{}{}`:                                 "more than one JSON document",
		`{"user_identities":[{"key":"jane"}]}`: `unknown field "key"`,
		`{"user_identities":[{"user_identity_id":"jane"}]}`:                                              `"jane" is not a UUID`,
		`{"user_identities":[{"user_identity_key":"a"},{"user_identity_key":"a"}]}`:                      `"a" is given twice`,
		`{"user_identities":[{"email_address":"jane"}]}`:                                                 "not an email address",
		`{"connected_accounts":[{"workspace_id":"` + id + `"}]}`:                                         "there is no workspace",
		`{"connected_accounts":[{"custom_metadata":{"floor":2}}]}`:                                       `"floor" is neither`,
		`{"connect_webviews":[{"status":"done"}]}`:                                                       `"done" is not one of`,
		`{"connect_webviews":[{"connected_account_id":"x"}]}`:                                            `"x" is not a UUID`,
		`{"connect_webviews":[{"connect_webview_id":"` + id + `"},{"connect_webview_id":"` + id + `"}]}`: "given twice",
	} {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		var stdout, stderr output
		if err := run(ctx, []string{"-objects", objectsFile(t, text)}, &stdout, &stderr); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
}
