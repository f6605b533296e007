package lookup

import (
	"slices"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// TextOrNull is a format that several attributes share.
const TextOrNull = "as text, or null if Seam returns none"

// Error is an error that Seam reports on an object.
type Error struct {
	ErrorCode string `tfsdk:"error_code"`
	Message   string `tfsdk:"message"`
}

// Warning is a warning that Seam reports on an object.
type Warning struct {
	WarningCode string `tfsdk:"warning_code"`
	Message     string `tfsdk:"message"`
}

// Output describes a computed attribute.
func Output(kind attribute.Kind, brief, format string) attribute.Attribute {
	return attribute.Attribute{Kind: kind, Origin: attribute.FromSeam, Brief: brief, Format: format}
}

// Personal describes a computed string that is personal data.
func Personal(brief string) attribute.Attribute {
	a := Output(attribute.String, brief, TextOrNull)
	a.Details, a.Sensitive = "It is sensitive, because it is personal data.", true
	return a
}

// ProblemAttributes describes the errors and warnings of an object.
func ProblemAttributes(object string) attribute.List {
	problems := func(brief, codeName, codeBrief string) attribute.Attribute {
		return attribute.Attribute{
			Kind: attribute.ListOfObjects, Origin: attribute.FromSeam, Brief: brief + " that Seam reports on the " + object,
			Objects: attribute.List{
				codeName:  Output(attribute.String, codeBrief, "as text"),
				"message": Output(attribute.String, "Explanation from Seam", "as text"),
			},
		}
	}
	return attribute.List{
		"errors":   problems("Errors", "error_code", "Code of the error"),
		"warnings": problems("Warnings", "warning_code", "Code of the warning"),
	}
}

// MetadataAttribute describes the custom metadata of an object.
func MetadataAttribute(object string) attribute.Attribute {
	a := Output(attribute.MapOfStrings, "Custom metadata of the "+object, "as a map of strings")
	a.Details = "A boolean becomes `true` or `false`."
	return a
}

// Errors converts errors. Without errors, the list is empty and not null.
func Errors(from []seam.ObjectError) []Error {
	all := make([]Error, len(from))
	for i, e := range from {
		all[i] = Error(e)
	}
	return all
}

// Warnings is Errors for warnings.
func Warnings(from []seam.ObjectWarning) []Warning {
	all := make([]Warning, len(from))
	for i, w := range from {
		all[i] = Warning(w)
	}
	return all
}

// Set returns sorted distinct strings. Without strings, the set is empty and not
// null.
func Set(texts []string) []string {
	set := append([]string{}, texts...)
	slices.Sort(set)
	return slices.Compact(set)
}

// Metadata returns custom metadata. Without metadata, the map is empty and not
// null.
func Metadata(from seam.Metadata) map[string]string {
	if from == nil {
		return map[string]string{}
	}
	return from
}

// Instant returns a point in time in Seam's spelling, or null.
func Instant(at *seam.Time) instant.Value {
	if at == nil {
		return instant.Null()
	}
	return instant.NewValue(at.String())
}
