package seamfake_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestJournal(t *testing.T) {
	t.Parallel()
	h := start(t)
	const body = `{ "user_identifier_key" : "k" }`
	first := h.do(request{path: getOrCreate, body: body, header: map[string]string{"User-Agent": "test"}})
	unauthorised := h.do(request{path: getOrCreate, body: body, as: "seam_unknown"}).wants(401, "unauthorized")
	h.do(request{path: "/nowhere", deviant: true})
	h.do(request{path: getOrCreate, body: "{", deviant: true})
	h.fake.Inject(seamfake.BadGatewayHTML())
	h.do(request{method: "GET", path: get + "?user_identifier_key=k&_strict=true"})

	type line struct {
		Method, Path, Query, Body, WorkspaceID string
		Status                                 int
		RequestID                              string
	}
	var lines []line
	for _, r := range h.fake.Requests() {
		equal(t, "arrival", r.ArrivedAt, epoch)
		lines = append(lines, line{r.Method, r.Path, r.Query, string(r.Body), r.WorkspaceID, r.Status, r.RequestID})
	}
	const id = seamfake.DefaultWorkspaceID
	equal(t, "journal", lines, []line{
		{"POST", getOrCreate, "", body, id, 200, first.requestID()},
		{"POST", getOrCreate, "", body, "", 401, unauthorised.requestID()},
		{"POST", "/nowhere", "", "", id, 404, ""},
		{"POST", getOrCreate, "", "{", id, 400, ""},
		{"GET", get, "user_identifier_key=k&_strict=true", "", id, 502, ""},
	})
	header := h.fake.Requests()[0].Header
	equal(t, "User-Agent", header.Get("User-Agent"), "test")
	equal(t, "Authorization", header.Get("Authorization"), "Bearer "+seamfake.DefaultAPIKey)

	copied := h.fake.Requests()[0]
	copied.Header.Set("User-Agent", "changed")
	copied.Body[0] = 'x'
	again := h.fake.Requests()[0]
	equal(t, "journal after a change of a copy", again.Header.Get("User-Agent")+string(again.Body), "test"+body)

	h.fake.ResetJournal()
	equal(t, "journal after a reset", len(h.fake.Requests()), 0)
}

func TestJournalHasArrivalOrder(t *testing.T) {
	t.Parallel()
	h := start(t)
	release := make(chan struct{})
	slow := seamfake.SlowReply(release)
	slow.Match = func(r seamfake.Request) bool { return strings.Contains(string(r.Body), "slow") }
	h.fake.Inject(slow)
	done := make(chan response)
	arrived := make(chan struct{}, 2)
	h.fake.BeforeRequest(func(seamfake.Request) { arrived <- struct{}{} })
	go func() { done <- h.post(getOrCreate, `{"user_identifier_key":"slow"}`) }()
	<-arrived
	h.keyed()
	statuses := func() (all []int) {
		for _, r := range h.fake.Requests() {
			all = append(all, r.Status)
		}
		return all
	}
	equal(t, "statuses", statuses(), []int{0, 200})
	close(release)
	(<-done).wants(200, "")
	equal(t, "statuses", statuses(), []int{200, 200})
	equal(t, "first body", string(h.fake.Requests()[0].Body), `{"user_identifier_key":"slow"}`)
}

// brokenBody is the body from a client that disconnects while it sends.
type brokenBody struct{}

func (brokenBody) Read(p []byte) (int, error) { return copy(p, "{"), errors.New("gone") }

func (brokenBody) Close() error { return nil }

func TestIncompleteRequest(t *testing.T) {
	t.Parallel()
	fake := seamfake.New()
	r := httptest.NewRequest(http.MethodPost, getOrCreate, nil)
	r.Body = brokenBody{}
	defer func() {
		equal(t, "panic", recover() == any(http.ErrAbortHandler), true)
		requests := fake.Requests()
		equal(t, "requests", len(requests), 1)
		equal(t, "body and status", []any{string(requests[0].Body), requests[0].Status}, []any{"{", 0})
	}()
	fake.ServeHTTP(httptest.NewRecorder(), r)
}

// The handler can be called without a server, with a request that has a nil body.
func TestServerWithoutANetwork(t *testing.T) {
	t.Parallel()
	r, err := http.NewRequest(http.MethodGet, workspace, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+seamfake.DefaultAPIKey)
	w := httptest.NewRecorder()
	seamfake.New().ServeHTTP(w, r)
	body, _ := io.ReadAll(w.Result().Body)
	response{t, w.Code, w.Header(), string(body)}.wants(200, "")
}
