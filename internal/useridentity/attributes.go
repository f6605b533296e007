package useridentity

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/lookup"
)

func attributes() attribute.List {
	return attribute.List{
		"user_identity_id": {
			Kind: attribute.String, Use: attribute.InputOutput,
			Brief: "ID of the user identity", Format: attribute.UUID,
			Setting: attribute.AnyCase + " If Seam merged this identity into another, the data source returns the other identity and its ID.",
			Default: "Set either this or `user_identity_key`.",
			Strings: []validator.String{attribute.IsUUID()},
		},
		"user_identity_key": {
			Kind: attribute.String, Use: attribute.InputOutput,
			Brief: "Your key of the user identity", Format: "as text of at least one character, or null if it has none",
			Setting: "If Seam merged this identity into another, the data source returns the other identity and its key.",
			Default: "Set either this or `user_identity_id`.",
			Strings: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"workspace_id":              lookup.Output(attribute.String, "ID of the workspace that the user identity belongs to", attribute.LowercaseUUID),
		"created_at":                lookup.Output(attribute.Instant, "Date and time at which the user identity was created", "in RFC 3339 format"),
		"display_name":              lookup.Personal("Name that Seam shows for the user"),
		"full_name":                 lookup.Personal("Full name of the user"),
		"email_address":             lookup.Personal("Email address of the user"),
		"phone_number":              lookup.Personal("Phone number of the user"),
		"merged_user_identity_ids":  lookup.Output(attribute.SetOfStrings, "IDs of the user identities that were merged into this one", "as a set of lowercase UUIDs"),
		"merged_user_identity_keys": lookup.Output(attribute.SetOfStrings, "Keys of the user identities that were merged into this one", "as a set of strings"),
	}.With(lookup.ProblemAttributes("user identity"))
}
