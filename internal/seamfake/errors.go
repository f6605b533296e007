package seamfake

import (
	"fmt"
	"net/http"
	"strings"
)

// apiError is an error as Seam's API reports it.
type apiError struct {
	status           int
	kind             string // error.type
	message          string
	validationErrors map[string]any // for invalid_input only
}

// envelope returns the body of an error: {"error":{"type":…,"message":…},"ok":false}. The format was seen in Seam's own
// fake and in its HTTP framework.
func (e *apiError) envelope() map[string]any {
	body := map[string]any{"type": e.kind, "message": e.message}
	if e.validationErrors != nil {
		body["validation_errors"] = e.validationErrors
	}
	return map[string]any{"error": body, "ok": false}
}

func unauthorized(message string) *apiError {
	return &apiError{status: http.StatusUnauthorized, kind: "unauthorized", message: message}
}

func sessionNotFound() *apiError {
	return &apiError{
		status: http.StatusNotFound, kind: "client_session_not_found", message: "Could not find client session",
	}
}

// noAlternative is the error if none of several alternative parameters is given. The OpenAPI document requires one.
func noAlternative() *apiError { return invalidInput(issue{nil, "Invalid input"}) }

func methodNotAllowed(methods []string) *apiError {
	return &apiError{
		status: http.StatusMethodNotAllowed, kind: "method_not_allowed",
		message: fmt.Sprintf("only %s accepted", strings.Join(methods, ",")),
	}
}

func invalidContentType(method string) *apiError {
	return &apiError{
		status: http.StatusBadRequest, kind: "invalid_content_type",
		message: method + ` requests must have Content-Type header with "application/json"`,
	}
}

// invalidInput is the error for parameters that their schema rejects. The message and the format of validation_errors were
// seen in Seam's own fake. The wording of an issue depends on the version of the library that Seam uses, so clients must
// not rely on it.
func invalidInput(issues ...issue) *apiError {
	messages := make([]string, 0, len(issues))
	for _, i := range issues {
		messages = append(messages, i.message())
	}
	message := strings.Join(messages, ", ")
	if len(issues) > 1 {
		message = fmt.Sprintf("%d Input Errors: %s", len(issues), message)
	}
	return &apiError{
		status: http.StatusBadRequest, kind: "invalid_input", message: message, validationErrors: format(issues),
	}
}

// issue is one problem with the parameters.
type issue struct {
	path []string // names and list indexes, empty for the parameters as a whole
	text string
}

// requiredText is the text of the issue for a missing parameter.
const requiredText = "Required"

func (i issue) message() string {
	path := strings.Join(i.path, ".")
	if path == "" {
		return i.text
	}
	if i.text == requiredText {
		return path + " is required"
	}
	return fmt.Sprintf("%s for %q", i.text, path)
}

// format nests issues as Seam does: each level has the list "_errors", and one level below for each name or list index.
func format(issues []issue) map[string]any {
	level := func() map[string]any { return map[string]any{"_errors": []string{}} }
	root := level()
	for _, i := range issues {
		at := root
		for _, step := range i.path {
			below, ok := at[step].(map[string]any)
			if !ok {
				below = level()
				at[step] = below
			}
			at = below
		}
		at["_errors"] = append(at["_errors"].([]string), i.text)
	}
	return root
}
