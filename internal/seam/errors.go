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

// Types of Seam's errors that this package handles.
const (
	TypeClientSessionNotFound = "client_session_not_found"
	TypeInvalidInput          = "invalid_input"
)

// Error is a failed request. Its strings contain no credential and no token,
// because everything from Seam is redacted.
type Error struct {
	// Endpoint is the base URL of the API.
	Endpoint string
	// Operation is the path below it, such as /client_sessions/get.
	Operation string
	// Status is the HTTP status of the last response, 0 if there was none.
	Status int
	// Type and Message are from Seam. They are empty if the response is not an
	// error of Seam, such as the page of a proxy.
	Type, Message string
	// ValidationErrors are the rejected fields of the request.
	ValidationErrors []FieldError
	// RequestID is Seam's seam-request-id, empty if there was none.
	RequestID string
	// Attempts is how often the request was sent.
	Attempts int
	// RetryAfter is the wait that the last response requested, 0 if none.
	RetryAfter time.Duration
	// MaybeApplied is true if any attempt may have taken effect on the server
	// despite this error.
	MaybeApplied bool
	// BrokenOff is true if the response is incomplete.
	BrokenOff bool
	// GaveUp is why there was no further attempt after a temporary failure. It is
	// empty if all attempts were used.
	GaveUp string
	// CredentialSource is where the credential was configured, CredentialKind its kind, such as "API key", and
	// WorkspaceID the workspace that was sent with it.
	CredentialSource, CredentialKind, WorkspaceID string
	// Err is the cause below HTTP, or the error about the shape of the response.
	Err error

	retryable bool
}

// FieldError is one entry of Seam's validation_errors.
type FieldError struct {
	// Field is the request's field, empty for the request as a whole.
	Field string
	// Path leads to the value, such as connected_account_ids.1.
	Path string
	// Message is Seam's message.
	Message string
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Error returns the operation, the reason and the number of attempts.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "POST %s%s: %s", e.Endpoint, e.Operation, e.Reason())
	if d := e.Details(); d != "" {
		fmt.Fprintf(&b, " (%s)", d)
	}
	return b.String()
}

// Reason returns the reason without the operation.
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
		return fmt.Sprintf("there was no response: %s", e.Err)
	}
}

// Details returns the request ID, the number of attempts and the requested wait, if
// they are known and relevant.
func (e *Error) Details() string {
	var parts []string
	if e.RequestID != "" {
		parts = append(parts, "request ID "+e.RequestID)
	}
	if e.Attempts > 1 {
		parts = append(parts, fmt.Sprintf("%d attempts", e.Attempts))
	}
	if e.RetryAfter > 0 {
		parts = append(parts, fmt.Sprintf("the server asked to wait %s", e.RetryAfter))
	}
	if e.GaveUp != "" {
		parts = append(parts, e.GaveUp)
	}
	return strings.Join(parts, ", ")
}

// Redirects reports whether the response redirects to another address.
func (e *Error) Redirects() bool {
	return slices.Contains([]int{301, 302, 303, 307, 308}, e.Status)
}

// IsNotFound reports whether Seam itself reported that the client session does not
// exist. A 404 of a proxy does not count.
func IsNotFound(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == http.StatusNotFound && e.Type == TypeClientSessionNotFound
}

// MaybeApplied reports whether a request that failed may have taken effect.
func MaybeApplied(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.MaybeApplied
}
