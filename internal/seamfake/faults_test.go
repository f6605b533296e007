package seamfake_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestPredefinedFaults(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault       seamfake.Fault
		status      int
		kind        string // of a JSON error
		contentType string
		retryAfter  []string
		fromApp     bool
	}{
		"429":                  {seamfake.RateLimited(""), 429, "too_many_requests", "application/json; charset=utf-8", nil, true},
		"429 with Retry-After": {seamfake.RateLimited("7"), 429, "too_many_requests", "application/json; charset=utf-8", []string{"7"}, true},
		"500":                  {seamfake.InternalServerError(), 500, "internal_server_error", "application/json; charset=utf-8", nil, true},
		"502":                  {seamfake.BadGatewayHTML(), 502, "", "text/html", nil, false},
		"503":                  {seamfake.ServiceUnavailable(), 503, "", "", nil, false},
		"another status":       {seamfake.Fault{Status: 418, Body: "tea", Header: http.Header{"retry-after": {"1"}}}, 418, "", "", []string{"1"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := start(t)
			h.fake.Inject(tc.fault)
			r := h.do(request{path: getOrCreate, body: `{"user_identifier_key":"k"}`})
			equal(t, "status", r.status, tc.status)
			equal(t, "Content-Type", r.header.Get("Content-Type"), tc.contentType)
			equal(t, "Retry-After", r.header["Retry-After"], tc.retryAfter)
			equal(t, "Date", r.header.Get("Date"), "Fri, 02 Jan 2026 03:04:05 GMT")
			equal(t, "from the application", r.header.Get("seam-request-id") != "", tc.fromApp)
			switch {
			case tc.kind != "":
				r.wants(tc.status, tc.kind).requestID()
			case tc.status == 502 && !strings.Contains(r.body, "<html>"), tc.status == 503 && r.body != "":
				t.Errorf("body %q", r.body)
			}
			equal(t, "sessions", len(h.fake.Sessions()), 0)

			// Faults come before authentication.
			equal(t, "status without a credential", h.do(request{path: getOrCreate, as: "-"}).status, tc.status)
			h.fake.ClearFaults()
			h.keyed()
		})
	}
}

func TestFaultsMatchRequests(t *testing.T) {
	t.Parallel()
	statuses := func(h *harness, paths ...string) (all []int) {
		for _, path := range paths {
			all = append(all, h.post(path, `{}`).status)
		}
		return all
	}
	teapot := seamfake.Fault{Status: 418}
	t.Run("skip and times", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		f := teapot
		f.Skip, f.Times = 1, 2
		h.fake.Inject(f)
		equal(t, "statuses", statuses(h, list, list, list, list), []int{200, 418, 418, 200})
	})
	t.Run("path", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		f := teapot
		f.Path, f.Skip = list, 1
		h.fake.Inject(f)
		equal(t, "statuses", statuses(h, workspace, list, workspace, list, list), []int{200, 200, 200, 418, 418})
	})
	t.Run("match", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		f := teapot
		f.Match = func(r seamfake.Request) bool {
			h.fake.Sessions() // it may call the server
			return string(r.Body) == `{"user_identifier_key":"k"}` && r.Method == http.MethodPost
		}
		f.Times = 1
		h.fake.Inject(f)
		equal(t, "status that does not match", h.post(getOrCreate, `{}`).status, 200)
		equal(t, "status that matches", h.post(getOrCreate, `{"user_identifier_key":"k"}`).status, 418)
		equal(t, "status after", h.post(getOrCreate, `{"user_identifier_key":"k"}`).status, 200)
	})
	t.Run("the first of several", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		first, second := seamfake.Fault{Status: 501, Skip: 1, Times: 1}, seamfake.Fault{Status: 502, Skip: 1, Times: 1}
		h.fake.Inject(first)
		h.fake.Inject(second)
		// Both faults skip the first request. The first fault applies to the second request, and the second to the third.
		equal(t, "statuses", statuses(h, list, list, list, list), []int{200, 501, 502, 200})
	})
	t.Run("an empty fault changes nothing", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		h.fake.Inject(seamfake.Fault{})
		h.keyed()
	})
	t.Run("a cleared fault no longer applies", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		f := teapot
		f.Match = func(seamfake.Request) bool {
			h.fake.ClearFaults()
			return true
		}
		h.fake.Inject(f)
		equal(t, "statuses", statuses(h, list), []int{200})
	})
	t.Run("a header is copied when it is injected", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		f := seamfake.RateLimited("1")
		h.fake.Inject(f)
		f.Header.Set("Retry-After", "2")
		equal(t, "Retry-After", h.post(list, `{}`).header.Get("Retry-After"), "1")
	})
}

