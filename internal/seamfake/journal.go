package seamfake

import (
	"bytes"
	"net/http"
	"slices"
	"time"
)

// Request is one request in the journal, with what became of it.
type Request struct {
	Method string
	Path   string
	Query  string // raw, without the question mark
	Header http.Header
	Body   []byte // raw

	// WorkspaceID is the workspace of the credential, empty when the credential is not valid.
	WorkspaceID string
	// ArrivedAt is when the request arrived, by the server's clock.
	ArrivedAt time.Time
	// Status is that of the response, 0 while there is none, and for good when the connection was dropped.
	Status int
	// RequestID is the seam-request-id of the response, empty when it has none.
	RequestID string
}

func (r *Request) clone() Request {
	c := *r
	c.Header = r.Header.Clone()
	c.Body = bytes.Clone(r.Body)
	return c
}

// Requests returns the journal in order of arrival: every request since [New] or [Server.ResetJournal], also those that
// were refused or that a fault kept from being handled.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := make([]Request, 0, len(s.journal))
	for _, r := range s.journal {
		requests = append(requests, r.clone())
	}
	return requests
}

// ResetJournal forgets all requests, also those that are still being handled.
func (s *Server) ResetJournal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.journal = nil
}

// record enters a request in the journal.
func (s *Server) record(c *call) *Request {
	recorded := &Request{
		Method:    c.request.Method,
		Path:      c.request.URL.Path,
		Query:     c.request.URL.RawQuery,
		Header:    c.request.Header.Clone(),
		Body:      slices.Clone(c.body),
		ArrivedAt: s.clock(),
	}
	kind, secret := presented(c.request.Header)
	if who, err := s.identify(kind, secret, c.request.Header); err == nil {
		recorded.WorkspaceID = who.workspace.WorkspaceID
	}
	s.journal = append(s.journal, recorded)
	return recorded
}

// finish dates a response and notes it in the journal, before the client can have
// it.
func (s *Server) finish(c *call, a response) {
	if _, given := a.header["Date"]; !given {
		a.header.Set("Date", s.clock().Format(http.TimeFormat))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.entry.Status = a.status
	c.entry.RequestID = a.header.Get(requestIDHeader)
}
