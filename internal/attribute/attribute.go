// Package attribute describes an attribute once and converts the description to
// the schema of every block that has it: provider, resource, ephemeral resource,
// data source, list resource or action.
package attribute

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// List has the descriptions of attributes by name.
type List map[string]Attribute

// Attribute describes an attribute. There is a field for each question that the
// documentation must answer. The text for a block consists of the fields that apply
// to it. All of them are Markdown. Brief and Format have no period. The others are
// whole sentences.
type Attribute struct {
	Kind Kind
	// Brief says what the attribute is, and Format how to write its value. Together
	// they form the first sentence.
	Brief, Format string
	// Details are further facts that are true in every block.
	Details string
	// Setting applies only to blocks in which the attribute can be set.
	Setting string
	// Managed applies only to the managed resource.
	Managed string
	// Default says what happens if the attribute is omitted.
	Default string
	// Change says what changing the configuration does to the managed resource, or
	// when a computed value changes.
	Change string
	// Origin says where the value comes from, or whether it is sent.
	Origin Origin
	// Use is how the configuration uses the attribute. If it is not set, it follows
	// from the origin.
	Use        Use
	Sensitive  bool
	Deprecated string
	// ConflictsWith is an attribute that must not be set together with this one.
	// AlsoRequires is an attribute that must be. Only a string attribute can have
	// them.
	ConflictsWith, AlsoRequires string
	// Strings, Sets and Maps validate only values that are set.
	Strings []validator.String
	Sets    []validator.Set
	Maps    []validator.Map
	// Objects are the attributes of each element of a list of objects.
	Objects List
}

// Kind is the type of the values.
type Kind int

// The kinds of attributes. The zero value is not a kind.
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

// Origin is the sentence that says where a value comes from, or whether it is sent.
type Origin string

// The origins.
const (
	Sent         Origin = "The provider sends this value to Seam."
	NotSent      Origin = "The provider does not send this value to Seam."
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
	// InputOutput may be set, and is otherwise computed.
	InputOutput
)

// use is the use of the attribute, or the one that follows from its origin.
func (a Attribute) use() Use {
	switch a.Use {
	case Input, Output, InputOutput:
		return a.Use
	case followOrigin:
	default:
		panic(fmt.Sprintf("its use is %d, which is none of the uses", a.Use))
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

// With returns the list with some attributes replaced or added.
func (l List) With(others List) List {
	all := maps.Clone(l)
	maps.Copy(all, others)
	return all
}

// Outputs returns the list with every attribute computed.
func (l List) Outputs() List {
	outputs := List{}
	for name, a := range l {
		a.Use, a.Objects = Output, a.Objects.Outputs()
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

// firstSentence has a colon before a list of allowed values.
func (a Attribute) firstSentence() string {
	switch {
	case a.Format == "":
		return a.Brief + "."
	case strings.HasPrefix(a.Format, "`"):
		return a.Brief + ": " + a.Format + "."
	}
	return a.Brief + ", " + a.Format + "."
}
