package openapi

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3filter"
)

// CheckRequest reports an unknown path or method, parameters or a body that violate the operation's schema, and body
// properties which the schema does not declare. The last is stricter than the document, which permits additional
// properties. Seam presumably ignores an unknown property silently, so a misspelled one would never be noticed.
//
// It checks body and neither reads nor closes r.Body. Credentials are not checked.
func (s *Spec) CheckRequest(r *http.Request, body []byte) error {
	input, err := s.input(withBody(r, body))
	if err != nil {
		return err
	}
	if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
		return fmt.Errorf("%s %s: request: %w", r.Method, r.URL.Path, err)
	}
	if err := checkDeclared(input.Route.Operation.RequestBody, body); err != nil {
		return fmt.Errorf("%s %s: request: %w", r.Method, r.URL.Path, err)
	}
	return nil
}

// CheckResponse reports a response that violates the schema of r's operation. The document describes only responses
// with status 200. Every other status passes. requestBody is the body that r was sent with.
func (s *Spec) CheckResponse(
	r *http.Request, requestBody []byte, status int, header http.Header, body []byte,
) error {
	if status != http.StatusOK {
		return nil
	}
	input, err := s.input(withBody(r, requestBody))
	if err != nil {
		return err
	}
	response := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input,
		Status:                 status,
		Header:                 header,
		Options:                s.options,
	}
	response.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(context.WithoutCancel(r.Context()), response); err != nil {
		return fmt.Errorf("%s %s: response: %w", r.Method, r.URL.Path, err)
	}
	return nil
}

// withBody returns a copy of r whose body can be read without reading that of r.
func withBody(r *http.Request, body []byte) *http.Request {
	clone := r.Clone(r.Context())
	clone.Body = io.NopCloser(bytes.NewReader(body))
	return clone
}
