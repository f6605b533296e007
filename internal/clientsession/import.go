package clientsession

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/redact"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// importByKey is how an import ID begins that names the session by its key.
const importByKey = "user_identifier_key="

// importKey is in private state between ImportState and the Read that follows,
// so that Read knows that there was no session in state before.
const importKey = "importing"

// ImportState accepts the client_session_id, user_identifier_key=KEY or the
// resource identity. It sends nothing: the Read that follows does.
func (r *sessionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	var identity identityModel
	byIdentity := req.ID == "" && req.Identity != nil
	if byIdentity {
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		req.ID = identity.ClientSessionID.ValueString()
	}
	stub, ok := stubOf(req.ID)
	if !ok || byIdentity && stub.ClientSessionID.IsNull() {
		resp.Diagnostics.AddError("Invalid import ID", fmt.Sprintf(
			"A seam_client_session is imported by its client_session_id, which is a UUID, or by %sKEY, got %q.",
			importByKey, redact.Text(req.ID))) // somebody may have taken the token for the ID
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if !identity.WorkspaceID.IsNull() {
		stub.WorkspaceID = types.StringValue(attribute.ID(identity.WorkspaceID))
	}
	resp.Diagnostics.Append(storeModel(ctx, &resp.State, stub)...)
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, importKey, []byte("true"))...)
}

// stubOf is the state that an import ID stands for: nothing but how to find the
// session. It returns false for what is no import ID.
func stubOf(id string) (model, bool) {
	stub := emptyModel()
	key, byKey := strings.CutPrefix(id, importByKey)
	switch {
	case byKey && key != "":
		stub.UserIdentifierKey = types.StringValue(key)
	case seam.UUID.MatchString(id):
		stub.ClientSessionID = types.StringValue(seam.CanonicalID(id))
	default:
		return stub, false
	}
	return stub, true
}

// takeImporting reports whether Read follows an import, once.
func takeImporting(ctx context.Context, private getorcreate.PrivateState) (bool, diag.Diagnostics) {
	value, diags := private.GetKey(ctx, importKey)
	if len(value) == 0 {
		return false, diags
	}
	diags.Append(private.SetKey(ctx, importKey, nil)...)
	return true, diags
}

// setIdentity must be called wherever state is set: Terraform before 1.12 hands
// no identity over that could be kept.
func setIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, state model) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	return identity.Set(ctx, identityModel{
		ClientSessionID: types.StringValue(state.ClientSessionID.ValueString()), // the framework refuses an identity of nulls
		WorkspaceID:     state.WorkspaceID,
	})
}
