// Package connection has what the provider block passes to resources and data
// sources: the client, and the checks before the first request.
package connection

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Connection is what the provider block passes to resources and data sources.
// Terraform starts one process per provider block and walk, so a Connection exists
// as long as that process.
type Connection struct {
	// API is nil if Missing is set.
	API *seam.Client
	// Missing names the attributes that are not known yet, such as "api_key".
	Missing string
	// WorkspaceID is the workspace of the provider block. Optional.
	WorkspaceID string
	// Now is the clock of this machine. It is only used before an expiry is sent.
	// Seam's clock decides whether a session has expired.
	Now func() time.Time

	// Listing is the list that the Reads share, nil unless refresh is "list".
	Listing *Listing

	// Sessions records the sessions of this run.
	Sessions Ledger
}

// From returns the Connection of the provider block, never nil. Before the provider
// is configured, as during validation, the Connection rejects every request.
func From(providerData any, diags *diag.Diagnostics) *Connection {
	switch given := providerData.(type) {
	case nil:
	case *Connection:
		return given
	default:
		diags.AddError("Unexpected provider data",
			fmt.Sprintf("The provider passed data of type %T. This is a bug in the provider. Please report it.", providerData))
	}
	return &Connection{Now: time.Now}
}

// Time returns the time for computing and checking expiries. It is the time of this
// machine, or that of Seam if a response has shown that the two differ by more than
// a minute. Seam's time is the Date of a response, in whole seconds.
func (c *Connection) Time() time.Time {
	local := c.Now()
	if c.API == nil {
		return local
	}
	if seams, known := c.API.Clock(); known && seams.Sub(local).Abs() > seam.ClockTolerance {
		return seams
	}
	return local
}

// Listed returns the session from the list that the Reads share, or nil if a Read
// must send its own request. The list shows the workspace of each session, so the
// provider does not have to look up the workspace of the credential first. A
// session of another workspace does not match. If the provider block sets the
// workspace, the look-up comes before the list, as before every request.
func (c *Connection) Listed(ctx context.Context, subject string, wanted Wanted) (*seam.ClientSession, diag.Diagnostics) {
	if c.Listing == nil || c.API == nil {
		return nil, nil
	}
	if c.WorkspaceID != "" {
		if _, diags := c.ForReading(ctx, subject, wanted.WorkspaceID); diags.HasError() {
			return nil, diags
		}
		wanted.WorkspaceID = c.WorkspaceID
	}
	found, err := c.Listing.find(ctx, c.API, wanted)
	if err != nil {
		return nil, diag.Diagnostics{diag.NewWarningDiagnostic("Could not list the client sessions", fmt.Sprintf(
			"refresh is \"list\", but the list could not be read: %s. The provider reads each session with its own request instead.", err))}
	}
	return found, nil
}

// ForWriting is ForReading for requests that may write.
func (c *Connection) ForWriting(ctx context.Context, subject, workspaceID string) (*seam.Client, diag.Diagnostics) {
	c.Listing.Drop()
	return c.ForReading(ctx, subject, workspaceID)
}

// ForReading returns the client for requests about a session of the given
// workspace, empty if unknown. It first checks the workspace of the credential. In
// another workspace the session would seem to be deleted, and get-or-create would
// create a new one there. The requests of the client share the budget of one RPC.
func (c *Connection) ForReading(ctx context.Context, subject, workspaceID string) (*seam.Client, diag.Diagnostics) {
	var diags diag.Diagnostics
	switch {
	case c.API == nil && c.Missing == "":
		diags.AddError("Provider not configured",
			"The provider has not been configured yet. This is a bug in the provider or in Terraform. Please report it.")
		return nil, diags
	case c.API == nil:
		diags.AddError("Provider configuration not known yet", fmt.Sprintf(
			"%s: this requires a request to Seam, but %s in the provider block is known only after apply. "+
				"Apply the resources that it depends on first (terraform apply -target=…), or use a value that is already known.",
			subject, c.Missing))
		return nil, diags
	case workspaceID == "" && c.WorkspaceID == "":
		return c.API.ForRPC(), nil
	}
	actual, err := c.API.Workspace(ctx)
	if err != nil {
		return nil, seamdiag.FromError(seamdiag.Operation{
			Summary:     "Could not look up the workspace of the credential",
			Subject:     subject,
			Consequence: "The provider sent nothing else, because the session would seem to be deleted in another workspace.",
		}, err)
	}
	name := fmt.Sprintf("%s (%s)", actual.WorkspaceID, actual.Name)
	if c.WorkspaceID != "" && c.WorkspaceID != actual.WorkspaceID {
		diags.AddError("Credential of another workspace", fmt.Sprintf(
			"%s: the provider block sets workspace_id to %s, but its credential belongs to workspace %s. "+
				"The provider sent nothing else. Use the credential of the right workspace, or correct workspace_id.",
			subject, c.WorkspaceID, name))
	} else if workspaceID != "" && workspaceID != actual.WorkspaceID {
		diags.AddError("Credential of another workspace", fmt.Sprintf(
			"%s belongs to workspace %s, but the provider's credential belongs to workspace %s. "+
				"The provider sent nothing else. Use the credential of the right workspace. To move the session to the other "+
				"workspace, remove it from state first (terraform state rm).",
			subject, workspaceID, name))
	}
	return c.API.ForRPC(), diags
}
