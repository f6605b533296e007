package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var (
	_ resource.ResourceWithConfigure   = (*sessionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*sessionResource)(nil)
	_ resource.ResourceWithImportState = (*sessionResource)(nil)

	_ resource.ResourceWithValidateConfig = (*sessionResource)(nil)
)

// NewResource returns the managed resource seam_client_session.
func NewResource() resource.Resource { return &sessionResource{} }

type sessionResource struct {
	connection *Connection
}

func (r *sessionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_session"
}

func (r *sessionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

func (r *sessionResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return // validation runs without a configured provider
	}
	connection, ok := req.ProviderData.(*Connection)
	if !ok {
		resp.Diagnostics.AddError("Unexpected provider data",
			fmt.Sprintf("The provider handed over %T. This is a fault of the provider; please report it.", req.ProviderData))
		return
	}
	r.connection = connection
}

// ModifyPlan overrides the framework's plan for an update: it marks computed
// attributes unknown that an update leaves alone.
func (r *sessionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() || req.Plan.Raw.IsNull() {
		return // create and destroy
	}
	var config, prior model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	seen, diags := readPhase(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	planned, verdict := planUpdate(config, prior, seen)
	switch {
	case verdict.replace:
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root("user_identifier_key"))
	case verdict.unreachable:
		resp.Diagnostics.AddError("The session has no user_identifier_key", fmt.Sprintf(
			"%s was imported and has no user_identifier_key, so get-or-create cannot find it to change it. "+
				"Take the changed attributes out of the configuration, or set user_identifier_key to replace it with a new session.",
			subject(prior)))
	case verdict.dead:
		resp.Diagnostics.Append(deadWarning(prior))
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &planned)...)
}

func (r *sessionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if !uuidPattern.MatchString(req.ID) {
		resp.Diagnostics.AddError("Not a client session ID", fmt.Sprintf(
			"The import ID of a seam_client_session is its client_session_id, a UUID in lower case; %q is none.", req.ID))
		return
	}
	stub := emptyModel()
	resp.Diagnostics.Append(resp.State.Set(ctx, &stub)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("client_session_id"), req.ID)...)
}
