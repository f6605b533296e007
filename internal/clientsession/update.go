package clientsession

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// update is one update of a session in state.
type update struct {
	*sessionResource
	client  *seam.Client
	private getorcreate.PrivateState

	config, planned, prior model
	noted                  notes
	waiting                getorcreate.Reach
	began                  time.Time
}

// Update sends what the plan changes with get-or-create. The state has the planned
// values. The next refresh shows other changes on Seam.
func (r *sessionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	u, diags := r.load(ctx, req, resp)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	defer r.connection.Sessions.Lock(lockName(u.prior))()
	if !u.writes() && !u.planned.Token.IsUnknown() { // only the policy changed, and the provider does not send it
		resp.Diagnostics.Append(storeModel(ctx, &resp.State, u.planned)...)
		resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, u.planned)...)
		if !u.planned.RenewBefore.Equal(u.prior.RenewBefore) {
			resp.Diagnostics.Append(forgetDue(ctx, resp.Private)...)
		}
		return
	}
	u.client, diags = r.connection.ForWriting(ctx, subject(u.prior), u.prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(u.checkExpiry()...)
		resp.Diagnostics.Append(u.checkOpen()...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	session, outcome := u.send(ctx)
	resp.Diagnostics.Append(outcome.Diags...)
	if session == nil {
		return
	}
	complete := !resp.Diagnostics.HasError()
	returned := fromAPI(session)
	state := settle(u.planned, returned)
	switch {
	case recreated(u.planned, returned):
		state = stateOf(returned, u.planned)
		resp.Diagnostics.Append(recreatedError(u.prior, session))
	case !complete:
		return // the next refresh shows the value on Seam
	}
	now := phaseOf(session.ExpiresAt.Time, session.AnsweredAt, u.planned.policy)
	if !complete && now != phaseExpired && !u.planned.ExpiresIn.IsNull() {
		now = phaseRecreated // the next plan completes it
	}
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state)...)
	resp.Diagnostics.Append(notePhase(ctx, resp.Private, now)...)
	if complete {
		resp.Diagnostics.Append(getorcreate.StopWaiting(ctx, resp.Private)...)
	}
	resp.Diagnostics.Append(r.recordReturn(state)...)
}

func (r *sessionResource) load(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) (*update, diag.Diagnostics) {
	u := &update{sessionResource: r, private: resp.Private, began: time.Now()}
	var all, diags diag.Diagnostics
	u.config, diags = load(ctx, modelFields, req.Config)
	all.Append(diags...)
	u.planned, diags = load(ctx, modelFields, req.Plan)
	all.Append(diags...)
	u.prior, diags = load(ctx, modelFields, req.State)
	all.Append(diags...)
	u.noted.phase, diags = readPhase(ctx, resp.Private)
	all.Append(diags...)
	u.waiting, u.noted.waiting, diags = getorcreate.Waiting(ctx, resp.Private)
	all.Append(diags...)
	return u, all
}

// writes reports whether the apply sends a request that can write.
func (u *update) writes() bool {
	return asksForNew(u.planned) || changes(u.planned, u.prior) || u.noted.waiting
}

// send sends the request of the plan: a look-up if only the token must be stored
// again, a rotation, a renewal, or else one get-or-create.
func (u *update) send(ctx context.Context) (*seam.ClientSession, getorcreate.Outcome) {
	switch {
	case !u.writes():
		session, err := u.client.GetClientSession(ctx, u.prior.ClientSessionID.ValueString())
		return session, getorcreate.Outcome{Diags: readError(subject(u.prior), err)}
	case rotates(u.planned.RotateWhenChanged, u.prior.RotateWhenChanged):
		rotation := getorcreate.Rotation{Attribute: "rotate_when_changed", Token: u.prior.TokenFingerprint.ValueString()}
		rotation.ExpiresAt = params(u.planned.sessionModel, "").ExpiresAt
		return u.fullRequest().Rotate(ctx, u.client, rotation)
	case asksForNew(u.planned):
		return u.fullRequest().Do(ctx, u.client)
	}
	return u.keep(ctx)
}

// fullRequest returns the get-or-create for a session with every managed attribute.
func (u *update) fullRequest() getorcreate.Request {
	todo := u.newRequest(managed(u.config.sessionModel, u.planned.sessionModel), u.planned, u.prior)
	todo.Began, todo.Waiting, todo.Private = u.began, u.waiting, u.private
	if at, ok := u.prior.ExpiresAt.Time(); ok && (u.noted.phase == phaseExpired || !at.After(u.connection.Time())) {
		todo.Replaced = getorcreate.Replaced{ClientSessionID: u.prior.ClientSessionID.ValueString(), Reach: reachOf(u.prior)}
	}
	return todo
}

