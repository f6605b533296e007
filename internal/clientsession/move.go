package clientsession

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// MoveState accepts the state of this resource type from a provider at another
// address, such as a fork or a mirror. The framework reads the source with this
// schema, regardless of its version. It drops unknown attributes, and missing ones
// are null until the next refresh. If no mover accepts the source, the framework
// returns an error.
func (r *sessionResource) MoveState(context.Context) []resource.StateMover {
	source := resourceSchema()
	return []resource.StateMover{{SourceSchema: &source, StateMover: moveState}}
}

func moveState(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	if req.SourceTypeName != "seam_client_session" || req.SourceState == nil {
		return
	}
	source, diags := load(ctx, modelFields, req.SourceState)
	if diags.HasError() || !isSession(source) {
		return
	}
	if !source.ClientSessionID.IsNull() {
		source.ClientSessionID = types.StringValue(attribute.ID(source.ClientSessionID))
	}
	resp.Diagnostics.Append(storeModel(ctx, &resp.TargetState, source)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.TargetIdentity, source)...)
	resp.Diagnostics.Append(movePrivate(ctx, req.SourcePrivate, resp.TargetPrivate)...)
}

// isSession reports whether a state identifies a session by its ID or, after an
// unclear create, only by its key.
func isSession(m model) bool {
	if m.ClientSessionID.IsNull() {
		return m.UserIdentifierKey.ValueString() != ""
	}
	return seam.UUID.MatchString(m.ClientSessionID.ValueString())
}

// movePrivate copies the notes of Read and the waiting reach.
func movePrivate(ctx context.Context, from, to getorcreate.PrivateState) diag.Diagnostics {
	var all diag.Diagnostics
	for _, key := range []string{phaseKey, getorcreate.WaitingKey} {
		value, diags := from.GetKey(ctx, key)
		all.Append(diags...)
		if len(value) > 0 {
			all.Append(to.SetKey(ctx, key, value)...)
		}
	}
	return all
}
