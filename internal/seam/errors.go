package seam

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Types of errors that Seam's API sends, of those that this package acts on.
const (
	TypeClientSessionNotFound = "client_session_not_found"
	TypeInvalidInput          = "invalid_input"
)

// Error is a request that did not succeed. Its texts contain no credential and
// no token: whatever Seam sent is redacted first.
type Error struct {
	// Endpoint is the base URL of the API.
	Endpoint string
	// Operation is the path below it, such as /client_sessions/get.
	Operation string
	// Status is the HTTP status of the last answer, 0 when there was none.
	Status int
	// Type and Message are Seam's own, empty when the answer was not an error
	// of Seam's (a proxy's page, for example).
	Type, Message string
	// ValidationErrors say which fields of the request were refused.
	ValidationErrors []FieldError
	// RequestID is Seam's seam-request-id, empty when there was none.
	RequestID string
	// Attempts is how often the request was sent.
	Attempts int
	// RetryAfter is how long the last answer asked to wait, 0 when it did not.
	RetryAfter time.Duration
	// MaybeApplied is true when any attempt may have taken effect on the
	// server although this error came back.
	MaybeApplied bool
	// BrokenOff is true when the answer began and did not end.
	BrokenOff bool
	// GaveUp says why there was no further attempt although the failure may
	// pass; empty when the attempts ran out.
	GaveUp string
	// CredentialSource says where the credential was configured, CredentialKind
	// what it is, such as "API key", and WorkspaceID which workspace was sent with it.
	CredentialSource, CredentialKind, WorkspaceID string
	// Err is the cause below HTTP, or what is wrong with the answer's shape.
	Err error

	retryable bool
}

// FieldError is one entry of Seam's validation_errors.
type FieldError struct {
	// Field is the request's field, empty for the request as a whole.
	Field string
	// Path leads to the value, such as connected_account_ids.1.
	Path string
	// Message is Seam's text.
	Message string
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Error says what was asked, what came back and how often it was tried.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "POST %s%s: %s", e.Endpoint, e.Operation, e.Reason())
	if d := e.Details(); d != "" {
		fmt.Fprintf(&b, " (%s)", d)
	}
	return b.String()
}

// Reason says what came back, without the operation.
func (e *Error) Reason() string {
	status := ""
	if e.Status != 0 {
		status = strings.TrimSpace(fmt.Sprintf("HTTP %d %s", e.Status, http.StatusText(e.Status)))
	}
	switch {
	case errors.Is(e.Err, ErrReadOnly):
		return e.Err.Error()
	case errors.Is(e.Err, context.Canceled):
		return "it was canceled before Seam responded"
	case e.Type != "":
		return fmt.Sprintf("Seam returned %s, %s: %s", status, e.Type, e.Message)
	case status != "" && e.Err != nil:
		return fmt.Sprintf("the response was %s, but %s", status, e.Err)
	case status != "":
		return fmt.Sprintf("the response was %s without an error from Seam", status)
	default:
		return fmt.Sprintf("there was no answer: %s", e.Err)
	}
}

// Details gives the request ID, the number of attempts and the wait that was
// asked for, as far as they are known and say something.
func (e *Error) Details() string {
	var parts []string
	if e.RequestID != "" {
		parts = append(parts, "request ID "+e.RequestID)
	}
	if e.Attempts > 1 {
		parts = append(parts, fmt.Sprintf("%d attempts", e.Attempts))
	}
	if e.RetryAfter > 0 {
		parts = append(parts, fmt.Sprintf("it asked to wait %s", e.RetryAfter))
	}
	if e.GaveUp != "" {
		parts = append(parts, e.GaveUp)
	}
	return strings.Join(parts, ", ")
}

// Redirects reports whether the answer sends the client to another address.
func (e *Error) Redirects() bool {
	return slices.Contains([]int{301, 302, 303, 307, 308}, e.Status)
}

// IsNotFound reports whether Seam itself said that the client session does not
// exist. A 404 of anything between here and Seam does not count.
func IsNotFound(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == http.StatusNotFound && e.Type == TypeClientSessionNotFound
}

// MaybeApplied reports whether a request that failed may have taken effect.
func MaybeApplied(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.MaybeApplied
}
