package seamfake

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// schema is the parameters that an endpoint accepts. It ignores other names: the OpenAPI document allows additional
// properties, and it is assumed that Seam ignores unknown ones.
type schema []field

// field is one parameter.
type field struct {
	name     string
	check    check
	required bool
	nullable bool
	boolean  bool // in a query string, written as "true" or "false"
	number   bool // in a query string, written as text
	object   bool // in a query string, each element is written as name[key]=value
}

// check returns the problems of a decoded JSON value.
type check func(value any, path []string) []issue

// validate returns the parameters that the schema has, or their problems.
func (s schema) validate(input map[string]any) (params, []issue) {
	known, issues := params{}, []issue(nil)
	for _, f := range s {
		value, given := input[f.name]
		path := []string{f.name}
		switch {
		case !given && f.required:
			issues = append(issues, issue{path, requiredText})
		case !given:
		case value == nil && f.nullable:
			known[f.name] = nil
		default:
			issues = append(issues, f.check(value, path)...)
			known[f.name] = value
		}
	}
	return known, issues
}

// text accepts any string.
func text(value any, path []string) []issue {
	if _, ok := value.(string); !ok {
		return []issue{{path, "Expected string, received " + typeName(value)}}
	}
	return nil
}

// someText accepts a string that is not empty.
func someText(value any, path []string) []issue {
	if value == "" {
		return []issue{{path, "String must contain at least 1 character(s)"}}
	}
	return text(value, path)
}

var uuidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)

// uuidText accepts a UUID in its usual format.
func uuidText(value any, path []string) []issue {
	if issues := text(value, path); issues != nil {
		return issues
	}
	if !uuidForm.MatchString(value.(string)) {
		return []issue{{path, "Invalid uuid"}}
	}
	return nil
}

// dateTime accepts a timestamp that [parseTime] accepts.
func dateTime(value any, path []string) []issue {
	if issues := text(value, path); issues != nil {
		return issues
	}
	if _, err := parseTime(value.(string)); err != nil {
		return []issue{{path, "Invalid date"}}
	}
	return nil
}

func boolean(value any, path []string) []issue {
	if _, ok := value.(bool); !ok {
		return []issue{{path, "Expected boolean, received " + typeName(value)}}
	}
	return nil
}

var emailForm = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)

// emailText accepts an email address.
func emailText(value any, path []string) []issue {
	if issues := text(value, path); issues != nil {
		return issues
	}
	if !emailForm.MatchString(value.(string)) {
		return []issue{{path, "Invalid email"}}
	}
	return nil
}

// count accepts a whole number above zero.
func count(value any, path []string) []issue {
	number, ok := value.(float64)
	switch {
	case !ok:
		return []issue{{path, "Expected number, received " + typeName(value)}}
	case number != math.Trunc(number):
		return []issue{{path, "Expected integer, received float"}}
	case number <= 0:
		return []issue{{path, "Number must be greater than 0"}}
	}
	return nil
}

// metadata accepts an object whose elements are strings, booleans or null.
func metadata(value any, path []string) []issue {
	elements, ok := value.(map[string]any)
	if !ok {
		return []issue{{path, "Expected object, received " + typeName(value)}}
	}
	var issues []issue
	for _, name := range slices.Sorted(maps.Keys(elements)) {
		switch elements[name].(type) {
		case string, bool, nil:
		default:
			issues = append(issues, issue{slices.Concat(path, []string{name}), "Invalid input"})
		}
	}
	return issues
}

// listOf accepts a list of any length whose elements pass element.
func listOf(element check) check {
	return func(value any, path []string) []issue {
		elements, ok := value.([]any)
		if !ok {
			return []issue{{path, "Expected array, received " + typeName(value)}}
		}
		var issues []issue
		for i, e := range elements {
			issues = append(issues, element(e, slices.Concat(path, []string{strconv.Itoa(i)}))...)
		}
		return issues
	}
}

// oneOf accepts a list of exactly one element.
func oneOf(element check) check {
	return func(value any, path []string) []issue {
		issues := listOf(element)(value, path)
		elements, ok := value.([]any)
		switch {
		case ok && len(elements) < 1:
			issues = append(issues, issue{path, "Array must contain at least 1 element(s)"})
		case ok && len(elements) > 1:
			issues = append(issues, issue{path, "Array must contain at most 1 element(s)"})
		}
		return issues
	}
}

// typeName returns the JavaScript name of the type of a decoded JSON value.
func typeName(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	default:
		return "number"
	}
}
