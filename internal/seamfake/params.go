package seamfake

import "net/url"

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

// fromQuery reads parameters from a query string. Null is written as an empty value there, as Seam's SDKs do. A
// parameter that occurs twice becomes a list, which no schema of a query accepts.
func (s schema) fromQuery(query url.Values) map[string]any {
	input := map[string]any{}
	for name, values := range query {
		switch {
		case len(values) > 1:
			input[name] = make([]any, len(values))
		case values[0] == "":
			input[name] = nil
		default:
			input[name] = values[0]
		}
	}
	for _, f := range s {
		if f.boolean && (input[f.name] == "true" || input[f.name] == "false") {
			input[f.name] = input[f.name] == "true"
		}
	}
	return input
}
