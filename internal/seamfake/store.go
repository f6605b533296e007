package seamfake

import (
	"cmp"
	"slices"
)

// store has the sessions of all workspaces, oldest first, the ids of deleted sessions, and the objects that people and
// tests add.
type store struct {
	sessions []*Session
	stored   uint64 // how many sessions were ever stored

	deleted map[resource]bool // client sessions

	identities collection[*UserIdentity]
	accounts   collection[*ConnectedAccount]
	webviews   collection[*ConnectWebview]
}

// resource identifies an object by its workspace and id.
type resource struct{ workspaceID, id string }

func newStore() store {
	return store{deleted: map[resource]bool{}}
}

func (s *store) add(session *Session) {
	s.stored++
	session.number = s.stored
	s.sessions = append(s.sessions, session)
}

func (s *store) remove(session *Session) {
	s.sessions = slices.DeleteFunc(s.sessions, func(other *Session) bool { return other == session })
	s.deleted[resource{session.WorkspaceID, session.ClientSessionID}] = true
}

// find returns the newest matching session, nil if there is none. Several sessions can have the same key only because of
// knobs and hooks. The newest of them is then the active one.
func (s *store) find(fits func(*Session) bool) *Session {
	for _, session := range slices.Backward(s.sessions) {
		if fits(session) {
			return session
		}
	}
	return nil
}

func (s *store) byID(id string) *Session {
	return s.find(func(session *Session) bool { return session.ClientSessionID == id })
}

func (s *store) byToken(token string) *Session {
	return s.find(func(session *Session) bool { return session.Token == token })
}

// byCreation returns a new slice of all sessions, ordered by created_at and then by the order in which they were stored.
func (s *store) byCreation() []*Session {
	sessions := slices.Clone(s.sessions)
	slices.SortStableFunc(sessions, func(a, b *Session) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.number, b.number))
	})
	return sessions
}

// inWorkspace restricts fits to one workspace, because a caller must not access other workspaces.
func inWorkspace(workspaceID string, fits func(*Session) bool) func(*Session) bool {
	return func(session *Session) bool { return session.WorkspaceID == workspaceID && fits(session) }
}
