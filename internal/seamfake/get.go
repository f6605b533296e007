package seamfake

import "net/http"

// get answers /client_sessions/get: the session by its id or key, dead ones included. A session token gets its own
// session, and with both parameters invalid_options; those and the 404 are seen in Seam's own fake. That a parameter
// beside a session token has to fit its session, and that id and key given together both have to fit, is assumed.
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

// addressed is the session of the caller's workspace that client_session_id and user_identifier_key name, nil when there
// is none or neither is given.
func (s *Server) addressed(c *call) *Session {
	if !c.params.given("client_session_id") && !c.params.given("user_identifier_key") {
		return nil
	}
	return s.store.find(inWorkspace(c.who.workspace.WorkspaceID, c.addresses))
}

// addresses says whether id and key, as far as they are given, are those of the session.
func (c *call) addresses(session *Session) bool {
	id, byID := c.params.text("client_session_id")
	key, byKey := c.params.text("user_identifier_key")
	return (!byID || session.ClientSessionID == id) && (!byKey || session.UserIdentifierKey == key)
}
