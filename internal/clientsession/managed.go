package clientsession

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// Terraform applies ignore_changes only to the configuration of the plan call, and
// passes the raw one to an apply. The provider therefore compares the raw
// configuration with the plan and never sends it.

// managed are the attributes of a request that the configuration sets and that the
// plan sets to the same value. The others are null: unmanaged or ignored. (An
// ignored value that equals the configuration cannot be distinguished from a
// managed one.)
func managed(config, planned sessionModel) sessionModel {
	return keepSent(planned, func(f field[sessionModel]) bool {
		return !f.get(&config).IsNull() && sameValue(f, config, planned)
	})
}

// changed are the attributes of a request that the plan changes. The user identity
// has the attribute that the configuration uses. Unknown values of the plan are
// null.
func changed(config, planned, prior sessionModel) sessionModel {
	return keepSent(planned, func(f field[sessionModel]) bool {
		switch f.name {
		case "user_identity_id":
			if !config.UserIdentityIDs.IsNull() && config.UserIdentityID.IsNull() {
				return false
			}
		case "user_identity_ids":
			if config.UserIdentityIDs.IsNull() || !config.UserIdentityID.IsNull() {
				return false
			}
		}
		return isKnown(f.get(&planned)) && !sameValue(f, planned, prior)
	})
}

// keepSent keeps those attributes of a request for which the condition holds.
func keepSent(m sessionModel, keep func(field[sessionModel]) bool) sessionModel {
	kept := emptyModel().sessionModel
	for _, f := range sentFields {
		if keep(f) {
			f.set(&kept, f.get(&m))
		}
	}
	return kept
}

// sameValue compares attributes by value: two spellings of one instant or ID are equal.
func sameValue(f field[sessionModel], a, b sessionModel) bool {
	x, y := f.get(&a), f.get(&b)
	switch x := x.(type) {
	case instant.Value:
		return x.Equal(y) || x.SameInstant(y.(instant.Value))
	case types.Set:
		return sameIDs(x, y.(types.Set))
	case types.String: // SameID compares strings that are not IDs by value
		return attribute.SameID(x, y.(types.String))
	}
	return x.Equal(y)
}
