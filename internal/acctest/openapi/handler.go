package openapi

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// Handler passes every request to next and reports each request and response that violates the document. report is
// called on the request's goroutine, so it must be safe for concurrent use, as testing.T.Error is.
//
// A response is checked if its status is 200, its body is JSON and next has returned. If next panics with
// [http.ErrAbortHandler], the response is not checked, and the panic reaches the server.
func (s *Spec) Handler(next http.Handler, report func(error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := s.passRequest(r, report)
		if !ok {
			return
		}
		recorded := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(recorded, r)
		if r.Method == http.MethodHead || !json.Valid(recorded.body.Bytes()) {
			return
		}
		err := s.CheckResponse(r, body, recorded.status, recorded.Header(), recorded.body.Bytes())
		if err != nil {
			report(err)
		}
	})
}

// CheckRequestsOnly is [Spec.Handler] without the check of responses, for a server that deviates deliberately.
func (s *Spec) CheckRequestsOnly(next http.Handler, report func(error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := s.passRequest(r, report); ok {
			next.ServeHTTP(w, r)
		}
	})
}

// passRequest checks r and restores its body. It returns false when the client closed the connection while it was
// sending: then there is nothing to check, and nobody to answer.
func (s *Spec) passRequest(r *http.Request, report func(error)) (body []byte, ok bool) {
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, false
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	if err := s.CheckRequest(r, body); err != nil {
		report(err)
	}
	return body, true
}

// recorder keeps a copy of the response.
type recorder struct {
	http.ResponseWriter

	status int
	body   bytes.Buffer
}

// WriteHeader records the status.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write records the body.
func (r *recorder) Write(p []byte) (int, error) {
	r.body.Write(p)
	return r.ResponseWriter.Write(p)
}

// Unwrap gives [http.ResponseController] access to the server's own writer, to flush it.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
