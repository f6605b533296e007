package clientsession

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Create gets or creates the session. An error after the response would taint the
// resource, and the next apply would delete a session that may not belong to it. A
// failed create therefore saves only a key that had no session before.
func (r *sessionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	config, diags := load(ctx, modelFields, req.Config)
	planned, more := load(ctx, modelFields, req.Plan)
	resp.Diagnostics.Append(append(diags, more...)...)
	if resp.Diagnostics.HasError() {
		return
	}
	defer r.connection.Sessions.Lock(config.UserIdentifierKey.ValueString())()
	client, diags := r.connection.ForWriting(ctx, subject(config), "")
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(checkFuture(subject(config), config.sessionModel, r.connection.Time())...)
	if resp.Diagnostics.HasError() {
		return
	}
	isNew, diags := r.checkExisting(ctx, client, config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	planned.UserIdentifierKey = types.StringValue(keyFor(config))
	todo := r.newRequest(config.sessionModel, planned, planned)
	todo.WorkspaceID = r.connection.WorkspaceID
	began := beginning(client, r.connection)
	session, outcome := todo.Do(ctx, client)
	resp.Diagnostics.Append(outcome.Diags...)
	if resp.Diagnostics.HasError() {
		if isNew && outcome.MaybeApplied {
			resp.Diagnostics.Append(saveUnclear(ctx, client, planned.UserIdentifierKey, began, resp)...)
		}
		return
	}
	state := settle(planned, fromAPI(session))
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state)...)
	ended := r.connection.Sessions.Ended(session.ClientSessionID)
	if outcome.Adopted && config.OnExisting.IsNull() && ended == connection.NotEnded && r.connection.Sessions.Use(session.ClientSessionID) != connection.Returned {
		resp.Diagnostics.Append(adoptedWarning(state, session))
	}
	resp.Diagnostics.Append(r.recordReturn(state)...)
}

// checkExisting implements on_existing = "error". It reports whether the key is known
// to have no session, which is always true of a random key. If something else creates
// the session between this look-up and the request, the request adopts it, and there
// is still only one session.
func (r *sessionResource) checkExisting(ctx context.Context, client *seam.Client, config model) (isNew bool, diags diag.Diagnostics) {
	if config.UserIdentifierKey.IsNull() {
		return true, nil
	}
	if config.OnExisting.ValueString() != existingError {
		return false, nil
	}
	found, err := client.FindClientSession(ctx, config.UserIdentifierKey.ValueString())
	switch {
	case seam.IsNotFound(err):
		return true, nil
	case err != nil:
		return false, seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not check whether the client session exists", Subject: subject(config), Consequence: "Nothing was created.",
		}, err)
	}
	if ended := r.connection.Sessions.Ended(found.ClientSessionID); ended == connection.Kept || ended == connection.Revoked {
		return false, nil // a replacement finds the session of the object that it replaces
	}
	diags.AddAttributeError(path.Root("user_identifier_key"), "The client session already exists", fmt.Sprintf(
		"%s already exists (%s, created at %s). on_existing is \"error\", so the provider did not adopt or change it. "+
			"If an interrupted apply of this resource created it, import it. Replace the address after \"to\" with the address of the resource:\n\n"+
			"import {\n  to = seam_client_session.NAME\n  id = %q\n}\n\n"+
			"Otherwise, choose a different user_identifier_key.",
		subject(config), found.ClientSessionID, found.CreatedAt, found.ClientSessionID))
	return false, diags
}

// keyFor returns the configured key, or a new random one. The provider sends no
// get-or-create request without a key.
func keyFor(config model) string {
	if isKnown(config.UserIdentifierKey) {
		return config.UserIdentifierKey.ValueString()
	}
	return uuid.NewString() // Go exits if the machine has no random numbers
}
