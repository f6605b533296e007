package attribute

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	action "github.com/hashicorp/terraform-plugin-framework/action/schema"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	provider "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// block is a kind of block with attributes.
type block string

const (
	managed           block = "resource"
	ephemeralResource block = "ephemeral resource"
	dataSource        block = "data source"
	listResource      block = "list resource"
	actionBlock       block = "action"
	providerBlock     block = "provider"
)

// The framework has a schema package for each kind of block. All of their Attribute
// interfaces have the same methods, and the types of resource/schema can express
// everything. One conversion therefore serves every block.

// Resource returns the attributes of a managed resource.
func (l List) Resource() map[string]resource.Attribute { return l.convert(managed) }

// Ephemeral returns the attributes of an ephemeral resource.
func (l List) Ephemeral() map[string]ephemeral.Attribute {
	return each(l.convert(ephemeralResource), func(a resource.Attribute) ephemeral.Attribute { return a })
}

// DataSource returns the attributes of a data source.
func (l List) DataSource() map[string]datasource.Attribute {
	return each(l.convert(dataSource), func(a resource.Attribute) datasource.Attribute { return a })
}

// ListResource returns the attributes of the configuration of a list resource.
func (l List) ListResource() map[string]list.Attribute {
	return each(l.convert(listResource), func(a resource.Attribute) list.Attribute { return a })
}

// Action returns the attributes of an action.
func (l List) Action() map[string]action.Attribute {
	return each(l.convert(actionBlock), func(a resource.Attribute) action.Attribute { return a })
}

// Provider returns the attributes of the provider block.
func (l List) Provider() map[string]provider.Attribute {
	return each(l.convert(providerBlock), func(a resource.Attribute) provider.Attribute { return a })
}

func each[A any](attributes map[string]resource.Attribute, convert func(resource.Attribute) A) map[string]A {
	converted := make(map[string]A, len(attributes))
	for name, a := range attributes {
		converted[name] = convert(a)
	}
	return converted
}

// convert panics if a description is incomplete, or uses something that the block
// does not support. That is a bug, and the first test that reads the schema finds
// it.
func (l List) convert(b block) map[string]resource.Attribute {
	attributes := make(map[string]resource.Attribute, len(l))
	for name, a := range l {
		attributes[name] = a.named(name, b)
	}
	return attributes
}

// named converts an attribute and adds its name to a panic.
func (a Attribute) named(name string, b block) resource.Attribute {
	defer func() {
		if problem := recover(); problem != nil {
			panic(fmt.Sprintf("attribute %s of a %s: %v", name, b, problem))
		}
	}()
	a.check(b)
	return a.convert(b)
}

func (a Attribute) check(b block) {
	inputsOnly := b == listResource || b == actionBlock || b == providerBlock
	switch {
	case a.Brief == "":
		panic("it has no brief")
	case a.Format == "" && a.Kind != ListOfObjects:
		panic("it does not say how a value is written")
	case a.Settable() && a.Default == "":
		panic("it does not say what its default is")
	case b == managed && a.Change == "":
		panic("it does not say what a change does")
	case (b == managed || b == ephemeralResource) && a.Origin == "":
		panic("it does not say where the value goes or comes from")
	case a.computed() && inputsOnly:
		panic("the block has no computed attributes")
	case a.Sensitive && inputsOnly && b != providerBlock:
		panic("the block has no sensitive attributes")
	case len(a.allStrings()) > 0 && a.Kind != String && a.Kind != Instant:
		panic("validators of strings are for strings")
	case len(a.Sets) > 0 && a.Kind != SetOfStrings:
		panic("validators of sets are for sets")
	case len(a.Maps) > 0 && a.Kind != MapOfStrings:
		panic("validators of maps are for maps")
	case (len(a.Objects) > 0) != (a.Kind == ListOfObjects):
		panic("only a list of objects has nested attributes, and it must have some")
	}
}

// allStrings are the validators of a string, including those that look at another
// attribute.
func (a Attribute) allStrings() []validator.String {
	all := slices.Clone(a.Strings)
	if a.ConflictsWith != "" {
		all = append(all, stringvalidator.ConflictsWith(path.MatchRoot(a.ConflictsWith)))
	}
	if a.AlsoRequires != "" {
		all = append(all, stringvalidator.AlsoRequires(path.MatchRoot(a.AlsoRequires)))
	}
	return all
}

func (a Attribute) convert(b block) resource.Attribute {
	var (
		description        = a.text(b)
		optional, computed = a.Settable(), a.computed()
		sensitive          = a.Sensitive
		deprecated         = a.Deprecated
		text               = types.StringType
	)
	var stringValidators []validator.String
	var setValidators []validator.Set
	var mapValidators []validator.Map
	if optional {
		stringValidators, setValidators, mapValidators = a.allStrings(), a.Sets, a.Maps
	}
	switch a.Kind {
	case String, Instant:
		var custom basetypes.StringTypable
		if a.Kind == Instant {
			custom = instant.Type{}
		}
		return resource.StringAttribute{CustomType: custom, Optional: optional, Computed: computed, Sensitive: sensitive, MarkdownDescription: description, DeprecationMessage: deprecated, Validators: stringValidators}
	case Bool:
		return resource.BoolAttribute{Optional: optional, Computed: computed, Sensitive: sensitive, MarkdownDescription: description, DeprecationMessage: deprecated}
	case Number:
		return resource.Int64Attribute{Optional: optional, Computed: computed, Sensitive: sensitive, MarkdownDescription: description, DeprecationMessage: deprecated}
	case SetOfStrings:
		return resource.SetAttribute{ElementType: text, Optional: optional, Computed: computed, Sensitive: sensitive, MarkdownDescription: description, DeprecationMessage: deprecated, Validators: setValidators}
	case ListOfStrings:
		return resource.ListAttribute{ElementType: text, Optional: optional, Computed: computed, Sensitive: sensitive, MarkdownDescription: description, DeprecationMessage: deprecated}
	case MapOfStrings:
		return resource.MapAttribute{ElementType: text, Optional: optional, Computed: computed, Sensitive: sensitive, MarkdownDescription: description, DeprecationMessage: deprecated, Validators: mapValidators}
	case ListOfObjects:
		return resource.ListNestedAttribute{
			NestedObject: resource.NestedAttributeObject{Attributes: a.Objects.convert(b)},
			Optional:     optional, Computed: computed, Sensitive: sensitive, MarkdownDescription: description, DeprecationMessage: deprecated,
		}
	default:
		panic(fmt.Sprintf("unknown kind %d", a.Kind))
	}
}
