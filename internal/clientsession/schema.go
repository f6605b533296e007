package clientsession

import (
	"maps"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// sentAttributes are the attributes that are fields of the request.
var sentAttributes = []string{
	"user_identifier_key", "connect_webview_ids", "connected_account_ids", "expires_at", "user_identity_id", "user_identity_ids",
}

// uuidPattern is the lower-case form, the one that Seam returns: another case
// of the same UUID would come back as a difference.
var uuidPattern = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

func isUUID() validator.String {
	return stringvalidator.RegexMatches(uuidPattern, "must be a UUID in lower case, such as 71ff7f71-2cf4-458a-8db4-6ad539c8b66a")
}

func resourceSchema() schema.Schema {
	attributes := computedAttributes()
	maps.Copy(attributes, configurableAttributes())
	maps.Copy(attributes, policyAttributes())
	return schema.Schema{
		MarkdownDescription: "A Seam [client session](https://docs.seam.co/latest/core-concepts/authentication/client-session-tokens): " +
			"it lets the browser or the phone of one end user talk to Seam directly, limited to that user's devices.\n\n" +
			"Create, read and update are one and the same idempotent API call, *Get or Create a Client Session*. " +
			"A session that exists with the same `user_identifier_key` is adopted; a session that is gone is created again at the next refresh. " +
			"An attribute that is not in the configuration is never sent: it shows what Seam has.",
		Attributes: attributes,
	}
}

func configurableAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"user_identifier_key": schema.StringAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "Your ID of the end user, at least one character. It finds the session within the workspace. " +
				"Seam advises an opaque value that only the user knows, such as a UUID, and no e-mail address or name. " +
				"Default: a random UUID, made when the resource is created and kept in state. " +
				"Another key means another session: changing it replaces the resource.",
			Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"connect_webview_ids": schema.SetAttribute{
			Optional: true, Computed: true, ElementType: types.StringType,
			MarkdownDescription: "IDs of the [Connect Webviews](https://docs.seam.co/latest/core-concepts/connect-webviews) that the session may see. " +
				"Changed in place; the list of the session is replaced. `[]` removes all. " +
				"Leave it out to keep what Seam has, such as webviews that the user opened.",
			Validators: idListValidators(),
		},
		"connected_account_ids": schema.SetAttribute{
			Optional: true, Computed: true, ElementType: types.StringType,
			MarkdownDescription: "IDs of the [connected accounts](https://docs.seam.co/latest/core-concepts/connected-accounts) whose devices the session may use. " +
				"Changed in place; the list of the session is replaced. `[]` removes all. " +
				"Leave it out to keep what Seam has: accounts that the user connects are then not removed.",
			Validators: idListValidators(),
		},
		"expires_at": schema.StringAttribute{
			CustomType: instant.Type{},
			Optional:   true, Computed: true,
			MarkdownDescription: "Date and time at which the session expires, in RFC 3339 format with a time zone and at most milliseconds, " +
				"such as `2030-01-31T18:00:00Z`. Changed in place: ID and token stay the same. " +
				"Two spellings of one instant are equal. An instant that has passed is never sent. Default: chosen by Seam.",
			Validators: []validator.String{instant.WholeMilliseconds()},
		},
		"user_identity_id": schema.StringAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "ID of the user identity to associate with the session, a UUID in lower case. Changed in place.",
			Validators: []validator.String{
				isUUID(),
				stringvalidator.ConflictsWith(path.MatchRoot("user_identity_ids")),
			},
		},
		"user_identity_ids": schema.SetAttribute{
			Optional: true, Computed: true, ElementType: types.StringType,
			DeprecationMessage:  "Use user_identity_id instead. Seam has deprecated this field.",
			MarkdownDescription: "ID of the user identity as a list of exactly one UUID. Use `user_identity_id` instead.",
			Validators: []validator.Set{
				setvalidator.SizeBetween(1, 1),
				setvalidator.NoNullValues(),
				setvalidator.ValueStringsAre(isUUID()),
			},
		},
	}
}

func computedAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"client_session_id": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "ID of the session, a UUID. It is also the import ID.",
		},
		"workspace_id": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "ID of the workspace that the session belongs to, a UUID: that of the credential.",
		},
		"created_at": schema.StringAttribute{
			CustomType:          instant.Type{},
			Computed:            true,
			MarkdownDescription: "Date and time at which the session was created, in RFC 3339 format.",
		},
		"token": schema.StringAttribute{
			Computed: true, Sensitive: true,
			MarkdownDescription: "Client session token: the secret that the browser or the phone uses. It is stored in the Terraform state.",
		},
		"device_count": schema.Int64Attribute{
			Computed:            true,
			MarkdownDescription: "Number of devices that the session reaches, as of the last refresh.",
		},
		"customer_id": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "ID of the customer that the session belongs to, where Seam returns one.",
		},
		"customer_key": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "Your key of the customer that the session belongs to, where Seam returns one.",
		},
	}
}

func idListValidators() []validator.Set {
	return []validator.Set{
		setvalidator.NoNullValues(),
		setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1)),
	}
}
