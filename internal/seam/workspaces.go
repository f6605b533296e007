package seam

import "context"

const pathWorkspace = "/workspaces/get"

// Workspace is the workspace that a credential works in.
type Workspace struct {
	// WorkspaceID is a UUID.
	WorkspaceID string `json:"workspace_id"`
	// Name is what people call it in Seam Console.
	Name string `json:"name"`
}

type workspaceAnswer struct {
	envelope
	Workspace *Workspace `json:"workspace"`
}

func (a *workspaceAnswer) check() error {
	if err := a.envelope.check(); err != nil {
		return err
	}
	if a.Workspace == nil || a.Workspace.WorkspaceID == "" {
		return shapeError("it has no workspace.workspace_id")
	}
	return nil
}

// Workspace returns the workspace of the credential. It is asked for once and
// remembered; callers at the same time share one request. A failure is not
// remembered, so that the next call asks again.
func (c *Client) Workspace(ctx context.Context) (*Workspace, error) {
	if known := c.workspace.Load(); known != nil {
		return known, nil
	}
	flight := c.workspaceFlight.DoChan(pathWorkspace, func() (any, error) {
		if known := c.workspace.Load(); known != nil {
			return known, nil
		}
		// The request serves whoever waits for it, so that one caller who is
		// cancelled does not fail the others.
		answer, _, err := post(context.WithoutCancel(ctx), c, pathWorkspace, struct{}{},
			func() *workspaceAnswer { return new(workspaceAnswer) })
		if err != nil {
			return nil, err
		}
		c.workspace.Store(answer.Workspace)
		return answer.Workspace, nil
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
