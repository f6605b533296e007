package seam

import "context"

type tokenListAnswer struct {
	envelope
	ClientSessions *[]ClientSession `json:"client_sessions"`
}

func (a *tokenListAnswer) check() error {
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

// ListClientSessionsWithTokens returns all client sessions of the workspace as
// Seam answers, tokens included: for whoever would otherwise ask for each.
func (c *Client) ListClientSessionsWithTokens(ctx context.Context) ([]ClientSession, error) {
	answer, got, err := post(ctx, c, pathList, ListParams{}, func() *tokenListAnswer { return new(tokenListAnswer) })
	if err != nil {
		return nil, err
	}
	sessions := *answer.ClientSessions
	for i := range sessions {
		sessions[i].AnsweredAt = got.date
	}
	return sessions, nil
}
