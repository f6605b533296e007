package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Delete deletes or revokes the session, so that its token dies, or leaves it
// alone, as on_destroy says. One that is gone already is as it should be.
func (r *sessionResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	prior, diags := load(ctx, modelFields, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	defer r.connection.Lock(lockName(prior))()
	if prior.OnDestroy.ValueString() == destroyKeep {
		r.connection.Kept.Add(prior.ClientSessionID.ValueString())
		return
	}
	client, diags := r.connection.ForWriting(ctx, subject(prior), prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	id := prior.ClientSessionID.ValueString()
	if r.connection.HandedOut.Has(id) {
		resp.Diagnostics.AddWarning("Client session was not deleted", fmt.Sprintf(
			"%s is %s, which this run has just returned for another object of the same key, as happens under create_before_destroy "+
				"or when two resources use one key. Deleting it would kill that one too, so nothing was sent. The token is the same as before; "+
				"for a new one, change rotate_when_changed without -replace.", subject(prior), id))
		return
	}
	err := r.end(ctx, client, prior)
	if err != nil && !seam.IsNotFound(err) {
		verb := "delete"
		if prior.OnDestroy.ValueString() == destroyRevoke {
			verb = "revoke"
		}
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not " + verb + " the client session", Subject: subject(prior), Consequence: "It stays in state.",
		}, err)...)
	}
}

// end ends the session by its ID; what an unclear create left is found by its
// key.
func (r *sessionResource) end(ctx context.Context, client *seam.Client, prior model) error {
	id := prior.ClientSessionID.ValueString()
	if id == "" {
		session, err := client.FindClientSession(ctx, prior.UserIdentifierKey.ValueString())
		if err != nil {
			return err
		}
		id = session.ClientSessionID
	}
	if prior.OnDestroy.ValueString() == destroyRevoke {
		err := client.RevokeClientSession(ctx, id)
		if err == nil || seam.MaybeApplied(err) {
			r.connection.Revoked.Add(id)
		}
		return err
	}
	return client.DeleteClientSession(ctx, id)
}

// lockName names the session for Lock: by its key, under which another resource
// may be handed it, or else by its ID.
func lockName(m model) string {
	if isKnown(m.UserIdentifierKey) {
		return m.UserIdentifierKey.ValueString()
	}
	return m.ClientSessionID.ValueString()
}
