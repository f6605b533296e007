package clientsession

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// A create without a clear response saves its key in state if the key had no
// session before. It saves the time at which it began as created_at. (Private state
// would be a better place, but Terraform does not pass it to the destroy of a
// replacement.) Terraform taints such a state, and the next apply deletes the
// session that it finds. It must not delete a session that is older than the
// create.

// beginning returns the earliest time at which a create that begins now can create
// a session. Seam's clock counts whole seconds, and this machine's clock may be off
// by the usual tolerance.
func beginning(client *seam.Client, c *connection.Connection) time.Time {
	if now, known := client.Clock(); known {
		return now.Add(-2 * time.Second)
	}
	return c.Time().Add(-seam.ClockTolerance)
}

// saveUnclear keeps the key of a create without a clear response.
func saveUnclear(ctx context.Context, client *seam.Client, key types.String, began time.Time, resp *resource.CreateResponse) diag.Diagnostics {
	left := emptyModel()
	left.UserIdentifierKey = key
	asking, cancel := seam.Cleanup(ctx)
	defer cancel()
	if workspace, err := client.Workspace(asking); err == nil { // otherwise, with a key of another workspace, the session would seem to be deleted
		left.WorkspaceID = types.StringValue(workspace.WorkspaceID)
	}
	left.CreatedAt = instant.NewValue(instant.Format(began))
	diags := storeModel(ctx, &resp.State, left)
	diags.Append(getorcreate.SetJSON(ctx, resp.Private, creatorKey, client.Fingerprint())...)
	return diags
}

// creatorKey is the private-state key of the credential's fingerprint for a create
// without a clear response. The same credential belongs to the same workspace.
const creatorKey = "created_by"

// mayBeElsewhere reports whether the session of a create without a clear response
// may be in a different workspace than the credential.
func mayBeElsewhere(ctx context.Context, client *seam.Client, private getorcreate.PrivateState, prior model) bool {
	if !isUnclear(prior) || !prior.WorkspaceID.IsNull() {
		return false
	}
	value, _ := private.GetKey(ctx, creatorKey)
	return string(value) != fmt.Sprintf("%q", client.Fingerprint())
}

// isUnclear reports whether the state is that of a create without a clear response.
func isUnclear(prior model) bool {
	return prior.ClientSessionID.IsNull() && !prior.UserIdentifierKey.IsNull()
}

// isOlder reports whether a session existed before the create of the state.
func isOlder(prior model, session *seam.ClientSession) bool {
	began, ok := prior.CreatedAt.Time()
	return ok && isUnclear(prior) && session.CreatedAt.Before(began)
}

// olderWarning reports that the create did not create the session of the key.
func olderWarning(prior model, got *seam.ClientSession) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Client session "+name(prior)+" is older than this resource", fmt.Sprintf(
		"%s may or may not have been created by an earlier apply, which got no clear response. The key now identifies %s, which was created at %s, before that apply. "+
			"That session does not belong to this resource, so the provider removes it from state and does not delete it.",
		subject(prior), got.ClientSessionID, got.CreatedAt))
}

// nowhereError explains why the provider keeps a state whose workspace is unknown.
func nowhereError(prior model) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Could not tell whether the client session was created", fmt.Sprintf(
		"%s may or may not have been created by an earlier apply, which got no clear response and could not determine the workspace. "+
			"The workspace of the provider's credential has no session with this key, but another workspace may have one. The state has not changed. "+
			"If the credential is for the right workspace, remove the resource from state (terraform state rm). Otherwise, use the credential of the other workspace.",
		subject(prior)))
}
