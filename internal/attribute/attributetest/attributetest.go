// Package attributetest checks that a block describes its attributes.
package attributetest

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
)

// schemaAttribute is an attribute in the schema of any block.
type schemaAttribute interface {
	GetMarkdownDescription() string
	IsOptional() bool
}

// Check compares what a block describes with its schema and with the names of the fields of its model: all have the
// same attributes, and the text of each attribute says how to write a value and what its default is.
func Check[A schemaAttribute](t *testing.T, block string, described attribute.List, schema map[string]A, fields []string) {
	t.Helper()
	names := slices.Sorted(maps.Keys(described))
	if inSchema := slices.Sorted(maps.Keys(schema)); !slices.Equal(names, inSchema) {
		t.Errorf("%s: describes %v, the schema has %v", block, names, inSchema)
	}
	if inModel := slices.Sorted(slices.Values(fields)); !slices.Equal(names, inModel) {
		t.Errorf("%s: describes %v, the model has %v", block, names, inModel)
	}
	for name, a := range described {
		got, ok := schema[name]
		if !ok {
			continue
		}
		answers := []string{a.Brief, a.Format}
		if got.IsOptional() {
			answers = append(answers, a.Default)
			if !OpensWith(a.Default, "Defaults to ", "If you omit it, ", "Set either this or ") {
				t.Errorf("%s: %s: %q does not say what the default is", block, name, a.Default)
			}
		}
		for _, answer := range answers {
			if !strings.Contains(got.GetMarkdownDescription(), answer) || answer == "" && a.Kind != attribute.ListOfObjects {
				t.Errorf("%s: %s does not say %q: %s", block, name, answer, got.GetMarkdownDescription())
			}
		}
		checkStyle(t, block+": "+name, a)
	}
}

// checkStyle reports a part that must be a sentence and is not, or that must not be
// one and is.
func checkStyle(t *testing.T, name string, a attribute.Attribute) {
	t.Helper()
	for _, sentence := range []string{a.Details, a.Setting, a.Managed, a.Default, a.Change, string(a.Origin)} {
		if sentence != "" && (!strings.HasSuffix(sentence, ".") || strings.TrimSpace(sentence) != sentence) {
			t.Errorf("%s: %q is not a sentence", name, sentence)
		}
	}
	for _, part := range []string{a.Brief, a.Format} {
		if strings.HasSuffix(part, ".") || strings.Contains(part, ". ") || strings.TrimSpace(part) != part {
			t.Errorf("%s: %q is more than part of a sentence", name, part)
		}
	}
}

// OpensWith reports whether a text begins with one of the openings.
func OpensWith(text string, openings ...string) bool {
	return slices.ContainsFunc(openings, func(opening string) bool { return strings.HasPrefix(text, opening) })
}

// Tags are the names in the tfsdk tags of a model.
func Tags(model any) []string {
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeOf(model)) {
		if name := field.Tag.Get("tfsdk"); name != "" {
			names = append(names, name)
		}
	}
	return names
}
