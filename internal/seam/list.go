package seam

import (
	"context"
	"slices"
	"strings"
)

// listResponse is a list of sessions without their tokens.
type listResponse struct {
	envelope
	ClientSessions *[]ClientSessionSummary `json:"client_sessions"`
}

func (r *listResponse) check() error {
	if err := r.envelope.check(); err != nil {
		return err
	}
	if r.ClientSessions == nil {
		return shapeError("it has no client_sessions")
	}
	for i := range *r.ClientSessions {
		if err := (*r.ClientSessions)[i].check(); err != nil {
			return err
		}
	}
	return nil
}

// ListClientSessions returns the client sessions of the workspace that match the
// filters, oldest first. Seam returns every token. They are dropped while decoding.
// Seam documents no pages, so the response is the whole list.
func (c *Client) ListClientSessions(ctx context.Context, params ListParams) ([]ClientSessionSummary, error) {
	response, _, err := post(ctx, c, pathList, params, func() *listResponse { return new(listResponse) })
	if err != nil {
		return nil, err
	}
	sessions := *response.ClientSessions
	slices.SortFunc(sessions, func(a, b ClientSessionSummary) int {
		if byTime := a.CreatedAt.Compare(b.CreatedAt.Time); byTime != 0 {
			return byTime
		}
		return strings.Compare(a.ClientSessionID, b.ClientSessionID)
	})
	return sessions, nil
}
