package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Read refreshes a session by get-or-create with nothing but its key, which
// changes nothing on a session that exists. One that is gone comes back.
func (r *sessionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	prior, diags := load(ctx, modelFields, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	importing, diags := takeImporting(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	session, diags := r.connection.Listed(ctx, subject(prior), connection.Wanted{
		ClientSessionID: prior.ClientSessionID.ValueString(), UserIdentifierKey: prior.UserIdentifierKey.ValueString(),
		WorkspaceID: prior.WorkspaceID.ValueString(),
	})
	resp.Diagnostics.Append(diags...)
	if session == nil && !resp.Diagnostics.HasError() {
		session = r.readAlone(ctx, prior, importing, resp)
	}
	if session == nil {
		return
	}
	resp.Diagnostics.Append(checkRead(prior, session)...)
	if resp.Diagnostics.HasError() {
		return
	}
	state := stateOf(fromAPI(session), prior)
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state)...)
	resp.Diagnostics.Append(notePhase(ctx, resp.Private, phaseOf(session.ExpiresAt.Time, session.AnsweredAt, prior.RenewBefore))...)
}

// readAlone asks for the one session. It returns nil when the response says
// already what came of it.
func (r *sessionResource) readAlone(ctx context.Context, prior model, importing bool, resp *resource.ReadResponse) *seam.ClientSession {
	client, diags := r.connection.ForReading(ctx, subject(prior), prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return nil
	}
	session, mayBeGone, err := readSession(ctx, client, prior)
	if mayBeGone && seam.IsNotFound(err) {
		resp.Diagnostics.Append(goneFor(prior, importing)...)
		// The framework demands an identity even of what is removed.
		resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, prior)...)
		resp.State.RemoveResource(ctx)
		return nil
	}
	if err != nil {
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not read the client session", Subject: subject(prior), Consequence: "State stays as it was.",
		}, err)...)
		return nil
	}
	return session
}

// readSession asks for the session in the way that its state allows. Only where
// it asks without creating may the answer be that there is none.
func readSession(ctx context.Context, client *seam.Client, prior model) (session *seam.ClientSession, mayBeGone bool, err error) {
	switch {
	case prior.UserIdentifierKey.IsNull(), client.ReadOnly() && !prior.ClientSessionID.IsNull():
		// Just imported, or a session without a key: get-or-create without one
		// would make another session. And a provider that only reads must not
		// bring back what is gone.
		session, err = client.GetClientSession(ctx, prior.ClientSessionID.ValueString())
		return session, true, err
	case prior.ClientSessionID.IsNull():
		// A create that ended without a clear answer left only its key. What
		// may exist is to be removed, so it must not be created now.
		session, err = client.FindClientSession(ctx, prior.UserIdentifierKey.ValueString())
		return session, true, err
	}
	session, err = client.GetOrCreateClientSession(ctx, seam.GetOrCreateParams{UserIdentifierKey: prior.UserIdentifierKey.ValueString()})
	return session, false, err
}

// goneFor says that a session is gone, where Read could not bring it back.
func goneFor(prior model, importing bool) diag.Diagnostics {
	var diags diag.Diagnostics
	switch {
	case importing:
		diags.AddError("No such client session", fmt.Sprintf(
			"%s does not exist in the workspace of the provider's credential. Check the import ID, and whether the credential is for the right workspace.",
			subject(prior)))
	case prior.UserIdentifierKey.IsNull():
		diags.AddWarning("Client session is gone", fmt.Sprintf(
			"%s no longer exists, and without a user_identifier_key it cannot be brought back. It is removed from state; Terraform will plan a new one.",
			subject(prior)))
	case !prior.ClientSessionID.IsNull():
		diags.AddWarning("Client session is gone", fmt.Sprintf(
			"%s was %s in state, which no longer exists. The provider is read-only, so it was not brought back; Terraform will plan a new one.",
			subject(prior), prior.ClientSessionID.ValueString()))
	}
	return diags
}

// checkRead reports an answer that is about something else than was asked for,
// and tells the user when Seam had to create the session again.
func checkRead(prior model, got *seam.ClientSession) diag.Diagnostics {
	var diags diag.Diagnostics
	asked := seam.GetOrCreateParams{UserIdentifierKey: prior.UserIdentifierKey.ValueString()}
	diags.Append(getorcreate.Check(subject(prior), prior.WorkspaceID.ValueString(), asked, got)...)
	if isKnown(prior.ClientSessionID) && prior.ClientSessionID.ValueString() != got.ClientSessionID && !diags.HasError() {
		diags.AddWarning("Client session was created again", fmt.Sprintf(
			"%s was %s in state. It no longer exists, and reading it by get-or-create made %s, with a new token. "+
				"Apply, so that whatever holds the old token receives the new one.",
			subject(prior), prior.ClientSessionID.ValueString(), got.ClientSessionID))
	}
	return diags
}

// deadWarning tells of an expired session that the plan cannot heal.
func deadWarning(prior model) diag.Diagnostic {
	if prior.UserIdentifierKey.IsNull() {
		return diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
			"%s expired at %s and its token no longer works. It has no user_identifier_key, so get-or-create cannot renew it; "+
				"replace it (terraform apply -replace=…).", subject(prior), prior.ExpiresAt.ValueString()))
	}
	return diag.NewAttributeWarningDiagnostic(path.Root("expires_at"), "The client session has expired", fmt.Sprintf(
		"%s expired at %s, as the configuration asks, and its token no longer works. Set a later expires_at to use it again.",
		subject(prior), prior.ExpiresAt.ValueString()))
}
