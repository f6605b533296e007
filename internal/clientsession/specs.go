package clientsession

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// sentAttributes are the attributes that are fields of the request.
var sentAttributes = []string{
	"user_identifier_key", "connect_webview_ids", "connected_account_ids", "expires_at", "user_identity_id", "user_identity_ids",
}

func isUUID() validator.String {
	return stringvalidator.RegexMatches(seam.UUID, "must be a UUID in lower case, such as 71ff7f71-2cf4-458a-8db4-6ad539c8b66a")
}

func idListValidators() []validator.Set {
	return []validator.Set{
		setvalidator.NoNullValues(),
		setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1)),
	}
}

// sessionSpecs are the fields of a client session, named as Seam names them.
func sessionSpecs() map[string]spec {
	return map[string]spec{
		"user_identifier_key": {
			description: "Your ID of the end user, at least one character. It finds the session within the workspace. " +
				"Seam advises an opaque value that only the user knows, such as a UUID, and no e-mail address or name.",
			managed: "Default: a random UUID, made when the resource is created and kept in state. " +
				"Another key means another session: changing it replaces the resource.",
			strings: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"connect_webview_ids": {
			kind:        kindStrings,
			description: "IDs of the [Connect Webviews](https://docs.seam.co/latest/core-concepts/connect-webviews) that the session may see.",
			managed: "Changed in place; the list of the session is replaced. `[]` removes all. " +
				"Leave it out to keep what Seam has, such as webviews that the user opened.",
			sets: idListValidators(),
		},
		"connected_account_ids": {
			kind:        kindStrings,
			description: "IDs of the [connected accounts](https://docs.seam.co/latest/core-concepts/connected-accounts) whose devices the session may use.",
			managed: "Changed in place; the list of the session is replaced. `[]` removes all. " +
				"Leave it out to keep what Seam has: accounts that the user connects are then not removed.",
			sets: idListValidators(),
		},
		"expires_at": {
			kind: kindInstant,
			description: "Date and time at which the session expires, in RFC 3339 format with a time zone and at most milliseconds, " +
				"such as `2030-01-31T18:00:00Z`. Two spellings of one instant are equal. An instant that has passed is never sent. Default: chosen by Seam.",
			managed: "Changed in place: ID and token stay the same.",
			strings: []validator.String{instant.WholeMilliseconds()},
		},
		"user_identity_id": {
			description: "ID of the user identity that the session is associated with, a UUID in lower case.",
			managed:     "Changed in place.",
			strings:     []validator.String{isUUID(), stringvalidator.ConflictsWith(path.MatchRoot("user_identity_ids"))},
		},
		"user_identity_ids": {
			kind:        kindStrings,
			description: "ID of the user identity as a list of exactly one UUID. Use `user_identity_id` instead.",
			deprecated:  "Use user_identity_id instead. Seam has deprecated this field.",
			sets:        []validator.Set{setvalidator.SizeBetween(1, 1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(isUUID())},
		},
		"client_session_id": {description: "ID of the session, a UUID."},
		"workspace_id":      {description: "ID of the workspace that the session belongs to, a UUID: that of the credential."},
		"created_at":        {kind: kindInstant, description: "Date and time at which the session was created, in RFC 3339 format."},
		"token": {
			sensitive:   true,
			description: "Client session token: the secret that the browser or the phone uses.",
			managed:     "It is stored in the Terraform state, unless `store_token` is `false`.",
		},
		"token_fingerprint": {
			description: "First 12 hexadecimal digits of the SHA-256 of the token. It is no secret, and another one means another token, " +
				"so that it can version write-only arguments of other providers.",
		},
		"device_count": {kind: kindInt, description: "Number of devices that the session reaches, as of the last time that it was read."},
		"customer_id":  {description: "ID of the customer that the session belongs to, where Seam returns one."},
		"customer_key": {description: "Your key of the customer that the session belongs to, where Seam returns one."},
	}
}
