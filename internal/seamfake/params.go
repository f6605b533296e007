package seamfake

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// params are validated parameters. A name with the value nil means null.
type params map[string]any

// text returns a string parameter, and whether it was given and is not null.
func (p params) text(name string) (string, bool) {
	s, ok := p[name].(string)
	return s, ok
}

// list returns a parameter that is a list of strings, nil if it was not given. A list that was given is never nil.
func (p params) list(name string) []string {
	elements, ok := p[name].([]any)
	if !ok {
		return nil
	}
	texts := make([]string, 0, len(elements))
	for _, e := range elements {
		texts = append(texts, e.(string))
	}
	return texts
}

// given reports whether a parameter was sent, including as null.
func (p params) given(name string) bool {
	_, ok := p[name]
	return ok
}

// null reports whether a parameter was sent as null.
func (p params) null(name string) bool {
	return p.given(name) && p[name] == nil
}

// fromQuery reads parameters from a query string. An empty value means null, as in Seam's SDKs. An object is written as
// name[key]=value, which is assumed. A parameter that occurs twice becomes a list, which no schema of a query accepts.
func (s schema) fromQuery(query url.Values) map[string]any {
	input := map[string]any{}
	for name, values := range query {
		if len(values) > 1 {
			input[name] = make([]any, len(values))
			continue
		}
		input[name] = fromQueryText(values[0])
	}
	for _, f := range s {
		text, _ := input[f.name].(string)
		switch {
		case f.boolean && (text == "true" || text == "false"):
			input[f.name] = text == "true"
		case f.number:
			if number, err := strconv.ParseFloat(text, 64); err == nil {
				input[f.name] = number
			}
		case f.object:
			if elements := objectFromQuery(query, f.name); len(elements) > 0 {
				input[f.name] = elements
			}
		}
	}
	return input
}

// objectFromQuery collects the elements of an object. The words true and false are booleans.
func objectFromQuery(query url.Values, name string) map[string]any {
	elements := map[string]any{}
	for parameter, values := range query {
		inside, ok := strings.CutPrefix(parameter, name+"[")
		key, closed := strings.CutSuffix(inside, "]")
		if !ok || !closed {
			continue
		}
		elements[key] = fromQueryText(values[0])
		if values[0] == "true" || values[0] == "false" {
			elements[key] = values[0] == "true"
		}
	}
	return elements
}

func fromQueryText(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// queryText returns a parameter in the format of a query string; see [schema.fromQuery].
func queryText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	default:
		return fmt.Sprint(value)
	}
}
