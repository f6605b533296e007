package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Read refreshes a session by get-or-create with only its key, which does not
// change an existing session. If the session was deleted, Seam creates it again.
func (r *sessionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	prior, diags := load(ctx, modelFields, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	prior.TokenVersion = tokenVersion(prior.TokenFingerprint) // missing in a state of an earlier version
	importing, diags := takeImporting(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	got := r.requestSession(ctx, prior)
	resp.Diagnostics.Append(got.diags...)
	session := r.sessionToShow(ctx, got, prior, importing, resp)
	if session == nil {
		return
	}
	client := r.connection.API
	asked := seam.GetOrCreateParams{UserIdentifierKey: prior.UserIdentifierKey.ValueString()}
	resp.Diagnostics.Append(getorcreate.Check(ctx, client, subject(prior), prior.WorkspaceID.ValueString(), asked, session)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if isOlder(prior, session) {
		resp.Diagnostics.Append(olderWarning(prior, session))
		resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, prior)...)
		resp.State.RemoveResource(ctx)
		return
	}
	again := isKnown(prior.ClientSessionID) && prior.ClientSessionID.ValueString() != session.ClientSessionID
	if again {
		resp.Diagnostics.Append(recreatedWarning(ctx, client, prior, session))
	}
	state := keepIdentity(ctx, client, stateOf(fromAPI(session), prior), prior)
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state)...)
	before, diags := readPhase(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	now := phaseOf(session.ExpiresAt.Time, session.AnsweredAt, prior.policy)
	if now != phaseExpired && !prior.ExpiresIn.IsNull() && (again || before == phaseRecreated) {
		now = phaseRecreated
	}
	resp.Diagnostics.Append(notePhase(ctx, resp.Private, now)...)
	if got.show(r.connection, session) && !importing {
		resp.Diagnostics.Append(sharedWarning(state))
	}
}

// keepIdentity keeps the ID of a user identity that was merged into the one that
// Seam shows. It treats the two attributes separately, because ignore_changes can
// contain only one of them.
func keepIdentity(ctx context.Context, client *seam.Client, state, prior model) model {
	shown, id, ids := state.UserIdentityID.ValueString(), prior.UserIdentityID, prior.UserIdentityIDs
	same := func(asked string) bool { return asked != "" && getorcreate.SameIdentity(ctx, client, asked, shown) }
	kept := same(id.ValueString())
	if kept {
		state.UserIdentityID = id
	}
	if len(ids.Elements()) == 1 {
		if element := onlyElement(ids); element.Equal(id) && kept || !element.Equal(id) && same(element.ValueString()) {
			state.UserIdentityIDs = ids
		}
	}
	return state
}

// sessionToShow returns the session to show, or nil if resp is already complete.
func (r *sessionResource) sessionToShow(ctx context.Context, got refreshResult, prior model, importing bool, resp *resource.ReadResponse) *seam.ClientSession {
	switch {
	case resp.Diagnostics.HasError():
		return nil
	case got.ended:
		return r.readEnded(ctx, got.client, prior, resp)
	case got.mayBeGone && seam.IsNotFound(got.err):
		if !importing && mayBeElsewhere(ctx, got.client, resp.Private, prior) {
			resp.Diagnostics.Append(nowhereError(prior))
			return nil
		}
		resp.Diagnostics.Append(goneFor(prior, importing)...)
		// The framework requires an identity even for an object that is removed.
		resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, prior)...)
		resp.State.RemoveResource(ctx)
		return nil
	}
	resp.Diagnostics.Append(stateStays(prior, got.err)...)
	return got.session
}

// readEnded requests a session whose expiry in state has passed. It does not create
// one, because a refresh must not create an expired session again. It returns the
// session in state if Seam still has it. Otherwise, the state does not change, and
// the next plan decides.
func (r *sessionResource) readEnded(ctx context.Context, client *seam.Client, prior model, resp *resource.ReadResponse) *seam.ClientSession {
	session, err := client.FindClientSession(ctx, prior.UserIdentifierKey.ValueString())
	gone := seam.IsNotFound(err)
	if err == nil && session.ClientSessionID == prior.ClientSessionID.ValueString() {
		return session
	}
	if err != nil && !gone {
		resp.Diagnostics.Append(stateStays(prior, err)...)
		return nil
	}
	if !gone && !session.Expired() {
		resp.Diagnostics.AddWarning("Client session "+name(prior)+" was replaced outside Terraform", fmt.Sprintf(
			"%s is %s in state, with expires_at %s. The key now identifies %s, which something else created at %s. "+
				"The state keeps the old session. The apply that renews it adopts the new session.",
			subject(prior), prior.ClientSessionID.ValueString(), prior.ExpiresAt.ValueString(), session.ClientSessionID, session.CreatedAt))
	}
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, prior)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, prior)...)
	if _, known := client.Clock(); known || gone {
		resp.Diagnostics.Append(notePhase(ctx, resp.Private, phaseExpired)...)
	}
	return nil
}

// stateStays explains why a session could not be read. It returns nil without an
// error.
func stateStays(prior model, err error) diag.Diagnostics {
	if err == nil {
		return nil
	}
	return seamdiag.FromError(seamdiag.Operation{
		Summary: "Could not read the client session", Subject: subject(prior), Consequence: "The state has not changed.",
	}, err)
}

// goneFor reports that a session no longer exists and that Read could not create it
// again.
func goneFor(prior model, importing bool) diag.Diagnostics {
	var diags diag.Diagnostics
	switch {
	case importing:
		diags.AddError("No such client session", fmt.Sprintf(
			"%s does not exist in the workspace of the provider's credential. Check the import ID, and make sure that the credential is for the right workspace.",
			subject(prior)))
	case prior.UserIdentifierKey.IsNull():
		diags.AddWarning("Client session no longer exists", fmt.Sprintf(
			"%s no longer exists, and without a user_identifier_key the provider cannot create it again. The provider removes it from state, and Terraform plans a new one.",
			subject(prior)))
	case !prior.ClientSessionID.IsNull():
		diags.AddWarning("Client session no longer exists", fmt.Sprintf(
			"%s was %s in state, which no longer exists. The provider is read-only, so it did not create the session again. Terraform plans a new one.",
			subject(prior), prior.ClientSessionID.ValueString()))
	}
	return diags
}

// recreatedWarning reports that the key identifies a different session than the one
// in state, and whether the old one still exists. Only a look-up by its ID shows
// whether it does.
func recreatedWarning(ctx context.Context, client *seam.Client, prior model, got *seam.ClientSession) diag.Diagnostic {
	id := prior.ClientSessionID.ValueString()
	existence := "The provider could not check whether that session still exists."
	switch _, err := client.GetClientSession(ctx, id); {
	case err == nil:
		existence = "That session still exists, so Seam has more than one session with this key."
	case seam.IsNotFound(err):
		existence = "That session no longer exists."
	}
	return diag.NewWarningDiagnostic("Client session "+name(prior)+" has a new ID and token", fmt.Sprintf(
		"%s was %s in state. %s The key now identifies %s, created at %s, which has a different token. "+
			"Apply even if the plan shows no changes. The apply saves the new token in the state and updates everything that depends on it.",
		subject(prior), id, existence, got.ClientSessionID, got.CreatedAt))
}
