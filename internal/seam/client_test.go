package seam_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

const (
	testKey   = "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK"
	testToken = "seam_cst1891oqCmD_6dBwV8PJ2Fsoe9dWYVyMfVHq"
	sessionID = "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"
	session   = `{"client_session_id":"` + sessionID + `","workspace_id":"b887bf84-9849-4454-a562-cf84293d9781",` +
		`"token":"` + testToken + `","user_identifier_key":"jane_doe","created_at":"2025-06-15T16:54:17.946309Z",` +
		`"expires_at":"2030-06-18T06:10:42.000Z","connect_webview_ids":[],"connected_account_ids":["f87f0ab7-b8d7-44aa-9e59-3239b209570e"],` +
		`"user_identity_ids":[],"device_count":1.0,"surprise":{"new":true}}`
	success = `{"client_session":` + session + `,"ok":true}`
)

// scriptedServer uses one handler for each request, and repeats the last one.
type scriptedServer struct {
	*httptest.Server
	requests atomic.Int32
	mu       sync.Mutex
	waits    []time.Duration
}

func serve(t *testing.T, handlers ...http.HandlerFunc) (*scriptedServer, *seam.Client) {
	t.Helper()
	s := &scriptedServer{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(s.requests.Add(1))
		handlers[min(n, len(handlers))-1](w, r)
	}))
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return s, s.client(t, s.URL)
}

func (s *scriptedServer) client(t *testing.T, endpoint string) *seam.Client {
	t.Helper()
	credential, err := seam.NewAPIKey(testKey, "the test")
	if err != nil {
		t.Fatal(err)
	}
	return seam.New(seam.Config{
		Endpoint: endpoint, Credential: credential, UserAgent: "tests/1.2.3",
		Wait: func(ctx context.Context, d time.Duration) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.waits = append(s.waits, d)
			return ctx.Err()
		},
	})
}

func respond(status int, contentType, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("seam-request-id", "6f1b0b6e-0d0c-4c4f-9d7a-0f5e6a7b8c9d")
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, body) //nolint:errcheck // the client may hang up
	}
}

func seamError(status int, errorType, message string) http.HandlerFunc {
	body, _ := json.Marshal(map[string]any{"ok": false, "error": map[string]any{"type": errorType, "message": message}})
	return respond(status, "application/json; charset=utf-8", string(body))
}

var (
	ok      = respond(http.StatusOK, "application/json", success)
	dropped = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
)

func failure(t *testing.T, err error) *seam.Error {
	t.Helper()
	var e *seam.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v (%T), want a *seam.Error", err, err)
	}
	return e
}

