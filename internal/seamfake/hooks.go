package seamfake

import (
	"slices"

	"github.com/google/uuid"
)

// BeforeRequest sets a function that is called with every request after it was entered in the journal and before anything
// else happens to it. It may call the server. Nil removes it.
func (s *Server) BeforeRequest(before func(Request)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.before = before
}

func (s *Server) hook() func(Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.before
}

// AddSession stores a session, as if it had been made by another client, and returns it with what was missing filled in:
// the first workspace, a random id and token, the current time, the default lifetime. A session with the same id is
// replaced.
func (s *Server) AddSession(session Session) Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	if session.WorkspaceID == "" {
		session.WorkspaceID = s.workspaces[0].WorkspaceID
	}
	if session.ClientSessionID == "" {
		session.ClientSessionID = uuid.NewString()
	}
	if session.Token == "" {
		session.Token = newToken()
	}
	if session.CreatedAt.IsZero() {
		session.CreatedAt = s.knobs.storedCreation(s.clock())
	}
	if session.ExpiresAt.IsZero() {
		session.ExpiresAt = s.knobs.defaultExpiry(session.CreatedAt)
	}
	session.normalise()
	if old := s.store.byID(session.ClientSessionID); old != nil {
		session.number = old.number
		*old = session
		return session.clone()
	}
	stored := session.clone()
	s.store.add(&stored)
	return session
}

// UpdateSession changes the stored session with the id, and returns false when there is none. change must not call the
// server.
func (s *Server) UpdateSession(id string, change func(*Session)) bool {
	return s.withSession(id, func(session *Session) {
		number := session.number
		changed := session.clone()
		change(&changed)
		changed.normalise()
		changed.number = number
		*session = changed
	})
}

// DeleteSession deletes the session with the id, and returns false when there is none.
func (s *Server) DeleteSession(id string) bool {
	return s.withSession(id, s.store.remove)
}

// RevokeSession revokes the session with the id, and returns false when there is none.
func (s *Server) RevokeSession(id string) bool {
	return s.withSession(id, func(session *Session) { session.RevokedAt = s.clock() })
}

// ConnectAccount does what a user does who opens a connect webview with the session's token and connects an account
// there: both appear in the session, as seen in Seam's own fake. It returns their ids, and false when there is no such
// session.
func (s *Server) ConnectAccount(sessionID string) (webviewID, accountID string, ok bool) {
	webviewID, accountID = uuid.NewString(), uuid.NewString()
	ok = s.withSession(sessionID, func(session *Session) {
		s.connect(session, webviewID, accountID)
		session.ConnectWebviewIDs = append(session.ConnectWebviewIDs, webviewID)
		session.ConnectedAccountIDs = append(session.ConnectedAccountIDs, accountID)
	})
	if !ok {
		return "", "", false
	}
	return webviewID, accountID, true
}

// connect stores the webview and the account of [Server.ConnectAccount].
func (s *Server) connect(session *Session, webviewID, accountID string) {
	now := s.knobs.storedCreation(s.clock())
	s.store.accounts.put(&ConnectedAccount{
		ConnectedAccountID: accountID, WorkspaceID: session.WorkspaceID, CreatedAt: now,
		CustomerKey: session.CustomerKey, UserIdentifierKey: session.UserIdentifierKey,
	})
	s.store.webviews.put(&ConnectWebview{
		ConnectWebviewID: webviewID, WorkspaceID: session.WorkspaceID, CreatedAt: now,
		ConnectedAccountID: accountID, Status: authorized, AuthorizedAt: now,
		CustomerKey: session.CustomerKey, UserIdentifierKey: session.UserIdentifierKey,
	})
}

// DeleteConnectedAccount deletes a connected account, which takes it out of every session, as seen in Seam's own fake.
func (s *Server) DeleteConnectedAccount(accountID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.store.sessions {
		session.ConnectedAccountIDs = slices.DeleteFunc(session.ConnectedAccountIDs,
			func(id string) bool { return id == accountID })
	}
	for _, w := range s.workspaces {
		s.store.accounts.remove(resource{w.WorkspaceID, accountID})
	}
}

// DeleteConnectWebview deletes a connect webview, which takes it out of every session; the latter is assumed.
func (s *Server) DeleteConnectWebview(webviewID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.workspaces {
		s.store.deleteWebview(w.WorkspaceID, webviewID)
	}
}

// AddConnectedAccount stores a connected account of which only the id matters; see [Server.StoreConnectedAccount].
func (s *Server) AddConnectedAccount(workspaceID, accountID string) {
	s.StoreConnectedAccount(ConnectedAccount{WorkspaceID: workspaceID, ConnectedAccountID: accountID})
}

// AddConnectWebview stores a connect webview of which only the id matters; see [Server.StoreConnectWebview].
func (s *Server) AddConnectWebview(workspaceID, webviewID string) {
	s.StoreConnectWebview(ConnectWebview{WorkspaceID: workspaceID, ConnectWebviewID: webviewID})
}

func (s *Server) withSession(id string, do func(*Session)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.purge()
	session := s.store.byID(id)
	if session == nil {
		return false
	}
	do(session)
	return true
}
