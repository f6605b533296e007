package connection

import "sync"

// End is how a run ended a session.
type End string

// The ends. Kept is a session that a destroy kept.
const (
	NotEnded End = ""
	Deleted  End = "delete"
	Revoked  End = "revoke"
	Kept     End = "keep"
)

// Use is the kind of use of a session in this run.
type Use int

// The uses, from weakest to strongest.
const (
	Unused Use = iota
	// Shown means that a refresh of a managed resource returned the session.
	Shown
	// Open means that an ephemeral resource has the session open.
	Open
	// Returned means that Create or Update returned the session.
	Returned
)

// Ledger records the client sessions of one walk (plan or apply) of one provider
// block: which objects have each session, which have it open, and how it ended.
// Terraform starts a process, or at least configures the provider, for each walk.
// The ledger therefore does not know about other walks, provider blocks and runs.
type Ledger struct {
	mu       sync.Mutex
	sessions map[string]*record // by client_session_id
	locks    sync.Map           // user_identifier_key or client_session_id -> *sync.Mutex
}

// record is the record of one session.
type record struct {
	returned, shown int
	open            int
	// due is how the last Close ends it, NotEnded if it does not.
	due   End
	ended End
	// failure is the reason why a renewal failed.
	failure string
}

// Lock serializes the operations on one session. Terraform creates one resource
// while it destroys another, and both may have the same session. The caller calls
// the returned function at the end. An empty name locks nothing.
func (l *Ledger) Lock(name string) (unlock func()) {
	if name == "" {
		return func() {}
	}
	lock, _ := l.locks.LoadOrStore(name, &sync.Mutex{})
	mutex := lock.(*sync.Mutex)
	mutex.Lock()
	return mutex.Unlock
}

// with calls do with the record of a session.
func (l *Ledger) with(clientSessionID string, do func(*record)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sessions == nil {
		l.sessions = map[string]*record{}
	}
	known := l.sessions[clientSessionID]
	if known == nil {
		known = &record{}
		l.sessions[clientSessionID] = known
	}
	do(known)
}

// Return records that Create or Update returns the session. It reports whether
// another one did before.
func (l *Ledger) Return(clientSessionID string) (again bool) {
	l.with(clientSessionID, func(a *record) {
		again = a.returned > 0
		a.returned++
	})
	return again
}

// Show records that a refresh returns the session. It reports whether another
// refresh did before. Two objects then have the same session.
func (l *Ledger) Show(clientSessionID string) (again bool) {
	l.with(clientSessionID, func(a *record) {
		again = a.shown > 0
		a.shown++
	})
	return again
}

// Open records that an ephemeral resource opens the session. Close or Release
// undoes it.
func (l *Ledger) Open(clientSessionID string) {
	l.with(clientSessionID, func(a *record) { a.open++ })
}

// Release undoes an Open that did not succeed.
func (l *Ledger) Release(clientSessionID string) {
	l.with(clientSessionID, func(a *record) { a.open-- })
}

// Close records that an ephemeral resource closes the session, and how the session
// should end. It returns how the caller must end it: NotEnded while others have it
// open, and otherwise what any of them requested. It also returns the other uses of
// the session. A session that is returned or shown must not end.
func (l *Ledger) Close(clientSessionID string, want End) (end End, use Use) {
	l.with(clientSessionID, func(a *record) {
		a.open = max(a.open-1, 0) // the Open happened in another process
		if want != NotEnded {
			a.due = want
		}
		end, use = a.due, a.use()
		if use == Open {
			end = NotEnded
		}
	})
	return end, use
}

// Use returns the strongest use of a session.
func (l *Ledger) Use(clientSessionID string) (use Use) {
	l.with(clientSessionID, func(a *record) { use = a.use() })
	return use
}

func (a *record) use() Use {
	switch {
	case a.returned > 0:
		return Returned
	case a.open > 0:
		return Open
	case a.shown > 0:
		return Shown
	}
	return Unused
}

// IsOpen reports whether an ephemeral resource has the session open.
func (l *Ledger) IsOpen(clientSessionID string) (open bool) {
	l.with(clientSessionID, func(a *record) { open = a.open > 0 })
	return open
}

// End records how a session ended.
func (l *Ledger) End(clientSessionID string, how End) {
	l.with(clientSessionID, func(a *record) { a.ended = how })
}

// Ended returns how this run ended a session.
func (l *Ledger) Ended(clientSessionID string) (how End) {
	l.with(clientSessionID, func(a *record) { how = a.ended })
	return how
}

// IsRevoked reports whether this run revoked a session.
func (l *Ledger) IsRevoked(clientSessionID string) bool {
	return l.Ended(clientSessionID) == Revoked
}

// NoteFailure records why an open session could not be renewed, because Terraform
// loses the diagnostics of Renew.
func (l *Ledger) NoteFailure(clientSessionID, failure string) {
	l.with(clientSessionID, func(a *record) { a.failure = failure })
}

// Failure returns why an open session could not be renewed, empty if it could.
func (l *Ledger) Failure(clientSessionID string) (failure string) {
	l.with(clientSessionID, func(a *record) { failure = a.failure })
	return failure
}
