package seamfake_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestEnvelopesAndRequestIDs(t *testing.T) {
	t.Parallel()
	h := start(t)
	good := h.post(getOrCreate, `{"user_identifier_key":"k"}`).wants(200, "")
	bad := h.do(request{path: get, body: `{"user_identifier_key":"x"}`}).wants(404, "client_session_not_found")
	if good.requestID() == bad.requestID() {
		t.Error("two responses have the same request id")
	}
	for _, r := range []response{good, bad} {
		equal(t, "Content-Type", r.header.Get("Content-Type"), "application/json; charset=utf-8")
		equal(t, "Date", r.header.Get("Date"), "Fri, 02 Jan 2026 03:04:05 GMT")
	}
	if !strings.Contains(good.body, `"ok":true`) || !strings.Contains(bad.body, `"ok":false`) {
		t.Errorf("bodies %s and %s", good.body, bad.body)
	}
	equal(t, "message", bad.error().Message, "Could not find client session")
	if odd := h.post(getOrCreate, `{"user_identifier_key":"<k&k>"}`); !strings.Contains(odd.body, `"<k&k>"`) {
		t.Errorf("the key is escaped in %s", odd.body)
	}
}

func TestChecksRunInOrder(t *testing.T) {
	t.Parallel()
	text := map[string]string{"Content-Type": "text/plain"}
	for name, tc := range map[string]struct {
		request request
		status  int
		kind    string
	}{
		"credentials before the method": {request{method: "GET", path: getOrCreate, as: "-"}, 401, "unauthorized"},
		"the method":                    {request{method: "GET", path: getOrCreate}, 405, "method_not_allowed"},
		"the method before the content type": {
			request{method: "PATCH", path: getOrCreate, body: `{`, header: text}, 405, "method_not_allowed",
		},
		"the content type before the parameters": {
			request{path: getOrCreate, body: `{"user_identifier_key":5}`, header: text}, 400, "invalid_content_type",
		},
		"credentials before the content type": {
			request{path: getOrCreate, body: `{}`, as: "-", header: text}, 401, "unauthorized",
		},
		"the parameters before the lookup": {
			request{path: get, body: `{"client_session_id":"x"}`}, 400, "invalid_input",
		},
		"credentials before the parameters": {
			request{path: get, body: `{"client_session_id":"x"}`, as: "-"}, 401, "unauthorized",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.request.deviant = true
			h := start(t)
			h.do(tc.request).wants(tc.status, tc.kind).requestID()
			equal(t, "sessions", len(h.fake.Sessions()), 0)
		})
	}
}

func TestMethods(t *testing.T) {
	t.Parallel()
	h := start(t)
	all := []string{"DELETE", "GET", "PATCH", "POST", "PUT"}
	for path, allowed := range map[string]string{
		getOrCreate: "POST",
		create:      "POST,PUT",
		get:         "GET,POST",
		list:        "GET,POST",
		grantAccess: "PATCH,POST",
		del:         "DELETE,POST",
		revoke:      "POST",
		workspace:   "GET,POST",
	} {
		for _, method := range all {
			r := h.do(request{method: method, path: path, deviant: true})
			if strings.Contains(allowed, method) {
				if r.status == http.StatusMethodNotAllowed {
					t.Errorf("%s %s is not allowed", method, path)
				}
				continue
			}
			r.wants(405, "method_not_allowed")
			equal(t, "message", r.error().Message, fmt.Sprintf("only %s accepted", allowed))
		}
		if r := h.do(request{method: "HEAD", path: path, deviant: true}); r.status != 405 || r.body != "" {
			t.Errorf("HEAD %s: %d %q", path, r.status, r.body)
		}
	}
}

func TestResponsesOfServersInFrontOfTheApplication(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		request     request
		status      int
		body        string
		contentType []string
	}{
		"malformed JSON":      {request{path: getOrCreate, body: `{"user_identifier_key":`}, 400, "Invalid JSON", nil},
		"more than one value": {request{path: getOrCreate, body: `{} {}`}, 400, "Invalid JSON", nil},
		"malformed JSON without a credential": {
			request{path: getOrCreate, body: `{`, as: "-"}, 400, "Invalid JSON", nil,
		},
		"unknown path": {
			request{path: "/client_sessions/rename", body: `{`}, 404, "Not Found", []string{"text/plain; charset=utf-8"},
		},
		"a longer path": {
			request{path: getOrCreate + "/", body: `{}`}, 404, "Not Found", []string{"text/plain; charset=utf-8"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.request.deviant = true
			r := start(t).do(tc.request)
			equal(t, "status", r.status, tc.status)
			equal(t, "body", r.body, tc.body)
			equal(t, "Content-Type", r.header["Content-Type"], tc.contentType)
			equal(t, "request id", r.header.Get("seam-request-id"), "")
			equal(t, "Date", r.header.Get("Date"), "Fri, 02 Jan 2026 03:04:05 GMT")
		})
	}
}
