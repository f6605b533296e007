package clientsession

import (
	"context"
	"errors"
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
	var config, planned model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &planned)...)
	if resp.Diagnostics.HasError() {
		return
	}
	client, diags := r.connection.client(ctx, subject(config), "")
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(r.checkSendable(config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	key, err := keyFor(config)
	if err != nil {
		resp.Diagnostics.AddError("Could not make a user_identifier_key", err.Error())
		return
	}
	planned.UserIdentifierKey = types.StringValue(key)
	session, outcome := request{
		sent: params(config, key), about: subject(planned), workspaceID: r.connection.WorkspaceID,
		mayReplace: config.ExpiresAt.IsNull(),
	}.do(ctx, client)
	resp.Diagnostics.Append(outcome.diags...)
	if resp.Diagnostics.HasError() {
		if config.UserIdentifierKey.IsNull() && outcome.maybeApplied {
			left := emptyModel()
			left.UserIdentifierKey = planned.UserIdentifierKey
			resp.Diagnostics.Append(resp.State.Set(ctx, &left)...)
		}
		return
	}
	state := settle(planned, fromAPI(session))
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	resp.Diagnostics.Append(r.handOut(state)...)
}

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
	client, diags := r.connection.client(ctx, subject(prior), prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(r.checkSendable(config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	session, outcome := request{
		sent: params(config, planned.UserIdentifierKey.ValueString()), about: subject(prior), workspaceID: prior.WorkspaceID.ValueString(),
		mayReplace: planned.Token.IsUnknown() && config.ExpiresAt.IsNull(), // the plan heals
	}.do(ctx, client)
	resp.Diagnostics.Append(outcome.diags...)
	if session == nil {
		return
	}
	answer := fromAPI(session)
	state := settle(planned, answer)
	switch {
	case recreated(planned, answer):
		state = answer
		keepSpelling(&state, planned)
		resp.Diagnostics.Append(recreatedError(prior, session))
	case resp.Diagnostics.HasError():
		return // the next refresh shows what Seam has instead
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	resp.Diagnostics.Append(noteExpired(ctx, resp.Private, session.Expired())...)
	resp.Diagnostics.Append(r.handOut(state)...)
}

// Delete deletes the session, so that its token dies. One that is gone already
// is as it should be.
func (r *sessionResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var prior model
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	client, diags := r.connection.client(ctx, subject(prior), prior.WorkspaceID.ValueString())
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	id := prior.ClientSessionID.ValueString()
	if r.connection.handed(id) {
		resp.Diagnostics.AddWarning("Client session was not deleted", fmt.Sprintf(
			"%s is %s, which this run has just returned for another object of the same key, as happens under create_before_destroy "+
				"or when two resources use one key. Deleting it would kill that one too, so nothing was sent.", subject(prior), id))
		return
	}
	err := deleteSession(ctx, client, prior)
	if err != nil && !seam.IsNotFound(err) {
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not delete the client session", Subject: subject(prior), Consequence: "It stays in state.",
		}, err)...)
	}
}

// deleteSession deletes by ID; what an unclear create left is found by its key.
func deleteSession(ctx context.Context, client *seam.Client, prior model) error {
	id := prior.ClientSessionID.ValueString()
	if id == "" {
		session, err := client.FindClientSession(ctx, prior.UserIdentifierKey.ValueString())
		if err != nil {
			return err
		}
		id = session.ClientSessionID
	}
	return client.DeleteClientSession(ctx, id)
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
	diags.Append(checkFuture(subject(config), config, r.connection.Now())...)
	return diags
}

// handOut remembers the session and warns when another resource has it already.
func (r *sessionResource) handOut(state model) diag.Diagnostics {
	var diags diag.Diagnostics
	if r.connection.hand(state.ClientSessionID.ValueString()) {
		diags.AddAttributeWarning(path.Root("user_identifier_key"), "Two resources use one client session", fmt.Sprintf(
			"%s (%s) is also managed by another resource of this configuration, because both use the same key. "+
				"Two effects: each apply writes the attributes of one over those of the other, and destroying either kills the session and the token of both. "+
				"Give each resource a key of its own.", subject(state), state.ClientSessionID.ValueString()))
	}
	return diags
}

// keyFor returns the configured key, or a new random one: Seam asks for an
// opaque key, and no request is ever sent without one.
func keyFor(config model) (string, error) {
	if isKnown(config.UserIdentifierKey) {
		return config.UserIdentifierKey.ValueString(), nil
	}
	random, err := uuid.NewRandom()
	if err != nil {
		return "", errors.New("this machine gave no random numbers: " + err.Error())
	}
	return random.String(), nil
}

func recreatedError(prior model, got *seam.ClientSession) diag.Diagnostic {
	return diag.NewErrorDiagnostic("The client session was created again during this apply", fmt.Sprintf(
		"%s was %s when the plan was made. It was gone when the plan was applied, and get-or-create made %s, which has a new token. "+
			"State now holds the new session. Resources that depend on the token still have the old one: apply again, so that they follow.",
		subject(prior), prior.ClientSessionID.ValueString(), got.ClientSessionID))
}
