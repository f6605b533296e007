package seam

import (
	"context"
	"slices"
	"strings"
)

// listAnswer is a list of sessions, with their tokens or without.
type listAnswer[Session any, Checked interface {
	*Session
	answer
}] struct {
	envelope
	ClientSessions *[]Session `json:"client_sessions"`
}

func (a *listAnswer[Session, Checked]) check() error {
	if err := a.envelope.check(); err != nil {
		return err
	}
	if a.ClientSessions == nil {
		return shapeError("it has no client_sessions")
	}
	for i := range *a.ClientSessions {
		if err := Checked(&(*a.ClientSessions)[i]).check(); err != nil {
			return err
		}
	}
	return nil
}

// ListClientSessions returns the client sessions of the workspace that pass the
// filters, oldest first. Seam answers with every token; they are dropped while
// decoding. Seam documents no pages: the answer is the whole list.
func (c *Client) ListClientSessions(ctx context.Context, params ListParams) ([]ClientSessionSummary, error) {
	type summaries = listAnswer[ClientSessionSummary, *ClientSessionSummary]
	answer, _, err := post(ctx, c, pathList, params, func() *summaries { return new(summaries) })
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

// ListClientSessionsWithTokens returns all client sessions of the workspace as
// Seam answers, tokens included: for whoever would otherwise ask for each.
func (c *Client) ListClientSessionsWithTokens(ctx context.Context) ([]ClientSession, error) {
	type sessions = listAnswer[ClientSession, *ClientSession]
	answer, got, err := post(ctx, c, pathList, ListParams{}, func() *sessions { return new(sessions) })
	if err != nil {
		return nil, err
	}
	all := *answer.ClientSessions
	for i := range all {
		all[i].AnsweredAt, all[i].RequestID = got.date, got.requestID
	}
	return all, nil
}
