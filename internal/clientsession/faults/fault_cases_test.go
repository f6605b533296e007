package faults_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// faultCase is a kind of invalid response.
type faultCase struct {
	name  string
	fault seamfake.Fault
	// passes reports whether the provider retries.
	passes bool
	// text is the specific part of the error.
	text []string
	// special marks a fault with a more specific error.
	special bool
}

// says are the strings in the error of the operation with a name.
func (f faultCase) says(name string) []string {
	if f.name == notFoundName && (name == "import" || name == "data source") {
		return []string{"No such client session", "does not exist in the workspace"}
	}
	if f.name == "another-session" {
		switch name {
		case "import", "data source":
			return []string{"than the one requested"}
		default:
			return []string{"Seam returned a different value for user_identifier_key", "somebody"}
		}
	}
	return f.text
}

const (
	refused      = "connection-refused"
	notFoundName = "404-of-seam"
)

// hundredMB is created only once to save memory.
var hundredMB = sync.OnceValue(func() string { return strings.Repeat(" ", 100<<20) })

// seamsError is an error as Seam's application sends it.
func seamsError(status int, errorType, message string) seamfake.Fault {
	body, _ := json.Marshal(map[string]any{"ok": false, "error": map[string]any{"type": errorType, "message": message}})
	return seamfake.Fault{
		Status: status, RequestID: true, Body: string(body), Header: http.Header{"Content-Type": {"application/json"}},
	}
}

func page(status int) seamfake.Fault {
	return seamfake.Fault{Status: status, Header: http.Header{"Content-Type": {"text/html"}}, Body: "<html>a page</html>"}
}

// rewritten handles the request and replaces the response.
func rewritten(rewrite func(body string) string) seamfake.Fault {
	return seamfake.Fault{Rewrite: func(status int, body []byte) (int, []byte) { return status, []byte(rewrite(string(body))) }}
}