func TestRequest(t *testing.T) {
	var method, path string
	var header http.Header
	var body []byte
	_, client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		method, path, header = r.Method, r.URL.Path, r.Header.Clone()
		body, _ = io.ReadAll(r.Body)
		ok(w, r)
	})
	expires := seam.NewTime(time.Date(2030, 1, 1, 2, 0, 0, 0, time.FixedZone("", 7200)))
	s, err := client.GetOrCreateClientSession(t.Context(), seam.GetOrCreateParams{
		UserIdentifierKey: "jane_doe", ConnectedAccountIDs: []string{}, ExpiresAt: &expires,
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"user_identifier_key":"jane_doe","connected_account_ids":[],"expires_at":"2030-01-01T00:00:00.000Z"}`; string(body) != want {
		t.Errorf("body %s, want %s", body, want)
	}
	if method != http.MethodPost || path != "/client_sessions/get_or_create" {
		t.Errorf("%s %s", method, path)
	}
	for name, want := range map[string]string{
		"Authorization": "Bearer " + testKey, "Content-Type": "application/json", "Seam-Workspace": "",
		"User-Agent": "tests/1.2.3",
	} {
		if header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, header.Get(name), want)
		}
	}
	if s.Token != testToken || *s.DeviceCount != 1 || s.CreatedAt.String() != "2025-06-15T16:54:17.946309Z" || s.AnsweredAt.IsZero() {
		t.Errorf("decoded %+v", s)
	}
}

func TestEndpointMayHaveAPath(t *testing.T) {
	var path string
	s, _ := serve(t, func(w http.ResponseWriter, r *http.Request) { path = r.URL.Path; ok(w, r) })
	endpoint, err := seam.ParseEndpoint(s.URL+"/gateway/v1/", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.client(t, endpoint).GetClientSession(t.Context(), sessionID); err != nil || path != "/gateway/v1/client_sessions/get" {
		t.Errorf("requested %s (%v)", path, err)
	}
}

func TestResponsesWithAnotherSessionAreErrors(t *testing.T) {
	_, client := serve(t, ok)
	for name, lookUp := range map[string]func() (*seam.ClientSession, error){
		"by ID":  func() (*seam.ClientSession, error) { return client.GetClientSession(t.Context(), "another") },
		"by key": func() (*seam.ClientSession, error) { return client.FindClientSession(t.Context(), "john_doe") },
	} {
		if got, err := lookUp(); err == nil || got != nil || !strings.Contains(err.Error(), "than the one requested") {
			t.Errorf("%s: %v, %v; want an error", name, got, err)
		}
	}
	if _, err := client.FindClientSession(t.Context(), "jane_doe"); err != nil {
		t.Error(err)
	}
}

func TestPersonalAccessTokenSendsTheWorkspace(t *testing.T) {
	var header http.Header
	s, _ := serve(t, func(w http.ResponseWriter, r *http.Request) { header = r.Header.Clone(); ok(w, r) })
	credential, err := seam.NewPersonalAccessToken("seam_at1abc_def", "b887bf84-9849-4454-a562-cf84293d9781", "the test")
	if err != nil {
		t.Fatal(err)
	}
	client := seam.New(seam.Config{Endpoint: s.URL, Credential: credential})
	if _, err := client.GetClientSession(t.Context(), "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"); err != nil {
		t.Fatal(err)
	}
	if header.Get("Seam-Workspace") != "b887bf84-9849-4454-a562-cf84293d9781" || header.Get("Authorization") != "Bearer seam_at1abc_def" {
		t.Errorf("headers %v", header)
	}
}

// Each row has the response to every attempt, and the expected outcome.
func TestFailedResponses(t *testing.T) {
	halfError := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		respond(404, "application/json", `{"ok":false,"error":{"type":"client_ses`)(w, r)
	}
	half := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, success[:50]) //nolint:errcheck // that is the point
	}
	for name, c := range map[string]struct {
		handler      http.HandlerFunc
		attempts     int32
		says         []string
		maybeApplied bool
	}{
		"400":                  {seamError(400, "invalid_input", "bad thing"), 1, []string{"400", "invalid_input: bad thing", "request ID 6f1b"}, false},
		"401":                  {seamError(401, "unauthorized", "API Key not found"), 1, []string{"401", "unauthorized: API Key not found"}, false},
		"403":                  {seamError(403, "forbidden", "no"), 1, []string{"403"}, false},
		"404 of a proxy":       {respond(404, "text/html", "<h1>secret page</h1>"), 1, []string{"404", "without an error from Seam"}, false},
		"408":                  {respond(408, "text/plain", ""), 4, []string{"408", "4 attempts"}, true},
		"429":                  {seamError(429, "rate_limited", "slow down"), 8, []string{"429", "slow down", "8 attempts"}, false},
		"500":                  {seamError(500, "internal_server_error", "oops"), 4, []string{"500", "oops"}, true},
		"502 HTML":             {respond(502, "text/html", "<html>secret page</html>"), 4, []string{"502"}, true},
		"half of an error":     {halfError, 4, []string{"404", "its body is incomplete", "4 attempts"}, false},
		"503 empty":            {respond(503, "", ""), 4, []string{"503"}, true},
		"200 empty":            {respond(200, "application/json", ""), 1, []string{"200", "not JSON", "request ID"}, true},
		"200 HTML":             {respond(200, "text/html", "<html>secret page</html>"), 1, []string{"200", "not JSON"}, true},
		"200 half of the JSON": {respond(200, "application/json", success[:100]), 1, []string{"not JSON"}, true},
		"200 incomplete body":  {half, 4, []string{"body is incomplete"}, true},
		"200 two documents":    {respond(200, "application/json", success+success), 1, []string{"after the JSON"}, true},
		"200 ok false":         {respond(200, "application/json", `{"client_session":`+session+`,"ok":false}`), 1, []string{`"ok" is false`}, true},
		"200 without ok":       {respond(200, "application/json", `{"client_session":`+session+`}`), 1, []string{`no "ok"`}, true},
		"200 without session":  {respond(200, "application/json", `{"ok":true}`), 1, []string{"no client_session"}, true},
		"200 null session":     {respond(200, "application/json", `{"client_session":null,"ok":true}`), 1, []string{"no client_session"}, true},
		"200 list":             {respond(200, "application/json", `[]`), 1, []string{"not a JSON object"}, true},
		"200 no token":         {respond(200, "application/json", strings.Replace(success, `"token"`, `"tokens"`, 1)), 1, []string{"no token"}, true},
		"200 bad date":         {respond(200, "application/json", strings.Replace(success, "2030-06-18T06:10:42.000Z", "soon", 1)), 1, []string{"RFC 3339"}, true},
		"200 half a device":    {respond(200, "application/json", strings.Replace(success, "1.0", "1.5", 1)), 1, []string{"device_count"}, true},
		"200 wrong type":       {respond(200, "application/json", strings.Replace(success, `"`+testToken+`"`, "7", 1)), 1, []string{"token", "does not have the type"}, true},
		"200 too large":        {respond(200, "application/json", `{"x":"`+strings.Repeat("x", 11<<20)+`"}`), 1, []string{"larger than 10 MiB"}, true},
		"dropped":              {dropped, 4, []string{"there was no response", "4 attempts"}, true},
		"101":                  {respond(101, "", ""), 1, []string{"101", "without an error from Seam"}, false},
		"304":                  {respond(304, "", ""), 1, []string{"304", "without an error from Seam"}, false},
		"400 of 1 MB":          {respond(400, "application/json", `{"ok":false,"error":{"validation_errors":{"x":{"_errors":["`+strings.Repeat("x", 100<<10)+`"]}},"type":"invalid_input","message":"bad thing","x":"`+strings.Repeat("x", 1<<20)+`"}}`), 1, []string{"invalid_input: bad thing"}, false},
		"redirect":             {respond(307, "", "", "Location", "https://elsewhere.example/x"), 1, []string{"307", "elsewhere.example", "does not send the credential"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, client := serve(t, c.handler)
			_, err := client.GetOrCreateClientSession(t.Context(), seam.GetOrCreateParams{UserIdentifierKey: "jane_doe"})
			e := failure(t, err)
			for _, text := range append(c.says, "/client_sessions/get_or_create") {
				if !strings.Contains(err.Error(), text) {
					t.Errorf("error %q does not contain %q", err, text)
				}
			}
			for _, secret := range []string{testKey, testToken, "secret page"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("error %q contains %q", err, secret)
				}
			}
			if s.requests.Load() != c.attempts || e.MaybeApplied != c.maybeApplied || seam.IsNotFound(err) {
				t.Errorf("%d requests, want %d; MaybeApplied %t, want %t; IsNotFound %t",
					s.requests.Load(), c.attempts, e.MaybeApplied, c.maybeApplied, seam.IsNotFound(err))
			}
		})
	}
}

func TestIsNotFoundRequiresAnErrorFromSeam(t *testing.T) {
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    bool
	}{
		"Seam's":               {seamError(404, "client_session_not_found", "no such session"), true},
		"another type":         {seamError(404, "workspace_not_found", "no such workspace"), false},
		"as a bad credential":  {seamError(401, "client_session_not_found", "token unknown"), false},
		"not JSON":             {respond(404, "text/plain", `{"error":{"type":"client_session_not_found","message":"x"}}`), false},
		"JSON without message": {respond(404, "application/json", `{"error":{"type":"client_session_not_found"}}`), false},
		"with 200":             {respond(200, "application/json", `{"ok":false,"error":{"type":"client_session_not_found","message":"x"}}`), false},
	} {
		_, client := serve(t, c.handler)
		if err := client.DeleteClientSession(t.Context(), "x"); seam.IsNotFound(err) != c.want {
			t.Errorf("%s: IsNotFound(%v) = %t", name, err, !c.want)
		}
	}
}