func TestDroppedConnections(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault     seamfake.Fault
		committed bool
	}{
		"before commit": {seamfake.DroppedBeforeCommit(), false},
		"after commit":  {seamfake.DroppedAfterCommit(), true},
	} {
		for _, deviant := range []bool{false, true} { // with and without the checks of the OpenAPI document
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				h := start(t)
				once := tc.fault
				once.Times = 1
				h.fake.Inject(once)
				resp, err := h.send(request{path: getOrCreate, body: `{"user_identifier_key":"k"}`, deviant: deviant})
				if !errors.Is(err, io.EOF) {
					t.Errorf("response %+v, error %v, want EOF", resp, err)
				}
				sessions := h.fake.Sessions()
				equal(t, "committed", len(sessions) == 1, tc.committed)
				requests := h.fake.Requests()
				equal(t, "journal", []any{len(requests), requests[0].Status, requests[0].RequestID}, []any{1, 0, ""})
				again := h.keyed()
				if tc.committed {
					equal(t, "session of the repeated call", again.ID, sessions[0].ClientSessionID)
				}
			})
		}
	}
	t.Run("on a plain server", func(t *testing.T) {
		t.Parallel()
		fake := seamfake.New()
		fake.Inject(seamfake.DroppedAfterCommit())
		server := httptest.NewUnstartedServer(nil)
		server.Config = &http.Server{Handler: fake, ReadHeaderTimeout: time.Minute}
		server.Start()
		defer server.Close()
		if _, err := http.Post(server.URL+workspace, "application/json", nil); !errors.Is(err, io.EOF) {
			t.Errorf("error %v, want EOF", err)
		}
	})
}

func TestTruncatedResponses(t *testing.T) {
	t.Parallel()
	for _, deviant := range []bool{false, true} {
		h := start(t)
		whole := h.post(getOrCreate, `{"user_identifier_key":"k"}`).body
		h.fake.Inject(seamfake.Fault{TruncateBody: true})
		resp, err := h.send(request{path: getOrCreate, body: `{"user_identifier_key":"k"}`, deviant: deviant})
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("error %v, want unexpected EOF", err)
		}
		equal(t, "body", resp.body, whole[:len(whole)/2])
		equal(t, "status in the journal", h.fake.Requests()[1].Status, 200)
	}
}

func TestRewrittenResponses(t *testing.T) {
	t.Parallel()
	h := start(t)
	h.fake.Inject(seamfake.Fault{
		Rewrite: func(status int, body []byte) (int, []byte) {
			return status + 1, []byte(strings.ToUpper(string(body[:5])))
		},
		Header: http.Header{"Seam-Request-Id": {"7"}, "content-type": nil, "Date": {"then"}},
	})
	r := h.do(request{path: getOrCreate, body: `{"user_identifier_key":"k"}`})
	equal(t, "status", r.status, 201)
	equal(t, "body", r.body, `{"CLI`)
	equal(t, "headers", []any{r.header.Get("Seam-Request-Id"), r.header["Content-Type"], r.header.Get("Date")}, []any{"7", nil, "then"})
	equal(t, "sessions", len(h.fake.Sessions()), 1)
	journal := h.fake.Requests()[0]
	equal(t, "journal", []any{journal.Status, journal.RequestID}, []any{201, "7"})
}
