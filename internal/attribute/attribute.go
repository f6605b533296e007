// Package attribute describes an attribute once and converts the description to
// the schema of every block that has it: provider, resource, ephemeral resource,
// data source, list resource or action.
package attribute

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// List has the descriptions of attributes by their names.
type List map[string]Attribute

// Attribute describes an attribute. What a page of the documentation must answer
// has a field each, and the text of a page is composed of those that fit its
// block. All are Markdown. Summary and Format have no period; the others are
// whole sentences.
type Attribute struct {
	Kind Kind
	// Brief says what the attribute is, and Format how its value is written.
	// Together they are the first sentence.
	Brief, Format string
	// Details is what else is true in every block.
	Details string
	// Setting is true only where the attribute can be set.
	Setting string
	// Managed is true only for the managed resource.
	Managed string
	// Default says what leaving the attribute out means.
	Default string
	// Change says what a change of the configuration does to the managed
	// resource, or when a computed value changes.
	Change string
	// Origin says where the value goes or comes from.
	Origin Origin
	// Use is how the configuration uses the attribute. The zero value follows
	// from the origin.
	Use        Use
	Sensitive  bool
	Deprecated string
	// ConflictsWith is an attribute that must not be set beside this one, and
	// AlsoRequires one that must be. Only a text can have them.
	ConflictsWith, AlsoRequires string
	// Strings, Sets and Maps validate what is set, and nothing else.
	Strings []validator.String
	Sets    []validator.Set
	Maps    []validator.Map
	// Objects are the attributes of each element of a list of objects.
	Objects List
}

// Kind is the type of the values.
type Kind int

// The kinds of attributes. The zero value is none.
const (
	String Kind = iota + 1
	Instant
	Bool
	Number
	SetOfStrings
	ListOfStrings
	MapOfStrings
	ListOfObjects
)

// Origin is where a value goes or comes from, as the sentence that says it.
type Origin string

// The origins.
const (
	Sent         Origin = "It is sent to Seam."
	NotSent      Origin = "It is not sent to Seam."
	FromSeam     Origin = "Seam sets it."
	FromProvider Origin = "The provider computes it."
)

// Use is how a configuration uses an attribute.
type Use int

// The uses.
const (
	followOrigin Use = iota
	// Input may be set.
	Input
	// Output is computed.
	Output
	// InputOutput may be set, and is computed otherwise.
	InputOutput
)

// use is the attribute's own use, or else the one that follows from its origin.
func (a Attribute) use() Use {
	if a.Use != followOrigin {
		return a.Use
	}
	switch a.Origin {
	case Sent:
		return InputOutput
	case NotSent:
		return Input
	case FromSeam, FromProvider:
		return Output
	}
	panic("it has neither a use nor an origin")
}

// Settable reports whether a configuration may set the attribute.
func (a Attribute) Settable() bool { return a.use() != Output }

func (a Attribute) computed() bool { return a.use() != Input }

// With returns the list with other descriptions of some attributes, or more
// attributes.
func (l List) With(others List) List {
	all := maps.Clone(l)
	maps.Copy(all, others)
	return all
}

// Outputs returns the list with every attribute computed.
func (l List) Outputs() List {
	outputs := List{}
	for name, a := range l {
		a.Use = Output
		outputs[name] = a
	}
	return outputs
}

// Sent returns the sorted names of the attributes that are sent to Seam.
func (l List) Sent() []string {
	var names []string
	for name, a := range l {
		if a.Origin == Sent {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// text composes the description of the attribute in a block.
func (a Attribute) text(b block) string {
	parts := []string{a.firstSentence(), a.Details}
	if b == managed {
		parts = append(parts, a.Managed)
	}
	if b == managed || b == ephemeralResource {
		parts = append(parts, string(a.Origin))
	}
	if a.Settable() {
		parts = append(parts, a.Setting, a.Default)
	}
	if b == managed {
		parts = append(parts, a.Change)
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " ")
}

// firstSentence has a colon before a choice of values.
func (a Attribute) firstSentence() string {
	switch {
	case a.Format == "":
		return a.Brief + "."
	case strings.HasPrefix(a.Format, "`"):
		return a.Brief + ": " + a.Format + "."
	}
	return a.Brief + ", " + a.Format + "."
}
