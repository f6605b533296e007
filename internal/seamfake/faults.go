package seamfake

import (
	"maps"
	"net/http"
	"slices"
)

// Fault spoils the responses to some requests. The zero value applies to every request and changes nothing.
//
// What it does is one of: answer in place of the application (Status), break off (DropBeforeCommit, DropAfterCommit),
// never answer (Hang, HangAfterCommit), or spoil a response (Until, Rewrite, Header, TruncateBody, which go together,
// and with Status too).
type Fault struct {
	// Path is the exact path of the requests that the fault applies to, empty for any.
	Path string
	// Match narrows the requests further. It may call the server. Optional.
	Match func(Request) bool
	// Skip lets that many matching requests pass before the fault applies.
	Skip int
	// Times is to how many requests the fault applies, 0 for all until [Server.ClearFaults].
	Times int

	// Status, when not 0, is answered with Header and Body, and the request is not handled.
	Status int
	// Header is added to the response, in place of headers of the same name; a name without values removes a header.
	Header http.Header
	// Body is the body that goes with Status.
	Body string
	// RequestID gives the response that goes with Status a fresh seam-request-id, as if the application had sent it.
	RequestID bool

	// DropBeforeCommit closes the connection without handling the request.
	DropBeforeCommit bool
	// DropAfterCommit handles the request and closes the connection without a response.
	DropAfterCommit bool
	// Hang does not handle the request and keeps the connection open without a response until the client goes away or
	// faults are cleared, and then closes it.
	Hang bool
	// HangAfterCommit is Hang, but handles the request first.
	HangAfterCommit bool

	// Until, when not nil, holds the response back until the channel is closed or faults are cleared. The request is
	// handled before.
	Until <-chan struct{}
	// Rewrite changes status and body of the response.
	Rewrite func(status int, body []byte) (int, []byte)
	// TruncateBody sends half of the body with the Content-Length of the whole, and closes the connection.
	TruncateBody bool
}

// activeFault is a fault with what is left of its counters.
type activeFault struct {
	Fault

	used    int           // how often it has applied
	cleared chan struct{} // closed by ClearFaults
}

// Inject adds a fault. Of several that fit a request the one that was injected first applies, alone: the request does not
// count for the Skip and Times of those after it.
func (s *Server) Inject(f Fault) {
	f.Header = f.Header.Clone()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &activeFault{Fault: f, cleared: make(chan struct{})})
}

// ClearFaults removes all faults and lets go of the requests that hang on one.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		close(f.cleared)
	}
	s.faults = nil
}

// fault is the fault that applies to the request, nil when none does.
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

// take counts a matching request and says whether the fault applies to it.
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

// respond handles the request unless a fault keeps it from that. It returns false when the connection is to be dropped.
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

// hang blocks until the client goes away or faults are cleared.
func (f *activeFault) hang(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-f.cleared:
	}
}

// hold blocks until the response may go, and returns false when the client did not wait for it.
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
