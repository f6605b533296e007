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
		MarkdownDescription: "Manages a Seam [client session](https://www.seam.co/docs/core-concepts/authentication/client-session-tokens), " +
			"which lets the browser or phone of one end user call Seam directly, limited to that user's devices.\n\n" +
			"Create, read and update use the same idempotent API call, *Get or Create a Client Session*. " +
			"The provider adopts an existing session with the same `user_identifier_key`. If a session was deleted outside Terraform, the next refresh creates it again, unless it has expired. " +
			"An update sends only what the plan changes. The provider does not manage attributes that you omit. For those, the state shows the values that Seam has.",
		Attributes: resourceAttributes().Resource(),
	}
}

// identityModel is the resource identity of a session. It does not contain the key,
// which may be a secret.
type identityModel struct {
	ClientSessionID types.String `tfsdk:"client_session_id"`
	WorkspaceID     types.String `tfsdk:"workspace_id"`
}

func identitySchema() identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"client_session_id": identityschema.StringAttribute{RequiredForImport: true, Description: "ID of the session, a UUID."},
		"workspace_id": identityschema.StringAttribute{
			OptionalForImport: true,
			Description:       "ID of the workspace, a UUID. The import fails with a credential of another workspace.",
		},
	}}
}
