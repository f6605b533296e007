package connection

import (
	"context"
	"sync"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Listing is one response of /client_sessions/list that the Reads of a process
// share. It includes the tokens and is only in memory. It can show that a session
// exists, but never that it does not exist. Only a request for the session shows
// that.
type Listing struct {
	mu      sync.Mutex
	asked   chan struct{} // closed when the response is complete; nil before the request
	dropped bool
	rows    *rows
	listed  seam.Listed
}

// Wanted is the session that a Read requests. Empty fields are unknown.
type Wanted struct {
	ClientSessionID, UserIdentifierKey, WorkspaceID string
}

// find returns the session, or nil if the Read must request it separately: it is
// uncertain whether the listed session is the wanted one, or the session has
// expired. The first caller sends the request and gets its error. The others
// wait for the response and never send the request again.
func (l *Listing) find(ctx context.Context, api *seam.Client, wanted Wanted) (*seam.ClientSession, error) {
	asked, first := l.ask()
	var failed error
	if first {
		// It serves all waiting callers, so the cancellation of one does not fail the others.
		go l.fetch(context.WithoutCancel(ctx), api, asked, &failed)
	}
	if asked == nil {
		return nil, nil
	}
	select {
	case <-asked:
	case <-ctx.Done():
		return nil, nil // the next request reports the reason
	}
	return l.pick(wanted), failed
}

// ask returns the channel to wait for, nil after the list is dropped, and whether
// the caller must fetch the list.
func (l *Listing) ask() (asked chan struct{}, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dropped {
		return nil, false
	}
	if l.asked == nil {
		l.asked, first = make(chan struct{}), true
	}
	return l.asked, first
}

func (l *Listing) fetch(ctx context.Context, api *seam.Client, asked chan struct{}, failed *error) {
	defer close(asked)
	var kept *rows
	listed, err := api.StreamClientSessions(ctx, func() seam.Rows {
		kept = newRows()
		return kept
	})
	*failed = err
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.dropped && err == nil {
		l.rows, l.listed = kept, listed
	}
}

// pick returns the listed session if it is certainly the wanted one.
func (l *Listing) pick(wanted Wanted) *seam.ClientSession {
	l.mu.Lock()
	kept, listed := l.rows, l.listed
	l.mu.Unlock()
	row := kept.find(wanted)
	if row == nil {
		return nil
	}
	found, err := listed.Session(row)
	switch {
	case err != nil,
		wanted.ClientSessionID != "" && wanted.ClientSessionID != found.ClientSessionID,
		wanted.UserIdentifierKey != "" && (found.UserIdentifierKey == nil || wanted.UserIdentifierKey != *found.UserIdentifierKey),
		wanted.WorkspaceID != "" && wanted.WorkspaceID != found.WorkspaceID,
		found.Expired():
		return nil
	}
	return found
}

// Drop discards the list permanently, because a write is about to make it outdated.
func (l *Listing) Drop() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dropped, l.rows = true, nil
}
