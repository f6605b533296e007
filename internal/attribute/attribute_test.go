package attribute_test

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
)

var ctx = context.Background()

// A page contains only what is true for its block.
func TestTextFitsTheBlock(t *testing.T) {
	t.Parallel()
	a := attribute.Attribute{
		Kind: attribute.String, Origin: attribute.Sent,
		Brief: "Name", Format: "as text", Details: "It is short.", Setting: "It must be new.", Managed: "It is in state.",
		Default: "Defaults to `x`.", Change: "Changing this renames it.",
	}
	input, output := a, a
	input.Use, output.Use = attribute.Input, attribute.Output
	for want, got := range map[string]interface{ GetMarkdownDescription() string }{
		"Name, as text. It is short. It is in state. The provider sends this value to Seam. It must be new. Defaults to `x`. Changing this renames it.": attribute.List{"a": a}.Resource()["a"],
		"Name, as text. It is short. The provider sends this value to Seam. It must be new. Defaults to `x`.":                                           attribute.List{"a": a}.Ephemeral()["a"],
		"Name, as text. It is short. It must be new. Defaults to `x`.":                                                                                  attribute.List{"a": input}.DataSource()["a"],
		"Name, as text. It is short.": attribute.List{"a": output}.DataSource()["a"],
	} {
		if got.GetMarkdownDescription() != want {
			t.Errorf("%q, want %q", got.GetMarkdownDescription(), want)
		}
	}
	a.Format = "`x` or `y`"
	if got := (attribute.List{"a": a}).Outputs().DataSource()["a"].GetMarkdownDescription(); got != "Name: `x` or `y`. It is short." {
		t.Error(got)
	}
}

// The use follows from the origin, unless the block treats the attribute
// differently.
func TestUseFollowsOrigin(t *testing.T) {
	t.Parallel()
	for origin, want := range map[attribute.Origin]struct{ optional, computed bool }{
		attribute.Sent: {true, true}, attribute.NotSent: {true, false}, attribute.FromSeam: {false, true}, attribute.FromProvider: {false, true},
	} {
		a := described(attribute.String)
		a.Use, a.Origin = 0, origin
		l := attribute.List{"a": a}
		if got := l.Resource()["a"]; got.IsOptional() != want.optional || got.IsComputed() != want.computed {
			t.Errorf("%s: %+v", origin, got)
		}
		if got := l.Outputs().Resource()["a"]; got.IsOptional() || !got.IsComputed() {
			t.Errorf("%s as an output: %+v", origin, got)
		}
		nested := attribute.List{"a": {
			Kind: attribute.ListOfObjects, Origin: origin, Objects: l,
			Brief: a.Brief, Format: a.Format, Default: a.Default, Change: a.Change,
		}}
		objects := nested.Outputs().Resource()["a"].(resource.ListNestedAttribute).NestedObject.Attributes
		if got := objects["a"]; got.IsOptional() || !got.IsComputed() {
			t.Errorf("%s in an output: %+v", origin, got)
		}
		if isSent := slices.Equal(l.Sent(), []string{"a"}); isSent != (origin == attribute.Sent) {
			t.Errorf("%s: sent %v", origin, l.Sent())
		}
	}
}

// Validators check values that are set, so a computed attribute has none.
func TestValidatorsOfInputs(t *testing.T) {
	t.Parallel()
	text, set := described(attribute.String), described(attribute.SetOfStrings)
	text.Strings, set.Sets = []validator.String{stringvalidator.LengthAtLeast(1)}, []validator.Set{setvalidator.NoNullValues()}
	both := attribute.List{"text": text, "set": set}
	for want, got := range map[int]map[string]resource.Attribute{1: both.Resource(), 0: both.Outputs().Resource()} {
		if s := got["text"].(resource.StringAttribute); len(s.Validators) != want {
			t.Errorf("%d validators of the text, want %d", len(s.Validators), want)
		}
		if s := got["set"].(resource.SetAttribute); len(s.Validators) != want {
			t.Errorf("%d validators of the set, want %d", len(s.Validators), want)
		}
	}
}
