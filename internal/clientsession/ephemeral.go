package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
)

var (
	_ ephemeral.EphemeralResourceWithConfigure      = (*ephemeralSession)(nil)
	_ ephemeral.EphemeralResourceWithClose          = (*ephemeralSession)(nil)
	_ ephemeral.EphemeralResourceWithRenew          = (*ephemeralSession)(nil)
	_ ephemeral.EphemeralResourceWithValidateConfig = (*ephemeralSession)(nil)
)

// NewEphemeralResource returns the ephemeral resource seam_client_session, whose
// token is in neither plan nor state.
func NewEphemeralResource() ephemeral.EphemeralResource { return &ephemeralSession{} }

type ephemeralSession struct {
	connection *connection.Connection
}

type ephemeralModel struct {
	sessionModel

	ExpiresIn types.String
	OnClose   types.String
}

var ephemeralFields = append(
	lift(sessionFields, func(m *ephemeralModel) *sessionModel { return &m.sessionModel }),
	bind("expires_in", func(m *ephemeralModel) *types.String { return &m.ExpiresIn }),
	bind("on_close", func(m *ephemeralModel) *types.String { return &m.OnClose }),
)

// ephemeralInputs are the fields of a session that the ephemeral resource gets or creates.
var ephemeralInputs = only(ephemeralFields, ephemeralAttributes(), func(name string, a attribute.Attribute) bool {
	return a.Settable() && name != "client_session_id"
})

func (e *ephemeralSession) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_session"
}

func ephemeralAttributes() attribute.List {
	session := sessionAttributes()
	key, id, token := session["user_identifier_key"], lookupAttributes()["client_session_id"], session["token"]
	key.Default = lookupAttributes()["user_identifier_key"].Default
	id.Origin = attribute.Sent
	token.Details += " It is stored in neither plan nor state."
	lifetime := policyAttributes()["expires_in"]
	lifetime.Details = "During a long apply, the provider moves the expiry of the open session before it expires. The token stays the same."
	lifetime.Default = "Defaults to none. A session that this resource creates with an `on_close` other than `keep` is then valid for one hour, and the provider renews it."
	return session.With(attribute.List{
		"user_identifier_key": key, "client_session_id": id, "token": token, "expires_in": lifetime,
		"on_close": {
			Kind:  attribute.String,
			Brief: "What the provider does at the end of the run with a session that this resource created", Format: "`keep`, `revoke` or `delete`",
			Details: "The provider always keeps a session that existed before. Terraform opens ephemeral resources both in plan and in apply. " +
				"With a value other than `keep`, plan and apply each have their own session.",
			Default: "Defaults to `keep`.",
			Origin:  attribute.NotSent,
			Strings: []validator.String{stringvalidator.OneOf(destroyKeep, destroyRevoke, destroyDelete)},
		},
	})
}

func (e *ephemeralSession) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Provides a Seam client session whose token is stored in neither plan nor state. Opening it calls *Get or Create a Client Session*, " +
			"so plan and apply use the same session and the same token. With `client_session_id`, it reads an existing session and never creates one.",
		Attributes: ephemeralAttributes().Ephemeral(),
	}
}

func (e *ephemeralSession) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	e.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (e *ephemeralSession) ValidateConfig(ctx context.Context, req ephemeral.ValidateConfigRequest, resp *ephemeral.ValidateConfigResponse) {
	config, diags := load(ctx, ephemeralFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(checkAddress(config)...)
		resp.Diagnostics.Append(checkDurations(policy{ExpiresIn: config.ExpiresIn})...)
	}
}

// checkAddress requires a key or an ID, because an ephemeral session must be found
// again.
func checkAddress(config ephemeralModel) diag.Diagnostics {
	var diags diag.Diagnostics
	key, id := config.UserIdentifierKey, config.ClientSessionID
	if key.IsNull() && id.IsNull() {
		diags.AddError("Missing user_identifier_key or client_session_id", "Set user_identifier_key to get or create a session, or client_session_id to read an existing one.")
	}
	if !isKnown(id) {
		return diags
	}
	for _, f := range ephemeralInputs {
		if isKnown(f.get(&config)) {
			diags.AddAttributeError(path.Root(f.name), "Conflicting arguments", fmt.Sprintf(
				"client_session_id reads an existing session, so you cannot also set %s. Remove one of them.", f.name))
		}
	}
	return diags
}
