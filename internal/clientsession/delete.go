package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Delete deletes or revokes the session to invalidate its token, or keeps it, as
// on_destroy says. It succeeds if the session no longer exists.
func (r *sessionResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	prior, diags := load(ctx, modelFields, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	// In a replacement, Terraform plans the deletion with the identity of the new
	// object, which has none yet. Terraform stores the identity that a failed
	// deletion returns. After a successful one, the framework returns none.
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, prior)...)
	defer r.connection.Sessions.Lock(lockName(prior))()
	id := prior.ClientSessionID.ValueString()
	if prior.OnDestroy.ValueString() == destroyKeep {
		r.connection.Sessions.End(id, connection.Kept)
		return
	}
	client, diags := r.connection.ForWriting(ctx, subject(prior), prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if isUnclear(prior) {
		session, err := client.FindClientSession(ctx, prior.UserIdentifierKey.ValueString())
		switch {
		case seam.IsNotFound(err) && prior.WorkspaceID.IsNull():
			resp.Diagnostics.Append(nowhereError(prior))
			return
		case err != nil:
			resp.Diagnostics.Append(endError(prior, err)...)
			return
		}
		if isOlder(prior, session) {
			resp.Diagnostics.Append(olderWarning(prior, session))
			return
		}
		id = session.ClientSessionID
	}
	if use := r.connection.Sessions.Use(id); use == connection.Returned || use == connection.Open {
		resp.Diagnostics.Append(sparedWarning(prior, id, use))
		return
	}
	resp.Diagnostics.Append(endError(prior, r.end(ctx, client, prior, id))...)
}

// end ends the session, and records how.
func (r *sessionResource) end(ctx context.Context, client *seam.Client, prior model, id string) error {
	how, end := connection.Deleted, client.DeleteClientSession
	if prior.OnDestroy.ValueString() == destroyRevoke {
		how, end = connection.Revoked, client.RevokeClientSession
	}
	err := end(ctx, id)
	if err == nil || seam.MaybeApplied(err) {
		r.connection.Sessions.End(id, how)
	}
	return err
}

// endError explains why a session could not be ended. It returns nil if the session
// was ended or no longer exists.
func endError(prior model, err error) diag.Diagnostics {
	if err == nil || seam.IsNotFound(err) {
		return nil
	}
	verb := "delete"
	if prior.OnDestroy.ValueString() == destroyRevoke {
		verb = "revoke"
	}
	return seamdiag.FromError(seamdiag.Operation{
		Summary: "Could not " + verb + " the client session", Subject: subject(prior), Consequence: "The resource stays in state.",
	}, err)
}

// sparedWarning explains why a session was not ended.
func sparedWarning(prior model, id string, use connection.Use) diag.Diagnostic {
	why := "which this run has just returned to another object with the same key. This happens with create_before_destroy " +
		"or when two resources use the same key. Deleting the session would also invalidate the token of the other object, so the provider did not delete it. " +
		"The token has not changed. To get a new token, change rotate_when_changed without -replace"
	if use == connection.Open {
		why = "which is open in an ephemeral resource of this run. Deleting the session would invalidate the token that the ephemeral resource has returned, so the provider did not delete it. " +
			"The session stays unless the on_close of the ephemeral resource ends it"
	}
	return diag.NewWarningDiagnostic("Client session was not deleted", fmt.Sprintf("%s is %s, %s.", subject(prior), id, why))
}

// lockName identifies the session for Lock by its key, because another resource may
// get the same session by the key. Without a key, it uses the ID.
func lockName(m model) string {
	if isKnown(m.UserIdentifierKey) {
		return m.UserIdentifierKey.ValueString()
	}
	return m.ClientSessionID.ValueString()
}
