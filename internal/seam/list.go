package seam

import (
	"context"
	"slices"
	"strings"
)

// listAnswer is a list of sessions without their tokens.
type listAnswer struct {
	envelope
	ClientSessions *[]ClientSessionSummary `json:"client_sessions"`
}

func (a *listAnswer) check() error {
	if err := a.envelope.check(); err != nil {
		return err
	}
	if a.ClientSessions == nil {
		return shapeError("it has no client_sessions")
	}
	for i := range *a.ClientSessions {
		if err := (*a.ClientSessions)[i].check(); err != nil {
			return err
		}
	}
	return nil
}

// ListClientSessions returns the client sessions of the workspace that pass the
// filters, oldest first. Seam answers with every token; they are dropped while
// decoding. Seam documents no pages: the answer is the whole list.
func (c *Client) ListClientSessions(ctx context.Context, params ListParams) ([]ClientSessionSummary, error) {
	answer, _, err := post(ctx, c, pathList, params, func() *listAnswer { return new(listAnswer) })
	if err != nil {
		return nil, err
	}
	sessions := *answer.ClientSessions
	slices.SortFunc(sessions, func(a, b ClientSessionSummary) int {
		if byTime := a.CreatedAt.Compare(b.CreatedAt.Time); byTime != 0 {
			return byTime
		}
		return strings.Compare(a.ClientSessionID, b.ClientSessionID)
	})
	return sessions, nil
}
