package seam

import (
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// errorAnswer is the envelope of Seam's errors.
type errorAnswer struct {
	Error struct {
		Type             *string         `json:"type"`
		Message          *string         `json:"message"`
		ValidationErrors json.RawMessage `json:"validation_errors"`
	} `json:"error"`
}

// describe fills e from the body of an answer that is not a success. Only JSON
// with both a type and a message is an error of Seam's, the rule of Seam's SDKs;
// of anything else the body is not shown, for it may be anybody's.
func (e *Error) describe(header http.Header, body []byte, secret string) {
	media, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	var answer errorAnswer
	if media != "application/json" || json.Unmarshal(body, &answer) != nil ||
		answer.Error.Type == nil || answer.Error.Message == nil {
		return
	}
	e.Type = redact(*answer.Error.Type, secret)
	e.Message = redact(*answer.Error.Message, secret)
	var tree map[string]json.RawMessage
	if json.Unmarshal(answer.Error.ValidationErrors, &tree) == nil {
		e.ValidationErrors = fieldErrors(tree, nil, secret)
	}
}

const maxFieldDepth = 4 // our requests nest two deep: field and list index

// fieldErrors flattens Seam's validation_errors, a tree that has the texts of
// each node under _errors and its children under their field name or index.
func fieldErrors(tree map[string]json.RawMessage, at []string, secret string) []FieldError {
	var found []FieldError
	var texts []string
	if json.Unmarshal(tree["_errors"], &texts) == nil {
		for _, text := range texts {
			f := FieldError{Path: strings.Join(at, "."), Message: redact(text, secret)}
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
			found = append(found, fieldErrors(child, append(slices.Clone(at), redact(name, secret)), secret)...)
		}
	}
	return found
}
