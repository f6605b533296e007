package seamfake_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// watched reports when a goroutine begins to wait for its end.
type watched struct {
	context.Context

	begin func()
}

func (w watched) Done() <-chan struct{} {
	w.begin()
	return w.Context.Done()
}

// pending is a get_or_create with key "k" that a fault blocks.
type pending struct {
	goAway   context.CancelFunc
	ended    <-chan any // what the handler panicked with, nil for nothing
	recorder *httptest.ResponseRecorder
}

// pend calls the handler and returns when it is blocked.
func (h *harness) pend(f seamfake.Fault) pending {
	h.t.Helper()
	h.fake.Inject(f)
	ctx, cancel := context.WithCancel(h.t.Context())
	waits, ended := make(chan struct{}), make(chan any, 1)
	r := httptest.NewRequestWithContext(
		watched{ctx, sync.OnceFunc(func() { close(waits) })},
		http.MethodPost, getOrCreate, strings.NewReader(`{"user_identifier_key":"k"}`),
	)
	r.Header.Set("Authorization", "Bearer "+seamfake.DefaultAPIKey)
	r.Header.Set("Content-Type", "application/json")
	p := pending{cancel, ended, httptest.NewRecorder()}
	go func() {
		defer func() { ended <- recover() }()
		h.fake.ServeHTTP(p.recorder, r)
	}()
	<-waits
	return p
}

func TestDelayedResponses(t *testing.T) {
	t.Parallel()
	never := make(chan struct{})
	for name, tc := range map[string]struct {
		fault     seamfake.Fault
		committed bool
		released  int // the status when faults are cleared, 0 for a dropped connection
	}{
		"before commit":      {seamfake.Fault{Hang: true}, false, 0},
		"after commit":       {seamfake.Fault{HangAfterCommit: true}, true, 0},
		"a delayed response": {seamfake.SlowReply(never), true, 200},
		"a delayed error":    {seamfake.Fault{Status: 500, Until: never}, false, 500},
	} {
		check := func(t *testing.T, h *harness, status int) {
			t.Helper()
			equal(t, "committed", len(h.fake.Sessions()) == 1, tc.committed)
			equal(t, "status in the journal", h.fake.Requests()[0].Status, status)
		}
		t.Run(name+" until the client disconnects", func(t *testing.T) {
			t.Parallel()
			h := start(t)
			p := h.pend(tc.fault)
			check(t, h, 0)
			p.goAway()
			equal(t, "dropped", <-p.ended == any(http.ErrAbortHandler), true)
			check(t, h, 0)
		})
		t.Run(name+" until faults are cleared", func(t *testing.T) {
			t.Parallel()
			h := start(t)
			p := h.pend(tc.fault)
			h.fake.ClearFaults()
			equal(t, "dropped", <-p.ended == any(http.ErrAbortHandler), tc.released == 0)
			check(t, h, tc.released)
		})
	}
	t.Run("a slow reply arrives in the end", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		release := make(chan struct{})
		p := h.pend(seamfake.SlowReply(release))
		equal(t, "status before", h.fake.Requests()[0].Status, 0)
		close(release)
		equal(t, "panic", <-p.ended, nil)
		equal(t, "status", p.recorder.Code, 200)
	})
	t.Run("a client's timeout ends it", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		h.fake.Inject(seamfake.Fault{HangAfterCommit: true})
		h.checked.Client().Timeout = 50 * time.Millisecond
		if _, err := h.send(request{path: getOrCreate, body: `{"user_identifier_key":"k"}`}); err == nil ||
			!strings.Contains(err.Error(), "Timeout") {
			t.Errorf("error %v, want a timeout", err)
		}
		h.checked.Close() // returns when the handler has
		equal(t, "sessions", len(h.fake.Sessions()), 1)
	})
}
