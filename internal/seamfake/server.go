// Package seamfake is an in-memory Seam: an [http.Handler] that answers the client session endpoints, the one that names
// the workspace, and those that look up what a session takes, as Seam's API does as far as that is known.
//
// Where Seam's behavior is not known, the default is the likeliest one and a knob (see [Knobs]) switches to another, so
// that a client can be tested against both. Where a comment says how the API behaves, it says how that is known:
// "documented" means Seam's OpenAPI document or its guides, "seen in Seam's own fake" means the server that Seam's SDKs
// are tested with, and "assumed" means neither.
//
// Tests change the stored sessions behind the client's back with the methods of [Server], break answers with
// [Server.Inject], and read what was asked with [Server.Requests].
package seamfake

import (
	"net/http"
	"sync"
	"time"
)

// Server is an in-memory Seam. It is safe for concurrent use; make one with [New].
type Server struct {
	now        func() time.Time
	workspaces []Workspace // does not change after New

	mu      sync.Mutex // guards all below
	knobs   Knobs
	store   store
	journal []*Request
	faults  []*activeFault
	before  func(Request)
}

// Option changes what [New] makes.
type Option func(*Server)

// WithClock sets the clock that created_at, expiry and the Date header of every response follow. The default is
// [time.Now]. The function must be safe for concurrent use.
func WithClock(now func() time.Time) Option {
	return func(s *Server) { s.now = now }
}

// WithWorkspace adds a workspace. It can be given several times; without it there is one, [DefaultWorkspace].
func WithWorkspace(w Workspace) Option {
	return func(s *Server) { s.workspaces = append(s.workspaces, w.clone()) }
}

// WithKnobs sets the knobs to begin with. The default is the zero value.
func WithKnobs(k Knobs) Option {
	return func(s *Server) { s.knobs = k }
}

// New makes a server without sessions. It panics when the workspaces are not valid (see [ValidateWorkspaces]): that is a
// mistake of the caller, and only a handler that exists can be handed to an HTTP server.
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

// SetKnobs changes the knobs while the server runs; change is called with the current ones. It must not call the server.
func (s *Server) SetKnobs(change func(*Knobs)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.knobs)
}

// ServeHTTP answers one request: it enters the request in the journal, calls the [Server.BeforeRequest] hook, applies
// faults, and then handles it. A connection is dropped by panicking with [http.ErrAbortHandler].
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

// clock is the current time as the server stores it, in UTC.
func (s *Server) clock() time.Time {
	return s.now().UTC()
}
