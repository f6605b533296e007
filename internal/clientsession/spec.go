package clientsession

import (
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// spec describes an attribute once for every face, so that the faces cannot
// drift apart. The framework has a schema package of its own for each face.
type spec struct {
	kind kind
	// description says what the attribute is, in Markdown.
	description string
	// managed says what becomes of a change in the managed resource.
	managed    string
	sensitive  bool
	deprecated string
	strings    []validator.String
	sets       []validator.Set
}

type kind int

const (
	kindString kind = iota
	kindInstant
	kindDuration
	kindStrings // a set
	kindMap
	kindInt
	kindBool
)

// use is how a face uses an attribute.
type use struct{ required, optional, computed bool }

var (
	input       = use{optional: true}
	output      = use{computed: true}
	inputOutput = use{optional: true, computed: true}
)

// customType is the type of a string that is more than text.
func (s spec) customType() basetypes.StringTypable {
	switch s.kind {
	case kindInstant:
		return instant.Type{}
	case kindDuration:
		return timetypes.GoDurationType{}
	default:
		return nil
	}
}

func (s spec) resource(u use) resource.Attribute {
	description := s.description
	if s.managed != "" {
		description += " " + s.managed
	}
	switch s.kind {
	case kindStrings:
		return resource.SetAttribute{
			ElementType: types.StringType, Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: description, DeprecationMessage: s.deprecated, Validators: s.sets,
		}
	case kindMap:
		return resource.MapAttribute{ElementType: types.StringType, Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: description}
	case kindInt:
		return resource.Int64Attribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: description}
	case kindBool:
		return resource.BoolAttribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: description}
	default:
		return resource.StringAttribute{
			CustomType: s.customType(), Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: description, DeprecationMessage: s.deprecated, Validators: s.strings,
		}
	}
}

func (s spec) ephemeral(u use) ephemeral.Attribute {
	switch s.kind {
	case kindStrings:
		return ephemeral.SetAttribute{
			ElementType: types.StringType, Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: s.description, DeprecationMessage: s.deprecated, Validators: s.sets,
		}
	case kindInt:
		return ephemeral.Int64Attribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: s.description}
	default:
		return ephemeral.StringAttribute{
			CustomType: s.customType(), Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: s.description, DeprecationMessage: s.deprecated, Validators: s.strings,
		}
	}
}

func (s spec) dataSource(u use) datasource.Attribute {
	switch s.kind {
	case kindStrings:
		return datasource.SetAttribute{
			ElementType: types.StringType, Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: s.description, DeprecationMessage: s.deprecated,
		}
	case kindInt:
		return datasource.Int64Attribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: s.description}
	case kindBool:
		return datasource.BoolAttribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: s.description}
	default:
		return datasource.StringAttribute{
			CustomType: s.customType(), Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: s.description, DeprecationMessage: s.deprecated, Validators: s.strings,
		}
	}
}

// list is for filters, which are strings and flags.
func (s spec) list() list.Attribute {
	if s.kind == kindBool {
		return list.BoolAttribute{Optional: true, MarkdownDescription: s.description}
	}
	return list.StringAttribute{Optional: true, MarkdownDescription: s.description, Validators: s.strings}
}