// keep writes what the plan changes to the session in state. If Seam returns a
// different session, keep immediately sends every managed attribute to that one.
func (u *update) keep(ctx context.Context) (*seam.ClientSession, getorcreate.Outcome) {
	todo := u.newRequest(changed(u.config.sessionModel, u.planned.sessionModel, u.prior.sessionModel), u.planned, u.prior)
	session, outcome := todo.Send(ctx, u.client)
	if session == nil {
		return nil, outcome
	}
	if session.ClientSessionID == u.planned.ClientSessionID.ValueString() {
		if outcome.Diags.HasError() {
			return session, outcome
		}
		given, more := u.fullRequest().Give(ctx, u.client, session, u.waiting)
		more.Diags.Append(outcome.Diags...)
		return given, more
	}
	again := u.fullRequest()
	if again.Params.ExpiresAt == nil { // the plan kept an expiry that the new session does not have
		u.expireIn(u.planned.ExpiresIn, &again)
	}
	if at := again.Params.ExpiresAt; at != nil && !at.After(u.connection.Time()) {
		return session, getorcreate.Outcome{Diags: u.checkExpiry()}
	}
	completed, outcome := again.Do(ctx, u.client)
	if completed == nil {
		return session, outcome
	}
	return completed, outcome
}

// checkExpiry rejects an update if the planned expiry has passed. If Seam has
// removed the session, get-or-create would create one with Seam's default lifetime.
func (u *update) checkExpiry() diag.Diagnostics {
	now := u.connection.Time()
	if at, ok := u.planned.ExpiresAt.Time(); !ok || at.After(now) || !u.planned.ExpiresAt.SameInstant(u.prior.ExpiresAt) {
		return checkFuture(subject(u.prior), u.planned.sessionModel, now)
	}
	advice := "Set a later expires_at."
	switch {
	case u.noted.phase != phaseExpired:
		advice = "It expired after the plan was made. Apply again."
	case !u.planned.ExpiresIn.IsNull():
		advice = "ignore_changes prevents Terraform from moving expires_at. Remove expires_at from ignore_changes."
	}
	return expiryError(subject(u.prior), fmt.Sprintf("the session expired at %s, and the plan does not move expires_at. "+
		"The provider sent no request, because Seam might have created a new session that lasts longer than you configured. %s", u.planned.ExpiresAt.ValueString(), advice))
}

// checkOpen rejects the rotation of a token that an ephemeral resource of this run
// has returned. Its consumer would store the old token with the new version.
func (u *update) checkOpen() diag.Diagnostics {
	id := u.prior.ClientSessionID.ValueString()
	if !rotates(u.planned.RotateWhenChanged, u.prior.RotateWhenChanged) || !u.connection.Sessions.IsOpen(id) {
		return nil
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("rotate_when_changed"), "Client session open in an ephemeral resource", fmt.Sprintf(
		"%s (%s) is open in an ephemeral resource of this run, which has already returned the token that this apply would rotate. The provider sent no request. "+
			"Set user_identifier_key of the ephemeral resource to the user_identifier_key attribute of this resource. Terraform then opens the ephemeral resource after the rotation.",
		subject(u.prior), id))}
}

// newRequest returns a get-or-create with the given values. It computes the expiry if
// the plan left it unknown.
func (r *sessionResource) newRequest(values sessionModel, planned, prior model) getorcreate.Request {
	todo := getorcreate.Request{
		Params: params(values, planned.UserIdentifierKey.ValueString()), Subject: subject(prior), Name: name(prior),
		WorkspaceID: prior.WorkspaceID.ValueString(), Revoked: r.connection.Sessions.IsRevoked,
	}
	if planned.ExpiresAt.IsUnknown() {
		r.expireIn(planned.ExpiresIn, &todo)
	}
	return todo
}

// expireIn computes the expiry of a request from expires_in if that is set.
func (r *sessionResource) expireIn(expiresIn types.String, todo *getorcreate.Request) {
	if lifetime, ok := instant.Length(expiresIn); ok {
		expires := seam.NewTime(r.connection.Time().Add(lifetime))
		todo.Params.ExpiresAt, todo.Lifetime = &expires, lifetime
	}
}

// recordReturn records the session and warns if another resource already has it.
func (r *sessionResource) recordReturn(state model) diag.Diagnostics {
	var diags diag.Diagnostics
	if r.connection.Sessions.Return(state.ClientSessionID.ValueString()) {
		diags.AddAttributeWarning(path.Root("user_identifier_key"), "Two resources use one client session", fmt.Sprintf(
			"%s (%s) is also managed by another resource of this configuration, because both use the same key. "+
				"Applying one overwrites the attributes of the other, and destroying either one invalidates the token of both. "+
				"Give each resource its own key.", subject(state), state.ClientSessionID.ValueString()))
	}
	return diags
}

// recreatedError reports that an apply found a different session or token than its
// plan.
func recreatedError(prior model, got *seam.ClientSession) diag.Diagnostic {
	const advice = "The state now has the new token. Resources that depend on it still have the old one. Apply again to update them."
	if prior.ClientSessionID.ValueString() == got.ClientSessionID {
		return diag.NewErrorDiagnostic("The token of the client session changed during this apply", fmt.Sprintf(
			"%s (%s) is the same session as in the plan, but Seam returned a different token for it. %s", subject(prior), got.ClientSessionID, advice))
	}
	return diag.NewErrorDiagnostic("The client session was created again during this apply", fmt.Sprintf(
		"%s was %s when the plan was made. During the apply, the key identified %s, which has a different token. %s",
		subject(prior), prior.ClientSessionID.ValueString(), got.ClientSessionID, advice))
}
