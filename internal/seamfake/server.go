// Package seamfake is an in-memory fake of the Seam API. It is an [http.Handler] that serves the client session endpoints,
// the endpoint that returns the workspace, and the endpoints that look up the objects of a session. It behaves like Seam's
// API as far as that is known.
//
// If Seam's behavior is not known, the default is the most likely behavior, and a knob (see [Knobs]) switches to another
// one. You can test a client with both. Comments about the API state their source: "documented" means Seam's OpenAPI
// document or its guides, "seen in Seam's own fake" means the server that the tests of Seam's SDKs use, and "assumed" means
// neither.
//
// Tests change the stored sessions without the client with the methods of [Server], spoil responses with [Server.Inject],
// and read the requests with [Server.Requests].
package seamfake

import (
	"net/http"
	"sync"
	"time"
)

// Server is an in-memory fake of the Seam API. It is safe for concurrent use. Create one with [New].
type Server struct {
	now        func() time.Time
	workspaces []Workspace // does not change after New

	mu      sync.Mutex // guards all fields below
	knobs   Knobs
	store   store
	journal []*Request
	faults  []*activeFault
	before  func(Request)
}

// Option configures the server that [New] returns.
type Option func(*Server)

// WithClock sets the clock for created_at, expiry and the Date header of each response. The default is [time.Now]. The
// function must be safe for concurrent use.
func WithClock(now func() time.Time) Option {
	return func(s *Server) { s.now = now }
}

// WithWorkspace adds a workspace. You can use it several times. Without it, the server has the [DefaultWorkspace].
func WithWorkspace(w Workspace) Option {
	return func(s *Server) { s.workspaces = append(s.workspaces, w.clone()) }
}

// WithKnobs sets the initial knobs. The default is the zero value.
func WithKnobs(k Knobs) Option {
	return func(s *Server) { s.knobs = k }
}

// New returns a server without sessions. It panics if the workspaces are not valid (see [ValidateWorkspaces]), because
// that is a bug in the caller.
func New(opts ...Option) *Server {
	s := &Server{now: time.Now, store: newStore()}
	for _, opt := range opts {
		opt(s)
	}
	if len(s.workspaces) == 0 {
		s.workspaces = []Workspace{DefaultWorkspace()}
	}
	if err := ValidateWorkspaces(s.workspaces...); err != nil {
		panic("seamfake: " + err.Error())
	}
	for i := range s.workspaces {
		s.workspaces[i].complete()
	}
	return s
}

// SetKnobs changes the knobs while the server runs. It calls change with the current knobs. change must not call the
// server.
func (s *Server) SetKnobs(change func(*Knobs)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.knobs)
}

// ServeHTTP serves one request: it records the request in the journal, calls the [Server.BeforeRequest] hook, applies
// faults, and then handles it. It drops a connection by panicking with [http.ErrAbortHandler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c, err := s.arrive(r)
	if err != nil { // the client went away while it was sending
		panic(http.ErrAbortHandler)
	}
	if before := s.hook(); before != nil {
		before(c.entry.clone())
	}
	a, sent := s.respond(c)
	if !sent {
		panic(http.ErrAbortHandler)
	}
	s.finish(c, a)
	a.send(w)
}

// clock returns the current time in UTC.
func (s *Server) clock() time.Time {
	return s.now().UTC()
}
