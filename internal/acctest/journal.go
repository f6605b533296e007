package acctest

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/openapi"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// checker wraps a handler with a check of package openapi.
type checker func(*openapi.Spec, http.Handler, func(error)) http.Handler

// Paths of the endpoints that the provider uses.
const (
	GetOrCreate = "/client_sessions/get_or_create"
	Get         = "/client_sessions/get"
	List        = "/client_sessions/list"
	Delete      = "/client_sessions/delete"
	Revoke      = "/client_sessions/revoke"
	Workspace   = "/workspaces/get"
)

// Sent is a request that reached the server: its path and the fields of its body.
type Sent struct {
	Path string
	Body map[string]any
}

// Journal returns what reached the server since the last call.
func (s *Seam) Journal(t *testing.T) []Sent {
	t.Helper()
	sent := []Sent{}
	for _, r := range s.Requests() {
		sent = append(sent, sentOf(t, r))
	}
	s.ResetJournal()
	return sent
}

func sentOf(t *testing.T, r seamfake.Request) Sent {
	t.Helper()
	body := map[string]any{}
	if err := json.Unmarshal(r.Body, &body); err != nil {
		t.Errorf("%s %s: the body is not a JSON object: %s", r.Method, r.Path, err)
	}
	return Sent{Path: r.Path, Body: body}
}

// WantSent asserts that exactly these requests reached the server in this order
// since the journal was last read.
func (s *Seam) WantSent(t *testing.T, want ...Sent) {
	t.Helper()
	got := s.Journal(t)
	if len(want) == 0 && len(got) == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the server received\n%v\nwant\n%v", got, want)
	}
}

// WantOnly asserts that only requests to these paths, and at least one, reached the
// server since the journal was last read.
func (s *Seam) WantOnly(t *testing.T, paths ...string) {
	t.Helper()
	got := s.Journal(t)
	if len(got) == 0 {
		t.Errorf("nothing reached the server, want %v", paths)
	}
	for _, r := range got {
		if !slices.Contains(paths, r.Path) {
			t.Errorf("the server received %v, want only %v", r, paths)
		}
	}
}

// WantSessions asserts how many sessions are on the server, and returns them.
func (s *Seam) WantSessions(t *testing.T, want int) []seamfake.Session {
	t.Helper()
	got := s.Sessions()
	if len(got) != want {
		t.Fatalf("%d sessions on the server, want %d", len(got), want)
	}
	return got
}
