package seamfake

import (
	"maps"
	"net/http"
	"slices"
)

// Fault changes the responses to some requests. The zero value applies to every request and changes nothing.
//
// A fault does one of these: it responds instead of the application (Status), closes the connection (DropBeforeCommit,
// DropAfterCommit), never responds (Hang, HangAfterCommit), or changes a response (Until, Rewrite, Header, TruncateBody).
// You can combine the last four with each other and with Status.
type Fault struct {
	// Path is the exact path of the requests to which the fault applies, empty for all.
	Path string
	// Match narrows the requests further. It may call the server. Optional.
	Match func(Request) bool
	// Skip is the number of matching requests before the fault applies.
	Skip int
	// Times is the number of requests to which the fault applies, 0 for all until [Server.ClearFaults].
	Times int

	// Status, if not 0, is sent with Header and Body, and the request is not handled.
	Status int
	// Header replaces headers of the response with the same name, or adds them. A name without values removes a header.
	Header http.Header
	// Body is the body for Status.
	Body string
	// RequestID adds a new seam-request-id to the response for Status, as if the application had sent it.
	RequestID bool

	// DropBeforeCommit closes the connection without handling the request.
	DropBeforeCommit bool
	// DropAfterCommit handles the request and closes the connection without a response.
	DropAfterCommit bool
	// Hang does not handle the request. It keeps the connection open without a response until the client disconnects or
	// faults are cleared, and then closes it.
	Hang bool
	// HangAfterCommit is like Hang, but handles the request first.
	HangAfterCommit bool

	// Until, if not nil, delays the response until the channel is closed or faults are cleared. The request is handled
	// before the delay.
	Until <-chan struct{}
	// Rewrite changes the status and the body of the response.
	Rewrite func(status int, body []byte) (int, []byte)
	// TruncateBody sends half of the body with the Content-Length of the whole body, and closes the connection.
	TruncateBody bool
}

// activeFault is an injected fault with its counters.
type activeFault struct {
	Fault

	used    int           // how often it has applied
	cleared chan struct{} // closed by ClearFaults
}

// Inject adds a fault. If several faults match a request, only the one that was injected first applies. The request does
// not count for Skip and Times of the others.
func (s *Server) Inject(f Fault) {
	f.Header = f.Header.Clone()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &activeFault{Fault: f, cleared: make(chan struct{})})
}

// ClearFaults removes all faults and releases the requests that they block.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		close(f.cleared)
	}
	s.faults = nil
}

// fault returns the fault that applies to the request, nil if there is none.
func (s *Server) fault(r Request) *activeFault {
	s.mu.Lock()
	faults := slices.Clone(s.faults)
	s.mu.Unlock()
	for _, f := range faults {
		matches := (f.Path == "" || f.Path == r.Path) && (f.Match == nil || f.Match(r))
		if matches && s.take(f) {
			return f
		}
	}
	return nil
}

// take counts a matching request and reports whether the fault applies to it.
func (s *Server) take(f *activeFault) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.faults, f) { // cleared meanwhile
		return false
	}
	if f.Skip > 0 {
		f.Skip--
		return false
	}
	if f.Times > 0 && f.used >= f.Times {
		return false
	}
	f.used++
	return true
}

// respond handles the request unless a fault prevents that. It returns false if the connection must be dropped.
func (s *Server) respond(c *call) (a response, sent bool) {
	f := s.fault(c.entry.clone())
	if f == nil {
		return s.handle(c), true
	}
	if f.Hang {
		f.hang(c.request)
		return response{}, false
	}
	if f.DropBeforeCommit {
		return response{}, false
	}
	if f.Status != 0 {
		a = plainResponse(f.Status, "", f.Body)
		if f.RequestID {
			a.addRequestID()
		}
	} else {
		a = s.handle(c)
	}
	if f.HangAfterCommit {
		f.hang(c.request)
	}
	if f.HangAfterCommit || f.DropAfterCommit || !f.hold(c.request) {
		return response{}, false
	}
	f.spoil(&a)
	return a, true
}

// hang blocks until the client disconnects or faults are cleared.
func (f *activeFault) hang(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-f.cleared:
	}
}

// hold blocks until the response may be sent. It returns false if the client has disconnected.
func (f *activeFault) hold(r *http.Request) bool {
	if f.Until == nil {
		return true
	}
	select {
	case <-f.Until:
	case <-f.cleared:
	case <-r.Context().Done():
		return false
	}
	return true
}

func (f *activeFault) spoil(a *response) {
	if f.Rewrite != nil {
		a.status, a.body = f.Rewrite(a.status, a.body)
	}
	canonical := http.Header{}
	for name, values := range f.Header {
		canonical[http.CanonicalHeaderKey(name)] = slices.Clone(values)
	}
	maps.Copy(a.header, canonical)
	a.truncate = f.TruncateBody
}