func faultCases(elsewhere string) []faultCase {
	redirect := page(http.StatusTemporaryRedirect)
	redirect.Header.Set("Location", elsewhere+"/client_sessions/get_or_create")
	const again, proxy = "Apply again", "SEAM_ENDPOINT"
	return []faultCase{
		{name: "400", fault: seamsError(400, "invalid_input", "not like this"), text: []string{"HTTP 400", "invalid_input: not like this", "request ID", "Correct the configuration"}},
		{name: "401", fault: seamsError(401, "unauthorized", "API Key not found"), text: []string{"HTTP 401", "unauthorized: API Key not found", "request ID", "Check the credential from api_key"}},
		{name: "403", fault: seamsError(403, "forbidden", "not yours"), text: []string{"HTTP 403", "forbidden: not yours", "request ID", "does not have permission"}},
		{name: "404-of-a-proxy", fault: page(404), text: []string{"HTTP 404", "does not come from Seam", proxy}},
		{name: notFoundName, fault: seamsError(404, "client_session_not_found", "Could not find client session"), text: []string{"HTTP 404", "client_session_not_found", "request ID"}},
		{name: "408", fault: page(408), passes: true, text: []string{"HTTP 408", "4 attempts", again}},
		{name: "429", fault: seamfake.RateLimited(""), passes: true, text: []string{"HTTP 429", "too_many_requests", "request ID", " attempts", "lower -parallelism"}},
		{name: "429-in-seconds", fault: seamfake.RateLimited("2"), passes: true, text: []string{"HTTP 429", "request ID", " attempts", "asked to wait 2s"}},
		{name: "429-with-a-date", fault: seamfake.RateLimited(acctest.Start.Add(9 * time.Second).Format(http.TimeFormat)), passes: true, text: []string{"HTTP 429", " attempts", "asked to wait 9s"}},
		{name: "429-for-an-hour", fault: seamfake.RateLimited("3600"), text: []string{"HTTP 429", "asked to wait 1h0m0s", "at most 1m0s"}},
		{name: "500", fault: seamfake.InternalServerError(), passes: true, text: []string{"HTTP 500", "internal_server_error", "request ID", "4 attempts", again, "Seam's support"}},
		{name: "502", fault: seamfake.BadGatewayHTML(), passes: true, text: []string{"HTTP 502", "4 attempts", again}},
		{name: "503", fault: seamfake.ServiceUnavailable(), passes: true, text: []string{"HTTP 503", "4 attempts", again}},
		{name: refused, passes: true, text: []string{"there was no response", "connection refused", "4 attempts", "Check the network", proxy}},
		{name: "reset-before", fault: seamfake.DroppedBeforeCommit(), passes: true, text: []string{"there was no response", "4 attempts", "Check the network"}},
		{name: "reset-after", fault: seamfake.DroppedAfterCommit(), passes: true, text: []string{"there was no response", "4 attempts", "Check the network"}},
		{name: "slow", fault: seamfake.Fault{HangAfterCommit: true}, passes: true, text: []string{"there was no response", "longer than 1s", "4 attempts"}},
		{name: "half-json", fault: seamfake.Fault{TruncateBody: true}, passes: true, text: []string{"is incomplete", "4 attempts", "Check the network"}},
		{name: "html-with-200", fault: page(200), text: []string{"HTTP 200", "not JSON", "not in Seam's format", proxy}},
		{name: "ok-is-false", fault: rewritten(func(body string) string { return strings.Replace(body, `"ok":true`, `"ok":false`, 1) }), text: []string{`"ok" is false`, "not in Seam's format"}},
		{name: "another-session", special: true, fault: rewritten(func(body string) string {
			return strings.NewReplacer(`"user_identifier_key":"another-session"`, `"user_identifier_key":"somebody"`, `"client_session_id":"`, `"client_session_id":"0`).Replace(body)
		})},
		{name: "redirect", fault: redirect, text: []string{"HTTP 307", "redirects to", "does not send the credential", "final address"}},
		{name: "100-mb", fault: seamfake.Fault{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: hundredMB()}, text: []string{"larger than 10 MiB", proxy}},
	}
}

// spoil makes each fault affect a number of responses about its session.
func (r *fixture) spoil(times int) {
	for _, f := range r.faults {
		if f.name == refused {
			r.refuse(times)
			continue
		}
		spoiled := f.fault
		spoiled.Path, spoiled.Times = r.op.path, times
		spoiled.Match = func(request seamfake.Request) bool { return r.keyOf(request) == f.name }
		r.Inject(spoiled)
	}
	r.AttemptTimeout = time.Second
}

// keyOf returns the key of a request's session.
func (r *fixture) keyOf(request seamfake.Request) string {
	var body struct {
		UserIdentifierKey string `json:"user_identifier_key"`
		ClientSessionID   string `json:"client_session_id"`
	}
	if json.Unmarshal(request.Body, &body) != nil || body.UserIdentifierKey != "" {
		return body.UserIdentifierKey
	}
	for _, row := range r.Sessions() {
		r.keys.Store(row.ClientSessionID, row.UserIdentifierKey)
	}
	key, _ := r.keys.Load(body.ClientSessionID)
	found, _ := key.(string)
	return found
}

// refuse sends the requests about one session to a closed port.
func (r *fixture) refuse(times int) {
	var mu sync.Mutex
	var used int
	r.refusing = map[string]int{refused: 1}
	r.Transport = roundTripper(func(req *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		req = req.Clone(req.Context())
		req.Body = io.NopCloser(bytes.NewReader(body))
		mu.Lock()
		defer mu.Unlock()
		key := r.keyOf(seamfake.Request{Body: body})
		if r.refusing[key] > 0 && req.URL.Path == r.op.path && (times == 0 || used < times) {
			used++
			req.URL.Host = "127.0.0.1:1"
		}
		mu.Unlock()
		defer mu.Lock()
		return http.DefaultTransport.RoundTrip(req)
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
