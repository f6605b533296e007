package attribute

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Phrases for attributes that are IDs of Seam objects.
const (
	LowercaseUUID = "a lowercase UUID"
	UUID          = "a UUID"
	AnyCase       = "The comparison ignores case."
)

// IsUUID validates an ID of a Seam object.
func IsUUID() validator.String {
	return stringvalidator.RegexMatches(seam.UUID, "must be a UUID, such as 71ff7f71-2cf4-458a-8db4-6ad539c8b66a")
}

// ID returns an ID in the spelling of Seam, or an empty string for null and unknown.
// Requests use this spelling. Plan and state keep the spelling of the configuration.
func ID(id types.String) string { return seam.CanonicalID(id.ValueString()) }

// SameID reports whether two values are equal, or spellings of one ID.
func SameID(a, b types.String) bool {
	return a.Equal(b) || ID(a) != "" && ID(a) == ID(b)
}

// KeepID returns an ID in the spelling of another value if both are the same ID.
func KeepID(id, spelled types.String) types.String {
	if SameID(id, spelled) {
		return spelled
	}
	return id
}
