package seamfake

import (
	"slices"

	"github.com/google/uuid"
)

// BeforeRequest sets a function that the server calls with each request, after it recorded the request in the journal and
// before it does anything else. The function may call the server. Nil removes it.
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

// AddSession stores a session as if another client had created it, and returns it with defaults for missing fields: the
// first workspace, a random id and token, the current time, the default lifetime. It replaces a session with the same id.
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
	session.normalize()
	if old := s.store.byID(session.ClientSessionID); old != nil {
		session.number = old.number
		*old = session
		return session.clone()
	}
	stored := session.clone()
	s.store.add(&stored)
	return session
}

// UpdateSession changes the stored session with the id. It returns false if there is none. change must not call the
// server.
func (s *Server) UpdateSession(id string, change func(*Session)) bool {
	return s.withSession(id, func(session *Session) {
		number := session.number
		changed := session.clone()
		change(&changed)
		changed.normalize()
		changed.number = number
		*session = changed
	})
}

// DeleteSession deletes the session with the id. It returns false if there is none.
func (s *Server) DeleteSession(id string) bool {
	return s.withSession(id, s.store.remove)
}

// RevokeSession revokes the session with the id. It returns false if there is none.
func (s *Server) RevokeSession(id string) bool {
	return s.withSession(id, func(session *Session) { session.RevokedAt = s.clock() })
}

// ConnectAccount simulates a user who opens a connect webview with the session's token and connects an account. Both are
// added to the session, as seen in Seam's own fake. It returns their ids, and false if the session does not exist.
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

// DeleteConnectedAccount deletes a connected account and removes it from all sessions, as seen in Seam's own fake.
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

// DeleteConnectWebview deletes a connect webview and removes it from all sessions. The removal is assumed.
func (s *Server) DeleteConnectWebview(webviewID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.workspaces {
		s.store.deleteWebview(w.WorkspaceID, webviewID)
	}
}

// AddConnectedAccount stores a connected account with only an id. See [Server.StoreConnectedAccount].
func (s *Server) AddConnectedAccount(workspaceID, accountID string) {
	s.StoreConnectedAccount(ConnectedAccount{WorkspaceID: workspaceID, ConnectedAccountID: accountID})
}

// AddConnectWebview stores a connect webview with only an id. See [Server.StoreConnectWebview].
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
