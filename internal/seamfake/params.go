package seamfake

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// params are parameters that passed their schema. A name that is present with nil stands for null.
type params map[string]any

// text is a string parameter, and whether it was given and not null.
func (p params) text(name string) (string, bool) {
	s, ok := p[name].(string)
	return s, ok
}

// list is a parameter that is a list of strings, nil when it was not given. A list that was given is never nil.
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

// given says whether a parameter was sent at all, null included.
func (p params) given(name string) bool {
	_, ok := p[name]
	return ok
}

// null says whether a parameter was sent as null.
func (p params) null(name string) bool {
	return p.given(name) && p[name] == nil
}

// fromQuery reads parameters from a query string. Null is written as an empty value there, as Seam's SDKs do, and an
// object as name[key]=value, which is assumed. A parameter that occurs twice becomes a list, which no schema of a query
// accepts.
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

// objectFromQuery collects the elements of an object. The words true and false stand for booleans.
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

// queryText is a parameter as a query string writes it; see [schema.fromQuery].
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
