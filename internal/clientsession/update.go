package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Update writes what the configuration sets through the same call. State is
// what the plan promised; the next refresh shows what else Seam has.
func (r *sessionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var config, planned, prior model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &planned)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	writes := asksForNew(planned) || changes(planned, prior)
	if !writes && !planned.Token.IsUnknown() {
		// Only the policy changed, which Seam does not know.
		resp.Diagnostics.Append(resp.State.Set(ctx, &planned)...)
		resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, planned)...)
		return
	}
	client, diags := r.connection.Client(ctx, subject(prior), prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	if writes {
		resp.Diagnostics.Append(r.checkSendable(config)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	session, outcome := r.send(ctx, client, config, planned, prior)
	resp.Diagnostics.Append(outcome.diags...)
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
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state)...)
	resp.Diagnostics.Append(notePhase(ctx, resp.Private, phaseOf(session.ExpiresAt.Time, session.AnsweredAt, planned.RenewBefore))...)
	resp.Diagnostics.Append(r.handOut(state)...)
}

// send makes the update's one request: a read where only the token is to be
// stored again, and else get-or-create. A rotation deletes the session first, so
// that the old token dies; a crash in between heals at the next apply, because
// state still has the old trigger.
func (r *sessionResource) send(ctx context.Context, client *seam.Client, config, planned, prior model) (*seam.ClientSession, outcome) {
	if !asksForNew(planned) && !changes(planned, prior) {
		session, err := client.GetClientSession(ctx, prior.ClientSessionID.ValueString())
		return session, outcome{diags: readError(subject(prior), err)}
	}
	todo := request{
		sent: r.params(config, planned), about: subject(prior), workspaceID: prior.WorkspaceID.ValueString(),
		mayReplace: asksForNew(planned) && config.ExpiresAt.IsNull(),
		revoked:    r.connection.Revoked.Has,
	}
	if !rotates(planned.RotateWhenChanged, prior.RotateWhenChanged) {
		return todo.do(ctx, client)
	}
	handOn(&todo.sent, planned)
	if err := client.DeleteClientSession(ctx, prior.ClientSessionID.ValueString()); err != nil && !seam.IsNotFound(err) {
		return nil, outcome{diags: todo.failed(err)}
	}
	session, outcome := todo.do(ctx, client)
	if session != nil && fingerprint(session.Token) == prior.TokenFingerprint.ValueString() {
		outcome.diags.AddAttributeError(path.Root("rotate_when_changed"), "The token was not rotated", fmt.Sprintf(
			"%s was deleted and requested again, but Seam returned the same token.", todo.about))
	}
	return session, outcome
}

// handOn lets the session that a rotation makes take over what the configuration
// leaves unmanaged: without it the accounts that end users connected would be cut
// off. It is the one place where something is sent that is not configured.
func handOn(sent *seam.GetOrCreateParams, planned model) {
	if ids := stringsOf(planned.ConnectWebviewIDs); sent.ConnectWebviewIDs == nil && len(ids) > 0 {
		sent.ConnectWebviewIDs = ids
	}
	if ids := stringsOf(planned.ConnectedAccountIDs); sent.ConnectedAccountIDs == nil && len(ids) > 0 {
		sent.ConnectedAccountIDs = ids
	}
	if sent.UserIdentityID == "" && sent.UserIdentityIDs == nil {
		sent.UserIdentityID = planned.UserIdentityID.ValueString()
	}
}

// params is the body of the request: the key, exactly what the configuration
// sets, and an expiry that is computed now where the plan left it open.
func (r *sessionResource) params(config, planned model) seam.GetOrCreateParams {
	p := params(config.sessionModel, planned.UserIdentifierKey.ValueString())
	if lifetime, ok := duration(config.ExpiresIn); ok && planned.ExpiresAt.IsUnknown() {
		expires := seam.NewTime(r.connection.Now().Add(lifetime))
		p.ExpiresAt = &expires
	}
	return p
}

// checkSendable refuses what must never be sent.
func (r *sessionResource) checkSendable(config model) diag.Diagnostics {
	var diags diag.Diagnostics
	if r.connection == nil || r.connection.Now == nil {
		return diags // reported by client
	}
	if isKnown(config.UserIdentifierKey) && config.UserIdentifierKey.ValueString() == "" {
		diags.AddAttributeError(path.Root("user_identifier_key"), "Empty user_identifier_key",
			"A user_identifier_key has at least one character. Leave the attribute out to have a random one.")
	}
	diags.Append(checkFuture(subject(config), config.sessionModel, r.connection.Now())...)
	return diags
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
