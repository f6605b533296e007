package shortcut

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// maxDigits is the maximum number of digits that every decoder reads as the same number.
const maxDigits = 15

// isCurrent reports whether a state has the version of the resource and exactly its attributes, each with a value of
// its type. Terraform can then read it unchanged. Terraform rejects unknown attributes, which the framework ignores.
func (r Resource) isCurrent(req *tfprotov6.UpgradeResourceStateRequest) bool {
	if r.attributes == nil || req.Version != r.version || len(req.RawState.Flatmap) > 0 {
		return false
	}
	tokens := json.NewDecoder(bytes.NewReader(req.RawState.JSON))
	tokens.UseNumber()
	if first, err := tokens.Token(); err != nil || first != json.Delim('{') {
		return false
	}
	seen := make(map[string]bool, len(r.attributes))
	for tokens.More() {
		name, err := tokens.Token()
		if err != nil {
			return false
		}
		a, known := r.attributes[name.(string)] // a name, by the rules of JSON
		if !known || seen[name.(string)] || !isOf(a.Type, tokens) {
			return false
		}
		seen[name.(string)] = true
	}
	if _, err := tokens.Token(); err != nil || len(seen) != len(r.attributes) {
		return false
	}
	_, err := tokens.Token()
	return errors.Is(err, io.EOF)
}

// isOf reports whether the next value has the given type, in the form in which Terraform writes it.
func isOf(t tftypes.Type, tokens *json.Decoder) bool {
	token, err := tokens.Token()
	if err != nil {
		return false
	}
	switch value := token.(type) {
	case nil:
		return true
	case string:
		return t.Is(tftypes.String)
	case bool:
		return t.Is(tftypes.Bool)
	case json.Number:
		_, err := value.Int64()
		return t.Is(tftypes.Number) && err == nil && len(value) <= maxDigits
	case json.Delim:
		return areStrings(t, value, tokens)
	}
	return false
}

// areStrings reports whether the next value is a set or map of strings.
func areStrings(t tftypes.Type, begin json.Delim, tokens *json.Decoder) bool {
	isMap := begin == '{' && t.Equal(tftypes.Map{ElementType: tftypes.String})
	if !isMap && (begin != '[' || !t.Equal(tftypes.Set{ElementType: tftypes.String})) {
		return false
	}
	seen := map[string]bool{}
	for tokens.More() {
		first, err := tokens.Token()
		text, ok := first.(string)
		if err != nil || !ok || seen[text] {
			return false
		}
		seen[text] = true
		if isMap && !isOf(tftypes.String, tokens) {
			return false
		}
	}
	_, err := tokens.Token()
	return err == nil
}
