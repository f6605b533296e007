package seamfake

import "net/http"

// getOrCreate serves /client_sessions/get_or_create. Only the user_identifier_key identifies a session, within its
// workspace, as seen in Seam's own fake. The given fields are written to an existing session, which is documented for
// expires_at and the id lists, and assumed for the user identity.
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

// create serves /client_sessions/create. If a session has the key, PUT returns it unchanged and POST returns an error.
// Both were seen in Seam's own fake.
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

// existing returns the session that get_or_create returns, nil if it must create one.
func (s *Server) existing(c *call, given fields) *Session {
	session := s.byKey(c, given.key)
	if session == nil ||
		s.knobs.Expired == ExpiredNew && session.Expired(s.clock()) ||
		s.knobs.RevokedCreatesNew && session.Revoked() {
		return nil
	}
	return session
}

// byKey finds the session with a key in the caller's workspace. It ignores expiry and revocation.
func (s *Server) byKey(c *call, key string) *Session {
	if key == "" {
		return nil
	}
	return s.store.find(inWorkspace(c.who.workspace.WorkspaceID, func(session *Session) bool {
		return session.UserIdentifierKey == key && s.visible(c, session)
	}))
}

// visible reports whether a request can find a session. With [Knobs.AllowDuplicates], it finds only sessions that were
// stored before it arrived. The outcome of a race then depends only on the order of arrivals.
func (s *Server) visible(c *call, session *Session) bool {
	return !s.knobs.AllowDuplicates || session.number <= c.stored
}
