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

// importByKey is the prefix of an import ID that contains a key.
const importByKey = "user_identifier_key="

// importKey is in private state between ImportState and the following Read. It
// tells Read that the state had no session before.
const importKey = "importing"

// ImportState accepts the client_session_id, user_identifier_key=KEY or the
// resource identity. It sends nothing. The following Read sends the request.
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
			"The import ID of a seam_client_session must be its client_session_id, which is a UUID, or %sKEY, got %q.",
			importByKey, redact.Text(req.ID))) // the user may have mistaken the token for the ID
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

// stubOf is the state for an import ID. It has only what identifies the session. It
// returns false for an invalid import ID.
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

// takeImporting reports whether Read follows an import, and clears the mark.
func takeImporting(ctx context.Context, private getorcreate.PrivateState) (bool, diag.Diagnostics) {
	value, diags := private.GetKey(ctx, importKey)
	if len(value) == 0 {
		return false, diags
	}
	diags.Append(private.SetKey(ctx, importKey, nil)...)
	return true, diags
}

// setIdentity must be called wherever state is set, because Terraform before 1.12
// passes no identity to the provider.
func setIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, state model) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	return identity.Set(ctx, identityModel{
		ClientSessionID: types.StringValue(state.ClientSessionID.ValueString()), // the framework rejects an identity of nulls
		WorkspaceID:     state.WorkspaceID,
	})
}
