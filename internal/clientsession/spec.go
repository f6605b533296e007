package clientsession

import (
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
//
// What a page of the documentation must answer has a field each, and the
// description is composed of them, so that no question stays open unnoticed.
type spec struct {
	kind kind
	// description says what the attribute is, in Markdown.
	description string
	// format says how a value is written.
	format string
	// unset says what leaving the attribute out means; empty where it cannot be
	// set.
	unset string
	// change says what a change of the configuration does in the managed
	// resource, or when a computed value changes.
	change string
	// origin says where the value goes or comes from.
	origin     origin
	sensitive  bool
	deprecated string
	strings    []validator.String
	sets       []validator.Set
}

type kind int

const (
	kindString kind = iota
	kindInstant
	kindStrings // a set
	kindMap
	kindInt
	kindBool
)

// origin is where a value goes, or comes from.
type origin string

const (
	sent         origin = "Sent to Seam."
	notSent      origin = "Not sent to Seam."
	fromSeam     origin = "Computed by Seam."
	fromProvider origin = "Computed by the provider."
)

// managed is the description in the managed resource: every answer.
func (s spec) managed() string {
	return s.text(answer{"Format", s.format}, answer{"Default", s.unset}, answer{"Change", s.change}) + " " + string(s.origin)
}

// opened is the description in the ephemeral resource, where nothing changes.
func (s spec) opened() string {
	return s.text(answer{"Format", s.format}, answer{"Default", s.unset}) + " " + string(s.origin)
}

// found is the description where a session is looked for or shown.
func (s spec) found(u use) string {
	if u.optional {
		return s.text(answer{"Format", s.format}, answer{"Default", s.unset})
	}
	return s.text(answer{"Format", s.format})
}

// answer is one of the questions that a page answers.
type answer struct{ label, text string }

// text appends answers to the description; one that is empty is left out.
func (s spec) text(answers ...answer) string {
	text := s.description
	for _, a := range answers {
		if a.text != "" {
			text += " " + a.label + ": " + a.text + "."
		}
	}
	return text
}

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
	default:
		return nil
	}
}

func (s spec) resource(u use) resource.Attribute {
	description := s.managed()
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
			MarkdownDescription: s.opened(), DeprecationMessage: s.deprecated, Validators: s.sets,
		}
	case kindInt:
		return ephemeral.Int64Attribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: s.opened()}
	default:
		return ephemeral.StringAttribute{
			CustomType: s.customType(), Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: s.opened(), DeprecationMessage: s.deprecated, Validators: s.strings,
		}
	}
}

func (s spec) dataSource(u use) datasource.Attribute {
	switch s.kind {
	case kindStrings:
		return datasource.SetAttribute{
			ElementType: types.StringType, Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: s.found(u), DeprecationMessage: s.deprecated,
		}
	case kindInt:
		return datasource.Int64Attribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: s.found(u)}
	case kindBool:
		return datasource.BoolAttribute{Required: u.required, Optional: u.optional, Computed: u.computed, MarkdownDescription: s.found(u)}
	default:
		return datasource.StringAttribute{
			CustomType: s.customType(), Required: u.required, Optional: u.optional, Computed: u.computed, Sensitive: s.sensitive,
			MarkdownDescription: s.found(u), DeprecationMessage: s.deprecated, Validators: s.strings,
		}
	}
}

// list is for filters, which are strings and flags.
func (s spec) list() list.Attribute {
	if s.kind == kindBool {
		return list.BoolAttribute{Optional: true, MarkdownDescription: s.found(input)}
	}
	return list.StringAttribute{Optional: true, MarkdownDescription: s.found(input), Validators: s.strings}
}
