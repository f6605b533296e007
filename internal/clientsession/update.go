package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Update writes what the configuration sets through the same call. State is
// what the plan promised; the next refresh shows what else Seam has.
func (r *sessionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	config, diags := load(ctx, modelFields, req.Config)
	planned, more := load(ctx, modelFields, req.Plan)
	resp.Diagnostics.Append(append(diags, more...)...)
	prior, diags := load(ctx, modelFields, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	defer r.connection.Lock(lockName(prior))()
	writes := asksForNew(planned) || changes(planned, prior)
	if !writes && !planned.Token.IsUnknown() {
		// Only the policy changed, which Seam does not know.
		resp.Diagnostics.Append(storeModel(ctx, &resp.State, planned)...)
		resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, planned)...)
		if !planned.RenewBefore.Equal(prior.RenewBefore) {
			resp.Diagnostics.Append(forgetDue(ctx, resp.Private)...)
		}
		return
	}
	client, diags := r.connection.ForWriting(ctx, subject(prior), prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	if writes {
		resp.Diagnostics.Append(r.checkSendable(config)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	session, outcome := r.send(ctx, client, resp.Private, config, planned, prior)
	resp.Diagnostics.Append(outcome.Diags...)
	if session == nil {
		return
	}
	answer := fromAPI(session)
	state := settle(planned, answer)
	switch {
	case recreated(planned, answer):
		state = stateOf(answer, planned)
		resp.Diagnostics.Append(recreatedError(prior, session))
	case resp.Diagnostics.HasError():
		return // the next refresh shows what Seam has instead
	}
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state)...)
	resp.Diagnostics.Append(notePhase(ctx, resp.Private, phaseOf(session.ExpiresAt.Time, session.AnsweredAt, planned.RenewBefore))...)
	resp.Diagnostics.Append(r.handOut(state)...)
}

// send asks Seam for what the plan promised: a read where only the token is to be
// stored again, a rotation, and else the one get-or-create.
func (r *sessionResource) send(
	ctx context.Context, client *seam.Client, private getorcreate.PrivateState, config, planned, prior model,
) (*seam.ClientSession, getorcreate.Outcome) {
	if !asksForNew(planned) && !changes(planned, prior) {
		session, err := client.GetClientSession(ctx, prior.ClientSessionID.ValueString())
		return session, getorcreate.Outcome{Diags: readError(subject(prior), err)}
	}
	todo := r.request(config, planned, subject(prior), prior.WorkspaceID.ValueString())
	todo.MayReplace = asksForNew(planned) && todo.Params.ExpiresAt == nil
	if rotates(planned.RotateWhenChanged, prior.RotateWhenChanged) {
		return todo.Rotate(ctx, client, getorcreate.Rotation{
			Token: prior.TokenFingerprint.ValueString(), Trigger: getorcreate.Fingerprint(planned.RotateWhenChanged.String()), Private: private,
		})
	}
	return todo.Do(ctx, client)
}

// request is the get-or-create for a configuration: the key, exactly what the
// configuration sets, and an expiry that is computed now where the plan left it
// open.
func (r *sessionResource) request(config, planned model, about, workspaceID string) getorcreate.Request {
	todo := getorcreate.Request{
		Params: params(config.sessionModel, planned.UserIdentifierKey.ValueString()), Subject: about, WorkspaceID: workspaceID,
		Revoked: revokedHere(r.connection),
	}
	if lifetime, ok := config.ExpiresIn.Length(); ok && planned.ExpiresAt.IsUnknown() {
		expires := seam.NewTime(r.connection.Now().Add(lifetime))
		todo.Params.ExpiresAt, todo.Lifetime = &expires, lifetime
	}
	return todo
}

// checkSendable refuses what must never be sent.
func (r *sessionResource) checkSendable(config model) diag.Diagnostics {
	return checkFuture(subject(config), config.sessionModel, r.connection.Now())
}

// handOut remembers the session and warns when another resource has it already.
func (r *sessionResource) handOut(state model) diag.Diagnostics {
	var diags diag.Diagnostics
	if r.connection.HandedOut.Add(state.ClientSessionID.ValueString()) {
		diags.AddAttributeWarning(path.Root("user_identifier_key"), "Two resources use one client session", fmt.Sprintf(
			"%s (%s) is also managed by another resource of this configuration, because both use the same key. "+
				"Two effects: each apply writes the attributes of one over those of the other, and destroying either kills the session and the token of both. "+
				"Give each resource a key of its own.", subject(state), state.ClientSessionID.ValueString()))
	}
	return diags
}

func recreatedError(prior model, got *seam.ClientSession) diag.Diagnostic {
	return diag.NewErrorDiagnostic("The client session was created again during this apply", fmt.Sprintf(
		"%s was %s when the plan was made. It was gone when the plan was applied, and get-or-create made %s, which has a new token. "+
			"State now holds the new session. Resources that depend on the token still have the old one: apply again, so that they follow.",
		subject(prior), prior.ClientSessionID.ValueString(), got.ClientSessionID))
}
