package seamfake

import "net/http"

// getOrCreate answers /client_sessions/get_or_create. The user_identifier_key alone identifies a session, within its
// workspace: seen in Seam's own fake. What is given is written to an existing session: documented for expires_at and the
// id lists, assumed for the user identity.
func (s *Server) getOrCreate(c *call) (map[string]any, *apiError) {
	given, err := s.givenFields(c)
	if err != nil {
		return nil, err
	}
	session := s.existing(c, given)
	if session == nil {
		return s.sessionBody(s.createSession(c, given)), nil
	}
	frozen := s.knobs.Expired == ExpiredReturned && session.Expired(s.clock())
	if !s.knobs.ExistingUnchanged && !frozen {
		if err := s.write(session, given); err != nil {
			return nil, err
		}
	}
	return s.sessionBody(session), nil
}

// create answers /client_sessions/create. PUT returns the session of a key that is taken, unchanged, and POST refuses it;
// both are seen in Seam's own fake.
func (s *Server) create(c *call) (map[string]any, *apiError) {
	given, err := s.givenFields(c)
	if err != nil {
		return nil, err
	}
	taken := s.byKey(c, given.key)
	if taken != nil && c.request.Method == http.MethodPut {
		return s.sessionBody(taken), nil
	}
	if taken != nil {
		return nil, &apiError{
			status: http.StatusBadRequest, kind: "client_session_token_already_exists",
			message: "A client session with this user_identifier_key already exists, " +
				"try using /client_sessions/get_or_create",
		}
	}
	return s.sessionBody(s.createSession(c, given)), nil
}

// existing finds the session that get_or_create returns, nil when it has to create one.
func (s *Server) existing(c *call, given fields) *Session {
	session := s.byKey(c, given.key)
	if session == nil ||
		s.knobs.Expired == ExpiredNew && session.Expired(s.clock()) ||
		s.knobs.RevokedCreatesNew && session.Revoked() {
		return nil
	}
	return session
}

// byKey finds the session of a key in the caller's workspace. It looks at neither expiry nor revocation.
func (s *Server) byKey(c *call, key string) *Session {
	if key == "" {
		return nil
	}
	return s.store.find(inWorkspace(c.who.workspace.WorkspaceID, func(session *Session) bool {
		return session.UserIdentifierKey == key && s.visible(c, session)
	}))
}

// visible says whether a request sees a session. With [Knobs.AllowDuplicates] it sees those that were stored before it
// arrived, so that the outcome of a race depends on the order of arrivals alone.
func (s *Server) visible(c *call, session *Session) bool {
	return !s.knobs.AllowDuplicates || session.number <= c.stored
}
