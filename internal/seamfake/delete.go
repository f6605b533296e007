package seamfake

import "slices"

// revoke serves /client_sessions/revoke: the token stops working, and the session stays.
func (s *Server) revoke(c *call) (map[string]any, *apiError) {
	session := s.addressed(c)
	if session == nil || session.Revoked() && s.knobs.RepeatedRevokeIs404 {
		return nil, sessionNotFound()
	}
	if !session.Revoked() {
		session.RevokedAt = s.clock()
	}
	return map[string]any{}, nil
}

// purge removes expired sessions if a knob enables that. It runs before each access to the sessions.
func (s *Server) purge() {
	if s.knobs.Expired != ExpiredPurged {
		return
	}
	now := s.clock()
	for _, session := range slices.Clone(s.store.sessions) {
		if session.Expired(now) {
			s.store.remove(session)
		}
	}
}

// delete serves /client_sessions/delete.
func (s *Server) delete(c *call) (map[string]any, *apiError) {
	session := s.addressed(c)
	if session == nil {
		id, _ := c.params.text("client_session_id")
		if s.knobs.RepeatedDeleteIsOK && s.store.deleted[resource{c.who.workspace.WorkspaceID, id}] {
			return map[string]any{}, nil
		}
		return nil, sessionNotFound()
	}
	s.store.remove(session)
	return map[string]any{}, nil
}
