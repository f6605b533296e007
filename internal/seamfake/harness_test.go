package seamfake_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/openapi"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const (
	getOrCreate = "/client_sessions/get_or_create"
	create      = "/client_sessions/create"
	get         = "/client_sessions/get"
	list        = "/client_sessions/list"
	grantAccess = "/client_sessions/grant_access"
	del         = "/client_sessions/delete"
	revoke      = "/client_sessions/revoke"
	workspace   = "/workspaces/get"

	accountA = "aaaaaaaa-0000-4000-8000-00000000000a"
	accountB = "aaaaaaaa-0000-4000-8000-00000000000b"
	webviewA = "bbbbbbbb-0000-4000-8000-00000000000a"
	webviewB = "bbbbbbbb-0000-4000-8000-00000000000b"
	identity = "cccccccc-0000-4000-8000-00000000000a"
	another  = "cccccccc-0000-4000-8000-00000000000b"
	nobody   = "dddddddd-0000-4000-8000-00000000000a"

	otherWorkspace = "eeeeeeee-0000-4000-8000-00000000000a"
	otherKey       = "seam_testkey2_123456789ABCDEFGHJKLMNPQ"
)

// epoch is the start of the harness's clock. Its fraction is finer than the precision of the server.
var epoch = time.Date(2026, 1, 2, 3, 4, 5, 678_912_345, time.UTC)

// clock is a clock that moves only when a test moves it.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// spec is loaded once: reading the document takes longer than most tests.
var spec = sync.OnceValues(openapi.Load)

// harness is a server on loopback.
type harness struct {
	t       *testing.T
	fake    *seamfake.Server
	clock   *clock
	checked *httptest.Server // checks requests and responses against Seam's OpenAPI document
	bare    *httptest.Server // without the checks, for deliberate deviations
}

// start serves a fake with the default workspace and another one.
func start(t *testing.T, opts ...seamfake.Option) *harness {
	t.Helper()
	document, err := spec()
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{t: t, clock: &clock{now: epoch}}
	h.fake = seamfake.New(append([]seamfake.Option{
		seamfake.WithClock(h.clock.Now),
		seamfake.WithWorkspace(seamfake.DefaultWorkspace()),
		seamfake.WithWorkspace(seamfake.Workspace{WorkspaceID: otherWorkspace, APIKeys: []string{otherKey}}),
	}, opts...)...)
	h.checked = httptest.NewServer(document.Handler(h.fake, func(err error) { t.Error(err) }))
	h.bare = httptest.NewServer(h.fake)
	t.Cleanup(func() {
		h.fake.ClearFaults()
		h.checked.Close()
		h.bare.Close()
	})
	return h
}

// knobs starts a server with knobs.
func knobs(t *testing.T, k seamfake.Knobs) *harness {
	t.Helper()
	return start(t, seamfake.WithKnobs(k))
}

// request is a request of a test. Zero values select the defaults.
type request struct {
	method  string // POST
	path    string
	body    string
	as      string            // bearer credential; the default API key, "-" for none
	header  map[string]string // replaces default headers; an empty value removes one
	deviant bool              // no check against the OpenAPI document
}

// response is a response to a test.
type response struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

