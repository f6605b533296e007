package seam

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/seamapi/terraform-provider-seam/internal/redact"
)

// describe sets the fields of e from the body of an error response. Only JSON with
// both a type and a message is an error of Seam, as in Seam's SDKs. Any other body
// is not shown, because it may come from another server. The body is read
// completely to reuse the connection.
func (e *Error) describe(header http.Header, body io.Reader, secret string) {
	defer io.Copy(io.Discard, body) //nolint:errcheck // body records the error
	if media, _, _ := mime.ParseMediaType(header.Get("Content-Type")); media != "application/json" {
		return
	}
	var errorType, message *string
	var tree map[string]json.RawMessage
	parts := map[string]any{"type": &errorType, "message": &message, "validation_errors": &tree}
	decoder := json.NewDecoder(body)
	eachField(decoder, func(name string) bool {
		return name == "error" && eachField(decoder, func(name string) bool { return decodeInto(decoder, parts[name]) }) ||
			name != "error" && decodeInto(decoder, nil)
	})
	if errorType != nil && *errorType != "" && message != nil {
		e.Type, e.Message = redact.Text(*errorType, secret), redact.Text(*message, secret)
		e.ValidationErrors = fieldErrors(tree, nil, secret)
	}
}

// eachField visits the fields of the next JSON object. It returns false if there is
// none, or if it is incomplete.
func eachField(decoder *json.Decoder, visit func(name string) bool) bool {
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return false
	}
	for decoder.More() {
		name, err := decoder.Token()
		if text, ok := name.(string); err != nil || !ok || !visit(text) {
			return false
		}
	}
	_, err := decoder.Token()
	return err == nil
}

// decodeInto decodes the next value, or skips it. It also skips a value of another
// type.
func decodeInto(decoder *json.Decoder, into any) bool {
	if into == nil {
		into = new(json.RawMessage)
	}
	var mismatch *json.UnmarshalTypeError
	err := decoder.Decode(into)
	return err == nil || errors.As(err, &mismatch)
}

const (
	maxFieldDepth  = 4  // requests are nested two levels: field and list index
	maxFieldErrors = 20 // a limit for display
)

// fieldErrors flattens Seam's validation_errors. This tree has the messages of each
// node under _errors, and its children under their field name or index.
func fieldErrors(tree map[string]json.RawMessage, at []string, secret string) []FieldError {
	var found []FieldError
	var texts []string
	if json.Unmarshal(tree["_errors"], &texts) == nil {
		for _, text := range texts {
			f := FieldError{Path: strings.Join(at, "."), Message: redact.Text(text, secret)}
			if len(at) > 0 {
				f.Field = at[0]
			}
			found = append(found, f)
		}
	}
	if len(at) == maxFieldDepth {
		return found
	}
	names := make([]string, 0, len(tree))
	for name := range tree {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		var child map[string]json.RawMessage
		if name != "_errors" && json.Unmarshal(tree[name], &child) == nil {
			found = append(found, fieldErrors(child, append(slices.Clone(at), redact.Text(name, secret)), secret)...)
		}
	}
	return found[:min(len(found), maxFieldErrors)]
}
