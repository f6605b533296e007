package clientsession

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

func idListValidators() []validator.Set {
	return []validator.Set{
		setvalidator.NoNullValues(),
		setvalidator.ValueStringsAre(attribute.IsUUID()),
	}
}

// Phrases that several attributes share.
const (
	withNewSession = "It changes only when a new session replaces this one."
)

// sessionAttributes are the fields of a client session, with the names that Seam uses.
func sessionAttributes() attribute.List {
	const (
		ids       = "as a set of UUIDs in any order"
		replaced  = "Changing this updates the session in place and replaces the whole list."
		unmanaged = "If you omit it, the provider does not manage the user identity. It sends nothing and shows the identity that Seam has."
		inPlace   = "Changing this updates the session in place."
	)
	return attribute.List{
		"user_identifier_key": {
			Kind:  attribute.String,
			Brief: "Your ID for the end user", Format: "as text of at least one character",
			Details: "It identifies the session within the workspace. Errors and warnings show it, even if it comes from a sensitive value.",
			Setting: "Use an opaque value that only the user knows, such as a UUID, instead of an email address or a name. Seam recommends this in its guide to publishable keys.",
			Default: "Defaults to a random UUID, which the provider generates when it creates the resource and keeps in state.",
			Change:  "Changing this replaces the resource, because a different key identifies a different session.",
			Origin:  attribute.Sent, Strings: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"connect_webview_ids": {
			Kind:  attribute.SetOfStrings,
			Brief: "IDs of the [Connect Webviews](https://www.seam.co/docs/core-concepts/connect-webviews) that the session may see", Format: ids,
			Setting: "`[]` means none. " + attribute.AnyCase,
			Default: "If you omit it, the provider does not manage the list. It sends nothing and shows the list that Seam has, including webviews that the user opened.",
			Change:  replaced,
			Origin:  attribute.Sent, Sets: idListValidators(),
		},
		"connected_account_ids": {
			Kind:  attribute.SetOfStrings,
			Brief: "IDs of the [connected accounts](https://www.seam.co/docs/core-concepts/connected-accounts) whose devices the session may use", Format: ids,
			Setting: "`[]` means none. " + attribute.AnyCase,
			Default: "If you omit it, the provider does not manage the list. It sends nothing, shows the list that Seam has, and keeps the accounts that the user connects.",
			Change:  replaced,
			Origin:  attribute.Sent, Sets: idListValidators(),
		},
		"expires_at": {
			Kind:  attribute.Instant,
			Brief: "Date and time at which the session expires", Format: "in RFC 3339 format with a time zone and at most milliseconds, such as `2030-01-31T18:00:00Z`",
			Setting: "Two notations of the same instant are equal. The provider never sends an instant in the past.",
			Default: "If you omit it, the provider does not send it. Seam then chooses the expiry of a new session, and an existing session keeps its expiry.",
			Change:  "Changing this updates the session in place. The ID stays the same, and the provider assumes that the token does, too.",
			Origin:  attribute.Sent, Strings: []validator.String{instant.WholeMilliseconds()},
		},
		"user_identity_id": {
			Kind:  attribute.String,
			Brief: "ID of the user identity that the session is associated with", Format: attribute.UUID,
			Details: "When a user identity is deleted, Seam also deletes its sessions.",
			Setting: attribute.AnyCase,
			Default: unmanaged, Change: inPlace,
			Origin:  attribute.Sent,
			Strings: []validator.String{attribute.IsUUID()}, ConflictsWith: "user_identity_ids",
		},
		"user_identity_ids": {
			Kind:  attribute.SetOfStrings,
			Brief: "ID of the user identity", Format: "as a set of UUIDs",
			Details: "Use `user_identity_id` instead.",
			Setting: "The set must have exactly one element, and it conflicts with `user_identity_id`.",
			Default: unmanaged, Change: inPlace,
			Origin:     attribute.Sent,
			Deprecated: "Use user_identity_id instead. Seam has deprecated this field.",
			Sets:       []validator.Set{setvalidator.SizeBetween(1, 1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(attribute.IsUUID())},
		},
		"client_session_id": {
			Kind:  attribute.String,
			Brief: "ID of the session", Format: attribute.LowercaseUUID,
			Change: "It changes when the token is rotated or the session has to be created again.",
			Origin: attribute.FromSeam,
		},
		"workspace_id": {
			Kind:  attribute.String,
			Brief: "ID of the workspace that the session belongs to", Format: attribute.LowercaseUUID,
			Details: "This is the workspace of the credential.",
			Change:  "It never changes, because the provider rejects a credential of another workspace.",
			Origin:  attribute.FromSeam,
		},
		"created_at": {
			Kind:  attribute.Instant,
			Brief: "Date and time at which the session was created", Format: "in RFC 3339 format",
			Change: withNewSession,
			Origin: attribute.FromSeam,
		},
		"token": {
			Kind:  attribute.String,
			Brief: "Client session token", Format: "in the form `seam_cst…`",
			Details: "It is the secret that the browser or phone of the end user uses.",
			Managed: "It is stored in the Terraform state unless `store_token` is `false`.",
			Change:  withNewSession,
			Origin:  attribute.FromSeam, Sensitive: true,
		},
		"token_fingerprint": {
			Kind:  attribute.String,
			Brief: "Fingerprint of the token", Format: "as 12 hexadecimal digits",
			Details: "It is the beginning of the token's SHA-256 hash and is not a secret. " +
				"A different fingerprint means a different token.",
			Change: "It changes when `token` changes, and only then.",
			Origin: attribute.FromProvider,
		},
		"token_version": {
			Kind:  attribute.Number,
			Brief: "Version of the token", Format: "as a whole number from 1 to 268435456",
			Details: "It is computed from `token_fingerprint` and is not a secret. Use it as the version of write-only arguments of other providers, such as `secret_string_wo_version`. " +
				"The probability that a new token has the same version as the old one is 1 in 268 million.",
			Change: "It changes when `token` changes.",
			Origin: attribute.FromProvider,
		},
		"device_count": {
			Kind:  attribute.Number,
			Brief: "Number of devices that the session can access", Format: "as a whole number",
			Details: "It is the number at the time of the last read.",
			Change:  "It changes as devices are added and removed.",
			Origin:  attribute.FromSeam,
		},
		"customer_id": {
			Kind:  attribute.String,
			Brief: "ID of the customer that the session belongs to", Format: "as text, or null if Seam returns none",
			Change: "It changes only outside Terraform.",
			Origin: attribute.FromSeam,
		},
		"customer_key": {
			Kind:  attribute.String,
			Brief: "Your key for the customer that the session belongs to", Format: "as text, or null if Seam returns none",
			Change: "It changes only outside Terraform.",
			Origin: attribute.FromSeam,
		},
	}
}

// lookupAttributes identify an existing session by its key or its ID. Blocks that
// have them validate that exactly one of lookupPaths is set.
func lookupAttributes() attribute.List {
	key, id := sessionAttributes()["user_identifier_key"], sessionAttributes()["client_session_id"]
	key.Use, id.Use = attribute.InputOutput, attribute.InputOutput
	key.Setting = ""
	key.Default, id.Default = "Set either this or `client_session_id`.", "Set either this or `user_identifier_key`."
	id.Format, id.Setting, id.Strings = attribute.UUID, attribute.AnyCase, []validator.String{attribute.IsUUID()}
	return attribute.List{"user_identifier_key": key, "client_session_id": id}
}

func lookupPaths() []path.Expression {
	return []path.Expression{path.MatchRoot("user_identifier_key"), path.MatchRoot("client_session_id")}
}