// send sends a request. An error is about the connection.
func (h *harness) send(r request) (response, error) {
	h.t.Helper()
	server := h.checked
	if r.deviant {
		server = h.bare
	}
	if r.method == "" {
		r.method = http.MethodPost
	}
	message, err := http.NewRequestWithContext(h.t.Context(), r.method, server.URL+r.path, strings.NewReader(r.body))
	if err != nil {
		h.t.Fatal(err)
	}
	if r.body != "" {
		message.Header.Set("Content-Type", "application/json")
	}
	switch r.as {
	case "-":
	case "":
		message.Header.Set("Authorization", "Bearer "+seamfake.DefaultAPIKey)
	default:
		message.Header.Set("Authorization", "Bearer "+r.as)
	}
	for name, value := range r.header {
		message.Header.Set(name, value)
		if value == "" {
			message.Header.Del(name)
		}
	}
	resp, err := server.Client().Do(message)
	if err != nil {
		return response{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return response{h.t, resp.StatusCode, resp.Header, string(body)}, err
}

// do sends a request that must get a response.
func (h *harness) do(r request) response {
	h.t.Helper()
	resp, err := h.send(r)
	if err != nil {
		h.t.Fatal(err)
	}
	return resp
}

// post sends a body with the default API key.
func (h *harness) post(path, body string) response {
	h.t.Helper()
	return h.do(request{path: path, body: body})
}

// getOrCreate returns the session that get_or_create returns.
func (h *harness) getOrCreate(body string) session {
	h.t.Helper()
	return h.post(getOrCreate, body).session()
}

// keyed returns the session with key "k".
func (h *harness) keyed() session {
	h.t.Helper()
	return h.getOrCreate(`{"user_identifier_key":"k"}`)
}

// session is a session in a response.
type session struct {
	ID              string      `json:"client_session_id"`
	WorkspaceID     string      `json:"workspace_id"`
	CreatedAt       string      `json:"created_at"`
	ExpiresAt       string      `json:"expires_at"`
	Token           string      `json:"token"`
	Key             *string     `json:"user_identifier_key"`
	IdentityID      *string     `json:"user_identity_id"`
	IdentityIDs     []string    `json:"user_identity_ids"`
	CustomerKey     *string     `json:"customer_key"`
	CustomerID      *string     `json:"customer_id"`
	DeviceCount     json.Number `json:"device_count"`
	AccountIDs      []string    `json:"connected_account_ids"`
	ConnectWebviews []string    `json:"connect_webview_ids"`
}

// wants checks the status, and the type of the error unless the status is 200.
func (r response) wants(status int, kind string) response {
	r.t.Helper()
	if r.status != status || r.error().Type != kind {
		r.t.Errorf("response %d %s, want %d %s", r.status, r.body, status, kind)
	}
	return r
}

func (r response) decode(into any) {
	r.t.Helper()
	if err := json.Unmarshal([]byte(r.body), into); err != nil {
		r.t.Fatalf("response %d %q: %v", r.status, r.body, err)
	}
}

type apiError struct {
	Type             string         `json:"type"`
	Message          string         `json:"message"`
	ValidationErrors map[string]any `json:"validation_errors"`
}

func (r response) error() apiError {
	r.t.Helper()
	var body struct {
		OK    *bool    `json:"ok"`
		Error apiError `json:"error"`
	}
	r.decode(&body)
	if body.OK == nil || *body.OK != (r.status == http.StatusOK) {
		r.t.Errorf("response %d %q: ok does not fit the status", r.status, r.body)
	}
	return body.Error
}

// session returns the session of a response.
func (r response) session() session {
	r.t.Helper()
	r.wants(http.StatusOK, "")
	var body struct {
		ClientSession session `json:"client_session"`
	}
	r.decode(&body)
	if body.ClientSession.ID == "" {
		r.t.Fatalf("response %q has no session", r.body)
	}
	return body.ClientSession
}

// sessions returns the sessions of a response of list.
func (r response) sessions() []session {
	r.t.Helper()
	r.wants(http.StatusOK, "")
	var body struct {
		ClientSessions []session `json:"client_sessions"`
	}
	r.decode(&body)
	return body.ClientSessions
}

// requestID checks the request id of a response of the application.
func (r response) requestID() string {
	r.t.Helper()
	id := r.header.Get("seam-request-id")
	if _, err := uuid.Parse(id); err != nil {
		r.t.Errorf("seam-request-id %q: %v", id, err)
	}
	return id
}

// equal compares values by their printed form.
func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if string(g) != string(w) {
		t.Errorf("%s is %s, want %s", what, g, w)
	}
}
