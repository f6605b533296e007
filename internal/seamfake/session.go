package seamfake

import (
	"encoding/json"
	"slices"
	"time"
)

// Session is a stored client session. Its fields have the names of the API. user_identity_ids is not stored, because it
// mirrors user_identity_id.
type Session struct {
	ClientSessionID   string    `json:"client_session_id"` // a UUID
	WorkspaceID       string    `json:"workspace_id"`      // a UUID
	CreatedAt         time.Time `json:"created_at"`
	ExpiresAt         time.Time `json:"expires_at"`
	RevokedAt         time.Time `json:"revoked_at,omitzero"`           // zero if not revoked; not in responses
	Token             string    `json:"token"`                         // seam_cst1 and 8 characters, _, 24 characters
	UserIdentifierKey string    `json:"user_identifier_key,omitempty"` // empty for null
	UserIdentityID    string    `json:"user_identity_id,omitempty"`    // empty for none
	CustomerID        string    `json:"customer_id,omitempty"`         // empty for none; see Knobs.EmitCustomerID
	CustomerKey       string    `json:"customer_key,omitempty"`        // empty for none
	DeviceCount       int       `json:"device_count"`

	ConnectedAccountIDs []string `json:"connected_account_ids"`
	ConnectWebviewIDs   []string `json:"connect_webview_ids"`

	// number counts sessions in the order in which they were stored, from 1.
	number uint64
}

// Expired reports whether the session has expired at now.
func (s Session) Expired(now time.Time) bool { return !now.Before(s.ExpiresAt) }

// Revoked reports whether the session was revoked.
func (s Session) Revoked() bool { return !s.RevokedAt.IsZero() }

func (s Session) clone() Session {
	s.ConnectedAccountIDs = slices.Clone(s.ConnectedAccountIDs)
	s.ConnectWebviewIDs = slices.Clone(s.ConnectWebviewIDs)
	return s
}

// normalize converts a session from a test to the form of sessions from the server.
func (s *Session) normalize() {
	s.CreatedAt, s.ExpiresAt, s.RevokedAt = s.CreatedAt.UTC(), s.ExpiresAt.UTC(), s.RevokedAt.UTC()
	s.ConnectedAccountIDs = append([]string{}, s.ConnectedAccountIDs...)
	s.ConnectWebviewIDs = append([]string{}, s.ConnectWebviewIDs...)
}

// row returns the session as deterministic JSON.
func (s Session) row() []byte {
	b, err := json.Marshal(s)
	if err != nil { // only for a year after 9999, which only a test can store
		panic("seamfake: " + err.Error())
	}
	return b
}

// Sessions returns the sessions of all workspaces, including expired and revoked ones, ordered by created_at.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.purge()
	var sessions []Session
	for _, session := range s.store.byCreation() {
		sessions = append(sessions, session.clone())
	}
	return sessions
}

// Session returns the session with the id from any workspace, and whether there is one.
func (s *Server) Session(id string) (Session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.purge()
	if session := s.store.byID(id); session != nil {
		return session.clone(), true
	}
	return Session{}, false
}

// Row returns the stored form of a session as JSON, and whether there is one. The bytes are the same as long as the session
// does not change. They do not depend on knobs.
func (s *Server) Row(id string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.purge()
	if session := s.store.byID(id); session != nil {
		return session.row(), true
	}
	return nil, false
}
