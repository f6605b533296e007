package seamfake

import "net/http"

// get serves /client_sessions/get: the session by its id or key, including expired and revoked ones. With a session token,
// it returns the session of the token, or invalid_options if both parameters are given. These and the 404 were seen in
// Seam's own fake. Two rules are assumed: with a session token, a parameter must match its session, and an id and a key
// that are given together must both match.
func (s *Server) get(c *call) (map[string]any, *apiError) {
	if c.who.session != nil {
		if c.params.given("client_session_id") && c.params.given("user_identifier_key") {
			return nil, &apiError{
				status: http.StatusBadRequest, kind: "invalid_options",
				message: "Only one of client_session_id and user_identifier_key can be given",
			}
		}
		if !c.addresses(c.who.session) {
			return nil, sessionNotFound()
		}
		return s.sessionBody(c.who.session), nil
	}
	session := s.addressed(c)
	if session == nil {
		return nil, sessionNotFound()
	}
	return s.sessionBody(session), nil
}

// addressed returns the session of the caller's workspace with client_session_id and user_identifier_key, nil if there is
// none or neither is given.
func (s *Server) addressed(c *call) *Session {
	if !c.params.given("client_session_id") && !c.params.given("user_identifier_key") {
		return nil
	}
	return s.store.find(inWorkspace(c.who.workspace.WorkspaceID, c.addresses))
}

// addresses reports whether the session has the id and the key, as far as they are given.
func (c *call) addresses(session *Session) bool {
	id, byID := c.params.text("client_session_id")
	key, byKey := c.params.text("user_identifier_key")
	return (!byID || session.ClientSessionID == id) && (!byKey || session.UserIdentifierKey == key)
}
