package attribute_test

import (
	"fmt"
	"strings"
	"testing"

	action "github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	provider "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// blocks convert a list for each block. Blocks of inputs have no computed attributes.
var blocks = map[string]struct {
	convert  func(attribute.List) (resource.Attribute, diag.Diagnostics)
	computes bool
	hides    bool // it has sensitive attributes
}{
	"resource": {computes: true, hides: true, convert: func(l attribute.List) (resource.Attribute, diag.Diagnostics) {
		s := resource.Schema{Attributes: l.Resource()}
		return s.Attributes["this"], s.ValidateImplementation(ctx)
	}},
	"ephemeral resource": {computes: true, hides: true, convert: func(l attribute.List) (resource.Attribute, diag.Diagnostics) {
		s := ephemeral.Schema{Attributes: l.Ephemeral()}
		return s.Attributes["this"], s.ValidateImplementation(ctx)
	}},
	"data source": {computes: true, hides: true, convert: func(l attribute.List) (resource.Attribute, diag.Diagnostics) {
		s := datasource.Schema{Attributes: l.DataSource()}
		return s.Attributes["this"], s.ValidateImplementation(ctx)
	}},
	"list resource": {convert: func(l attribute.List) (resource.Attribute, diag.Diagnostics) {
		s := list.Schema{Attributes: l.ListResource()}
		return s.Attributes["this"], s.ValidateImplementation(ctx)
	}},
	"action": {convert: func(l attribute.List) (resource.Attribute, diag.Diagnostics) {
		s := action.Schema{Attributes: l.Action()}
		return s.Attributes["this"], s.ValidateImplementation(ctx)
	}},
	"provider": {hides: true, convert: func(l attribute.List) (resource.Attribute, diag.Diagnostics) {
		s := provider.Schema{Attributes: l.Provider()}
		return s.Attributes["this"], s.ValidateImplementation(ctx)
	}},
}

// described is complete for every block.
func described(kind attribute.Kind) attribute.Attribute {
	a := attribute.Attribute{
		Kind: kind, Use: attribute.Input, Origin: attribute.NotSent, Deprecated: "Use that instead.",
		Brief: "Something", Format: "as it is", Default: "Defaults to nothing.", Change: "Changing this does nothing.",
	}
	if kind == attribute.ListOfObjects {
		a.Objects = attribute.List{"code": described(attribute.String)}
	}
	return a
}

// Every kind has its own type in every block, and no property of the description is
// lost.
func TestEveryKindInEveryBlock(t *testing.T) {
	t.Parallel()
	text := types.StringType
	for kind, want := range map[attribute.Kind]attr.Type{
		attribute.String:        text,
		attribute.Instant:       instant.Type{},
		attribute.Bool:          types.BoolType,
		attribute.Number:        types.Int64Type,
		attribute.SetOfStrings:  types.SetType{ElemType: text},
		attribute.ListOfStrings: types.ListType{ElemType: text},
		attribute.MapOfStrings:  types.MapType{ElemType: text},
		attribute.ListOfObjects: types.ListType{ElemType: types.ObjectType{AttrTypes: map[string]attr.Type{"code": text}}},
	} {
		for name, block := range blocks {
			for use, is := range map[attribute.Use]struct{ optional, computed bool }{
				attribute.Input: {true, false}, attribute.Output: {false, true}, attribute.InputOutput: {true, true},
			} {
				if is.computed && !block.computes {
					continue
				}
				a := described(kind)
				a.Use, a.Sensitive = use, block.hides
				got, diags := block.convert(attribute.List{"this": a})
				if diags.HasError() || !got.GetType().Equal(want) {
					t.Errorf("kind %d in a %s: %s, want %s; %v", kind, name, got.GetType(), want, diags)
				}
				if got.IsOptional() != is.optional || got.IsComputed() != is.computed || got.IsRequired() ||
					got.IsSensitive() != block.hides || got.GetDeprecationMessage() != a.Deprecated || !strings.HasPrefix(got.GetMarkdownDescription(), "Something, as it is.") {
					t.Errorf("kind %d in a %s, use %d: %+v", kind, name, use, got)
				}
			}
		}
	}
	// ListOfObjects is the last kind. A new one fails here until the table has it.
	for name, block := range blocks {
		for _, kind := range []attribute.Kind{0, attribute.ListOfObjects + 1} {
			wantPanic(t, "attribute this of a "+name+": unknown kind", func() { block.convert(attribute.List{"this": described(kind)}) })
		}
	}
}

// An unsupported or incomplete description is a bug that the first test finds.
func TestMistakesPanic(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*attribute.Attribute){
		"it has no brief":                              func(a *attribute.Attribute) { a.Brief = "" },
		"it does not say how a value is written":       func(a *attribute.Attribute) { a.Format = "" },
		"it does not say what its default is":          func(a *attribute.Attribute) { a.Default = "" },
		"it has neither a use nor an origin":           func(a *attribute.Attribute) { a.Use, a.Origin = 0, "" },
		"its use is 42, which is none of the uses":     func(a *attribute.Attribute) { a.Use = 42 },
		"validators of strings are for strings":        func(a *attribute.Attribute) { a.Kind, a.Strings = attribute.Bool, append(a.Strings, nil) },
		"validators of sets are for sets":              func(a *attribute.Attribute) { a.Sets = append(a.Sets, nil) },
		"validators of maps are for maps":              func(a *attribute.Attribute) { a.Maps = append(a.Maps, nil) },
		"only a list of objects has nested attributes": func(a *attribute.Attribute) { a.Objects = attribute.List{"x": *a} },
		"attribute x of a ":                            func(a *attribute.Attribute) { a.Kind, a.Objects = attribute.ListOfObjects, attribute.List{"x": {}} },
		"nested attributes, and it must have some":     func(a *attribute.Attribute) { a.Kind = attribute.ListOfObjects },
	} {
		a := described(attribute.String)
		change(&a)
		for _, block := range blocks {
			wantPanic(t, want, func() { block.convert(attribute.List{"this": a}) })
		}
	}
	for name, block := range blocks {
		if !block.computes {
			a := described(attribute.String)
			a.Use = attribute.InputOutput
			wantPanic(t, "attribute this of a "+name+": the block has no computed attributes", func() { block.convert(attribute.List{"this": a}) })
		}
		if !block.hides {
			a := described(attribute.String)
			a.Sensitive = true
			wantPanic(t, "the block has no sensitive attributes", func() { block.convert(attribute.List{"this": a}) })
		}
	}
	a, b := described(attribute.String), described(attribute.String)
	a.Change, b.Origin = "", ""
	wantPanic(t, "it does not say what a change does", func() { attribute.List{"this": a}.Resource() })
	wantPanic(t, "it does not say where the value goes", func() { attribute.List{"this": b}.Resource() })
	wantPanic(t, "it does not say where the value goes", func() { attribute.List{"this": b}.Ephemeral() })
}

func wantPanic(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := fmt.Sprint(recover()); !strings.Contains(got, want) {
			t.Errorf("panic %q, want %q", got, want)
		}
	}()
	f()
}
