package clientsession

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Create gets or creates the session. An error after the answer would taint the
// resource, and the next apply would delete a session that may not be its own;
// so a failed create saves nothing, but for the key that it made up itself.
func (r *sessionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	config, diags := load(ctx, modelFields, req.Config)
	planned, more := load(ctx, modelFields, req.Plan)
	resp.Diagnostics.Append(append(diags, more...)...)
	if resp.Diagnostics.HasError() {
		return
	}
	defer r.connection.Lock(config.UserIdentifierKey.ValueString())()
	client, diags := r.connection.ForWriting(ctx, subject(config), "")
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(checkFuture(subject(config), config.sessionModel, r.connection.Time())...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(r.refuseExisting(ctx, client, config)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	planned.UserIdentifierKey = types.StringValue(keyFor(config))
	todo := r.request(config.sessionModel, planned, planned)
	todo.WorkspaceID = r.connection.WorkspaceID
	if config.OnDestroy.ValueString() == destroyRevoke {
		todo.Revoked = revokedAnywhere(r.connection)
	}
	session, outcome := todo.Do(ctx, client)
	resp.Diagnostics.Append(outcome.Diags...)
	if resp.Diagnostics.HasError() {
		if config.UserIdentifierKey.IsNull() && outcome.MaybeApplied {
			left := emptyModel()
			left.UserIdentifierKey = planned.UserIdentifierKey
			if workspace, err := client.Workspace(ctx); err == nil { // so that no other workspace takes it for gone
				left.WorkspaceID = types.StringValue(workspace.WorkspaceID)
			}
			resp.Diagnostics.Append(storeModel(ctx, &resp.State, left)...)
		}
		return
	}
	state := settle(planned, fromAPI(session))
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state)...)
	resp.Diagnostics.Append(r.handOut(state)...)
}

// refuseExisting honours on_existing = "error". Somebody may create the session
// between this question and the request; it is then adopted, and there is still
// one session.
func (r *sessionResource) refuseExisting(ctx context.Context, client *seam.Client, config model) diag.Diagnostics {
	if config.OnExisting.ValueString() != existingError || config.UserIdentifierKey.IsNull() {
		return nil // a key made up now has no session
	}
	var diags diag.Diagnostics
	found, err := client.FindClientSession(ctx, config.UserIdentifierKey.ValueString())
	switch {
	case seam.IsNotFound(err):
	case err == nil && r.connection.Kept.Has(found.ClientSessionID): // its own, which a replacement returns
	case err != nil:
		diags = seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not find out whether the client session exists", Subject: subject(config), Consequence: "Nothing was created.",
		}, err)
	default:
		diags.AddAttributeError(path.Root("user_identifier_key"), "The client session exists already", fmt.Sprintf(
			"%s exists: %s, created at %s. on_existing is \"error\", so it was not adopted, and nothing was changed. "+
				"If it is this resource's own, as after an apply that was cut off, import it; put the address of the resource after \"to\":\n\n"+
				"import {\n  to = seam_client_session.NAME\n  id = %q\n}\n\n"+
				"Otherwise choose another user_identifier_key.",
			subject(config), found.ClientSessionID, found.CreatedAt, found.ClientSessionID))
	}
	return diags
}

// keyFor returns the configured key, or a new random one: Seam asks for an
// opaque key, and no request is ever sent without one.
func keyFor(config model) string {
	if isKnown(config.UserIdentifierKey) {
		return config.UserIdentifierKey.ValueString()
	}
	return uuid.NewString() // Go ends the process of a machine without random numbers
}
