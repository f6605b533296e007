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

// A create that ended without a clear answer leaves its key in state, where the
// key had no session before, and the time at which it began as created_at. (The
// private state would be the place for that, but Terraform gives the destroy half
// of a replacement none.) Terraform taints such a state, and the next apply deletes
// what it finds. Nothing that is older than the create may be deleted that way.

// beginning returns the time before which no session of a create that begins now
// can have been created. Seam's clock counts whole seconds, and this machine's may
// be off by as much as is tolerated elsewhere.
func beginning(client *seam.Client, c *connection.Connection) time.Time {
	if now, known := client.Clock(); known {
		return now.Add(-2 * time.Second)
	}
	return c.Time().Add(-clockGrace)
}

// saveUnclear keeps the key of a create that ended without a clear answer.
func saveUnclear(ctx context.Context, client *seam.Client, key types.String, began time.Time, resp *resource.CreateResponse) diag.Diagnostics {
	left := emptyModel()
	left.UserIdentifierKey = key
	asking, cancel := seam.Cleanup(ctx)
	defer cancel()
	if workspace, err := client.Workspace(asking); err == nil { // or else the key of another workspace would take it for gone
		left.WorkspaceID = types.StringValue(workspace.WorkspaceID)
	}
	left.CreatedAt = instant.NewValue(instant.Format(began))
	diags := storeModel(ctx, &resp.State, left)
	diags.Append(getorcreate.SetJSON(ctx, resp.Private, creatorKey, client.Fingerprint())...)
	return diags
}

// creatorKey holds the fingerprint of the credential of a create without a
// clear answer: the same credential belongs to the same workspace.
const creatorKey = "created_by"

// mayBeElsewhere reports whether the session of a create without a clear answer
// may be in another workspace than that of the credential.
func mayBeElsewhere(ctx context.Context, client *seam.Client, private getorcreate.PrivateState, prior model) bool {
	if !isUnclear(prior) || !prior.WorkspaceID.IsNull() {
		return false
	}
	value, _ := private.GetKey(ctx, creatorKey)
	return string(value) != fmt.Sprintf("%q", client.Fingerprint())
}

// isUnclear reports whether state is what a create without a clear answer left.
func isUnclear(prior model) bool {
	return prior.ClientSessionID.IsNull() && !prior.UserIdentifierKey.IsNull()
}

// isOlder reports whether a session was there before the create that left the
// state.
func isOlder(prior model, session *seam.ClientSession) bool {
	began, ok := prior.CreatedAt.Time()
	return ok && isUnclear(prior) && session.CreatedAt.Before(began)
}

// olderWarning says that the session of the key is not that of the create.
func olderWarning(prior model, got *seam.ClientSession) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Client session "+name(prior)+" is older than this resource", fmt.Sprintf(
		"%s may or may not have been created by an earlier apply, which ended without a clear response. The key now identifies %s, created at %s, before that apply. "+
			"It does not belong to this resource, so the provider removes it from state and does not delete it.",
		subject(prior), got.ClientSessionID, got.CreatedAt))
}

// nowhereError keeps a state whose workspace is not known.
func nowhereError(prior model) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Could not tell whether the client session was created", fmt.Sprintf(
		"%s may or may not have been created by an earlier apply, which ended without a clear response and could not determine its workspace. "+
			"The workspace of the provider's credential has no session with this key, but another workspace may have it. The state has not changed. "+
			"If the credential is for the right workspace, remove the resource from state (terraform state rm). Otherwise use the credential of the other workspace.",
		subject(prior)))
}
