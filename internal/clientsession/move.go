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

// MoveState takes over the state of this resource type from a provider at another
// address, such as a fork or a mirror. The framework reads the source by this
// schema, whatever its version: what the schema does not know is dropped, and what
// the source does not have is null until the next refresh. A source that the mover
// leaves alone is the framework's own error.
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

// isSession reports whether a state names a session, by its ID or, as an unclear
// create leaves it, by its key alone.
func isSession(m model) bool {
	if m.ClientSessionID.IsNull() {
		return m.UserIdentifierKey.ValueString() != ""
	}
	return seam.UUID.MatchString(m.ClientSessionID.ValueString())
}

// movePrivate copies what Read noted and what waits for the session.
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
