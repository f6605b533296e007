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
	const (
		unmanaged   = "not managed: it is not sent, and shows what Seam has"
		uuid        = "a UUID in lower case"
		uuids       = "a set of IDs, in any order; `[]` is none"
		instants    = "RFC 3339 with a time zone and at most milliseconds, such as `2030-01-31T18:00:00Z`"
		withSession = "with another session only"
	)
	return map[string]spec{
		"user_identifier_key": {
			description: "Your ID of the end user. It finds the session within the workspace. " +
				"Seam advises an opaque value that only the user knows, such as a UUID, and no e-mail address or name.",
			format: "text of at least one character",
			unset:  "a random UUID, made when the resource is created and kept in state",
			change: "replaces the resource, because another key means another session",
			origin: sent, strings: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"connect_webview_ids": {
			kind:        kindStrings,
			description: "IDs of the [Connect Webviews](https://docs.seam.co/latest/core-concepts/connect-webviews) that the session may see.",
			format:      uuids,
			unset:       unmanaged + ", such as webviews that the user opened",
			change:      "in place; the list of the session is replaced as a whole",
			origin:      sent, sets: idListValidators(),
		},
		"connected_account_ids": {
			kind:        kindStrings,
			description: "IDs of the [connected accounts](https://docs.seam.co/latest/core-concepts/connected-accounts) whose devices the session may use.",
			format:      uuids,
			unset:       unmanaged + ", so that accounts which the user connects stay",
			change:      "in place; the list of the session is replaced as a whole",
			origin:      sent, sets: idListValidators(),
		},
		"expires_at": {
			kind:        kindInstant,
			description: "Date and time at which the session expires. An instant that has passed is never sent.",
			format:      instants + "; two spellings of one instant are equal",
			unset:       "not sent: Seam chooses it for a new session, and one that exists keeps its own",
			change:      "in place; ID and token stay the same",
			origin:      sent, strings: []validator.String{instant.WholeMilliseconds()},
		},
		"user_identity_id": {
			description: "ID of the user identity that the session is associated with.",
			format:      uuid,
			unset:       unmanaged,
			change:      "in place",
			origin:      sent,
			strings:     []validator.String{isUUID(), stringvalidator.ConflictsWith(path.MatchRoot("user_identity_ids"))},
		},
		"user_identity_ids": {
			kind:        kindStrings,
			description: "ID of the user identity as a list. Use `user_identity_id` instead; they exclude each other.",
			format:      "a set of exactly one UUID in lower case",
			unset:       unmanaged,
			change:      "in place",
			origin:      sent,
			deprecated:  "Use user_identity_id instead. Seam has deprecated this field.",
			sets:        []validator.Set{setvalidator.SizeBetween(1, 1), setvalidator.NoNullValues(), setvalidator.ValueStringsAre(isUUID())},
		},
		"client_session_id": {description: "ID of the session.", format: uuid, change: "when the session is rotated or had to be created again", origin: fromSeam},
		"workspace_id": {
			description: "ID of the workspace that the session belongs to: that of the credential.",
			format:      uuid, change: "never; a credential of another workspace is an error", origin: fromSeam,
		},
		"created_at": {kind: kindInstant, description: "Date and time at which the session was created.", format: "RFC 3339", change: withSession, origin: fromSeam},
		"token": {
			sensitive:   true,
			description: "Client session token: the secret that the browser or the phone uses. It is stored in the Terraform state, unless `store_token` is `false`.",
			format:      "`seam_cst…`", change: withSession, origin: fromSeam,
		},
		"token_fingerprint": {
			description: "Fingerprint of the token: the first digits of its SHA-256. It is no secret, and another one means another token, " +
				"so that it can version write-only arguments of other providers.",
			format: "12 hexadecimal digits", change: "whenever `token` does, and only then", origin: fromProvider,
		},
		"device_count": {
			kind: kindInt, description: "Number of devices that the session reaches, as of the last time that it was read.",
			format: "a whole number", change: "by itself, as devices come and go", origin: fromSeam,
		},
		"customer_id":  {description: "ID of the customer that the session belongs to, where Seam returns one.", format: "text, null where there is none", change: "on Seam only", origin: fromSeam},
		"customer_key": {description: "Your key of the customer that the session belongs to, where Seam returns one.", format: "text, null where there is none", change: "on Seam only", origin: fromSeam},
	}
}
