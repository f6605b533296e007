package clientsession

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// keepSpelling returns m with the spelling of spelled for the IDs that both have.
func keepSpelling(m, spelled model) model {
	m.UserIdentityID = attribute.KeepID(m.UserIdentityID, spelled.UserIdentityID)
	m.UserIdentityIDs = keepIDs(m.UserIdentityIDs, spelled.UserIdentityIDs)
	m.ConnectWebviewIDs = keepIDs(m.ConnectWebviewIDs, spelled.ConnectWebviewIDs)
	m.ConnectedAccountIDs = keepIDs(m.ConnectedAccountIDs, spelled.ConnectedAccountIDs)
	return m
}

func keepIDs(ids, spelled types.Set) types.Set {
	if sameIDs(ids, spelled) {
		return spelled
	}
	return ids
}

// sameIDs reports whether two sets are equal, or spellings of the same IDs.
func sameIDs(a, b types.Set) bool {
	return a.Equal(b) || isKnownSet(a) && isKnownSet(b) && slices.Equal(stringsOf(a), stringsOf(b))
}

func isKnownSet(set types.Set) bool {
	return isKnown(set) && !slices.ContainsFunc(set.Elements(), attr.Value.IsUnknown)
}

// stringsOf returns the sorted distinct IDs of a set in the spelling of Seam. It is
// nil for a null or unknown set, and an empty slice for an empty one.
func stringsOf(set types.Set) []string {
	if set.IsNull() || set.IsUnknown() {
		return nil
	}
	elements := make([]string, 0, len(set.Elements()))
	for _, e := range set.Elements() {
		if s, ok := e.(types.String); ok {
			elements = append(elements, seam.CanonicalID(s.ValueString()))
		}
	}
	slices.Sort(elements)
	return slices.Compact(elements)
}
