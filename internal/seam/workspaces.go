package seam

import "context"

const pathWorkspace = "/workspaces/get"

// Workspace is the workspace that a credential works in.
type Workspace struct {
	// WorkspaceID is a UUID.
	WorkspaceID string `json:"workspace_id"`
	// Name is its name in Seam Console.
	Name string `json:"name"`
	// CompanyName is deprecated by Seam in favor of ConnectPartnerName, which end
	// users see in Connect Webviews and which may be nil.
	CompanyName        string  `json:"company_name"`
	ConnectPartnerName *string `json:"connect_partner_name"`
	// IsSandbox is true for a workspace with simulated devices.
	IsSandbox bool `json:"is_sandbox"`
	// IsSuspended is true for a sandbox that Seam has suspended, because it was not
	// opened for 14 days.
	IsSuspended bool `json:"is_suspended"`
	// IsPublishableKeyAuthEnabled is true if browsers may create sessions with the
	// publishable key.
	IsPublishableKeyAuthEnabled bool `json:"is_publishable_key_auth_enabled"`
	// PublishableKey is not a secret. Optional.
	PublishableKey *string `json:"publishable_key"`
	// OrganizationID is a UUID, nil if the workspace belongs to no organization.
	OrganizationID *string `json:"organization_id"`
}

type workspaceResponse struct {
	envelope
	Workspace *Workspace `json:"workspace"`
}

func (r *workspaceResponse) check() error {
	if err := r.envelope.check(); err != nil {
		return err
	}
	if r.Workspace == nil || r.Workspace.WorkspaceID == "" {
		return shapeError("it has no workspace.workspace_id")
	}
	return nil
}

// Workspace returns the workspace of the credential. It is requested once and
// cached. Concurrent callers share one request. A failure is not cached, so the
// next call sends the request again.
func (c *Client) Workspace(ctx context.Context) (*Workspace, error) {
	if known := c.workspace.Load(); known != nil {
		return known, nil
	}
	flight := c.workspaceFlight.DoChan(pathWorkspace, func() (any, error) {
		if known := c.workspace.Load(); known != nil {
			return known, nil
		}
		// The request serves all callers. It is not canceled with one of them, and
		// has its own budget.
		own := *c
		own.budget = nil
		response, _, err := post(context.WithoutCancel(ctx), &own, pathWorkspace, struct{}{},
			func() *workspaceResponse { return new(workspaceResponse) })
		if err != nil {
			return nil, err
		}
		c.workspace.Store(response.Workspace)
		return response.Workspace, nil
	})
	select {
	case result := <-flight:
		if result.Err != nil {
			return nil, result.Err
		}
		return result.Val.(*Workspace), nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}
