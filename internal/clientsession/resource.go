package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
)

var (
	_ resource.ResourceWithConfigure   = (*sessionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*sessionResource)(nil)
	_ resource.ResourceWithImportState = (*sessionResource)(nil)
	_ resource.ResourceWithMoveState   = (*sessionResource)(nil)

	_ resource.ResourceWithIdentity       = (*sessionResource)(nil)
	_ resource.ResourceWithValidateConfig = (*sessionResource)(nil)
)

// NewResource returns the managed resource seam_client_session.
func NewResource() resource.Resource { return &sessionResource{} }

type sessionResource struct {
	connection *connection.Connection
}

func (r *sessionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_session"
	// A session that an update creates again has a different ID.
	resp.ResourceBehavior.MutableIdentity = true
	// Planning needs no connection, so a deferred plan shows the known values.
	resp.ResourceBehavior.ProviderDeferred.EnablePlanModification = true
}

func (r *sessionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

func (r *sessionResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identitySchema()
}

func (r *sessionResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

// ModifyPlan overrides the framework's plan for an update, which marks even those
// computed attributes as unknown that the update does not change.
func (r *sessionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return // destroy
	}
	if req.State.Raw.IsNull() { // create
		planned, diags := load(ctx, modelFields, req.Plan)
		resp.Diagnostics.Append(diags...)
		if !resp.Diagnostics.HasError() {
			resp.Diagnostics.Append(storeModel(ctx, &resp.Plan, planned)...)
		}
		return
	}
	config, diags := load(ctx, modelFields, req.Config)
	prior, more := load(ctx, modelFields, req.State)
	resp.Diagnostics.Append(append(diags, more...)...)
	var noted notes
	noted.phase, diags = readPhase(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	_, noted.waiting, diags = getorcreate.Waiting(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	planned, v := planUpdate(config, prior, noted)
	resp.Diagnostics.Append(checkDurations(planned.policy)...) // ignore_changes may have added one of them
	switch {
	case v.replace:
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root("user_identifier_key"))
	case v.unreachable:
		resp.Diagnostics.AddError("The session has no user_identifier_key", fmt.Sprintf(
			"%s was imported and has no user_identifier_key, so get-or-create cannot find it and the provider cannot change it. "+
				"Remove the changed attributes from the configuration, or set user_identifier_key to replace the session with a new one.",
			subject(prior)))
	case v.undecided:
		resp.Diagnostics.Append(undecidedError(prior))
	case v.ignored:
		resp.Diagnostics.Append(ignoredWarning(prior))
	case v.unrenewable:
		resp.Diagnostics.Append(unrenewableWarning(prior))
	case v.renew:
		resp.Diagnostics.Append(renewWarning(prior))
	}
	resp.Diagnostics.Append(storeModel(ctx, &resp.Plan, planned)...)
}
