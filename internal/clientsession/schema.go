package clientsession

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
)

func resourceAttributes() attribute.List { return sessionAttributes().With(policyAttributes()) }

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A Seam [client session](https://www.seam.co/docs/core-concepts/authentication/client-session-tokens): " +
			"it lets the browser or the phone of one end user talk to Seam directly, limited to that user's devices.\n\n" +
			"Create, read and update are one and the same idempotent API call, *Get or Create a Client Session*. " +
			"A session that exists with the same `user_identifier_key` is adopted; a session that is gone is created again at the next refresh, unless its expiry has come. " +
			"An update sends what the plan changes, and nothing else. An attribute that is not in the configuration is not managed: it shows what Seam has.",
		Attributes: resourceAttributes().Resource(),
	}
}

// identityModel is what makes a session one session. It holds no secret: the
// key may be one.
type identityModel struct {
	ClientSessionID types.String `tfsdk:"client_session_id"`
	WorkspaceID     types.String `tfsdk:"workspace_id"`
}

func identitySchema() identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"client_session_id": identityschema.StringAttribute{RequiredForImport: true, Description: "ID of the session, a UUID."},
		"workspace_id": identityschema.StringAttribute{
			OptionalForImport: true,
			Description:       "ID of the workspace, a UUID. With a credential of another workspace the import fails.",
		},
	}}
}
