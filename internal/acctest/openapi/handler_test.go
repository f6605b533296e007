package openapi_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// reports collects the reports of a handler.
type reports struct {
	mu     sync.Mutex
	errors []string
}

func (r *reports) add(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors = append(r.errors, err.Error())
}

func (r *reports) check(t *testing.T, want ...string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.errors) != len(want) {
		t.Fatalf("reports %q, want %d", r.errors, len(want))
	}
	for i, part := range want {
		if !strings.Contains(r.errors[i], part) {
			t.Errorf("report %q does not contain %q", r.errors[i], part)
		}
	}
}

// respond sends a body after it has read the whole request, which must equal want.
func respond(t *testing.T, want string, status int, contentType, body string) http.HandlerFunc {
	t.Helper()
	return func(w http.ResponseWriter, r *http.Request) {
		got, err := io.ReadAll(r.Body)
		if err != nil || string(got) != want {
			t.Errorf("handler read %q, %v; want %q", got, err, want)
		}
		w.Header().Set("Content-Type", contentType)
		if status != http.StatusOK {
			w.WriteHeader(status)
		}
		_, _ = io.WriteString(w, body)
	}
}

func TestHandler(t *testing.T) {
	t.Parallel()
	spec := load(t)
	broken := strings.Replace(answer, `"device_count": 1,`, "", 1)
	for name, tc := range map[string]struct {
		request string
		status  int
		body    string
		want    []string
	}{
		"a good exchange":             {`{}`, 200, answer, nil},
		"a bad request":               {`{"nonsense": 1}`, 200, answer, []string{"nonsense"}},
		"a bad response":              {`{}`, 200, broken, []string{"device_count"}},
		"a bad request and response":  {`{"nonsense": 1}`, 200, broken, []string{"nonsense", "device_count"}},
		"an error":                    {`{}`, 500, `{"error": {}}`, nil},
		"a response that is not JSON": {`{}`, 200, `<html>`, nil},
		"a truncated response":        {`{}`, 200, answer[:100], nil},
		"JSON of another kind":        {`{}`, 200, `{"ok": true}`, []string{"client_session"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got reports
			next := respond(t, tc.request, tc.status, "application/json", tc.body)
			w := httptest.NewRecorder()
			spec.Handler(next, got.add).ServeHTTP(w, jsonRequest(http.MethodPost, getOrCreate, tc.request))
			if w.Code != tc.status || w.Body.String() != tc.body {
				t.Errorf("the handler changed the response to %d %q", w.Code, w.Body)
			}
			got.check(t, tc.want...)
		})
	}
}

func TestCheckRequestsOnlyLeavesAnswersAlone(t *testing.T) {
	t.Parallel()
	var got reports
	request := `{"nonsense": 1}`
	next := respond(t, request, http.StatusOK, "application/json", `{"nonsense": 2}`)
	w := httptest.NewRecorder()
	load(t).CheckRequestsOnly(next, got.add).ServeHTTP(w, jsonRequest(http.MethodPost, getOrCreate, request))
	if w.Body.String() != `{"nonsense": 2}` {
		t.Errorf("the handler changed the response to %q", w.Body)
	}
	got.check(t, "request")
}

// A server that deliberately closes the connection must also do so with the checks, even after half a response.
func TestHandlerPassesAbortsOn(t *testing.T) {
	t.Parallel()
	var got reports
	next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "12")
		_, _ = io.WriteString(w, `{"ok":`)
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flush: %v", err)
		}
		panic(http.ErrAbortHandler)
	})
	server := httptest.NewServer(load(t).Handler(next, got.add))
	defer server.Close()

	response, err := http.Post(server.URL+getOrCreate, "application/json", strings.NewReader(`{"nonsense":1}`))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if string(body) != `{"ok":` || err == nil {
		t.Errorf("read %q, %v; want half a response and an error", body, err)
	}
	got.check(t, "nonsense")
}
