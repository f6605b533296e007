package connection

import (
	"context"
	"sync"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Listing is one answer of /client_sessions/list that the Reads of a process
// share, tokens and all, in memory only. It shows that a session is there and
// what it is like; it never shows that there is none: that only a question for
// this very session does.
type Listing struct {
	mu      sync.Mutex
	asked   chan struct{} // closed when the answer is there; nil before it was asked for
	dropped bool
	rows    *rows
	listed  seam.Listed
}

// Wanted is the session that a Read asks for; what is empty is not known.
type Wanted struct {
	ClientSessionID, UserIdentifierKey, WorkspaceID string
}

// find returns the session, or nil when the Read has to ask for it by itself:
// there is any doubt whether the listed one is it, or it needs more than to be
// shown. The first caller asks Seam, and is told when that failed; the others
// wait for the answer, and none asks again.
func (l *Listing) find(ctx context.Context, api *seam.Client, wanted Wanted) (*seam.ClientSession, error) {
	asked, first := l.ask()
	var failed error
	if first {
		// It serves whoever waits, so that one who is cancelled does not fail the others.
		go l.fetch(context.WithoutCancel(ctx), api, asked, &failed)
	}
	if asked == nil {
		return nil, nil
	}
	select {
	case <-asked:
	case <-ctx.Done():
		return nil, nil // whoever asks next says why
	}
	return l.pick(wanted), failed
}

// ask returns what to wait for, nil once the list is dropped, and whether the
// caller is the one to fetch it.
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

// pick returns the listed session that is beyond doubt the wanted one.
func (l *Listing) pick(wanted Wanted) *seam.ClientSession {
	l.mu.Lock()
	rows, listed := l.rows, l.listed
	l.mu.Unlock()
	row := rows.find(wanted)
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

// Drop forgets the list for good: what is about to be written changes what it
// shows.
func (l *Listing) Drop() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dropped, l.rows = true, nil
}
