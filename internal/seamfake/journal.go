package seamfake

import (
	"bytes"
	"net/http"
	"slices"
	"time"
)

// Request is a request in the journal, with its outcome.
type Request struct {
	Method string
	Path   string
	Query  string // raw, without the question mark
	Header http.Header
	Body   []byte // raw

	// WorkspaceID is the workspace of the credential, empty if the credential is not valid.
	WorkspaceID string
	// ArrivedAt is the time of arrival on the server's clock.
	ArrivedAt time.Time
	// Status is the status of the response. It is 0 until the response exists, and stays 0 if the connection is dropped.
	Status int
	// RequestID is the seam-request-id of the response, empty if it has none.
	RequestID string
}

func (r *Request) clone() Request {
	c := *r
	c.Header = r.Header.Clone()
	c.Body = bytes.Clone(r.Body)
	return c
}

// Requests returns the journal in order of arrival: all requests since [New] or [Server.ResetJournal], including those
// that were rejected and those that were not handled because of a fault.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := make([]Request, 0, len(s.journal))
	for _, r := range s.journal {
		requests = append(requests, r.clone())
	}
	return requests
}

// ResetJournal removes all requests, including those in progress.
func (s *Server) ResetJournal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.journal = nil
}

// record adds a request to the journal.
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

// finish sets the Date of a response and records it in the journal before it is sent.
func (s *Server) finish(c *call, a response) {
	if _, given := a.header["Date"]; !given {
		a.header.Set("Date", s.clock().Format(http.TimeFormat))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.entry.Status = a.status
	c.entry.RequestID = a.header.Get(requestIDHeader)
}
