package seamfake

// grantAccess serves /client_sessions/grant_access. Two rules are assumed: it adds ids and never removes any, and an
// identity replaces the existing one, because a session has at most one.
func (s *Server) grantAccess(c *call) (map[string]any, *apiError) {
	if len(c.params) == 0 {
		return nil, invalidInput(issue{nil, "At least one parameter is required"})
	}
	given, err := s.givenFields(c)
	if err != nil {
		return nil, err
	}
	session := s.addressed(c)
	if session == nil {
		return nil, sessionNotFound()
	}
	if err := s.writeIdentity(session, given.identity); err != nil {
		return nil, err
	}
	session.ConnectedAccountIDs = union(session.ConnectedAccountIDs, given.accounts)
	session.ConnectWebviewIDs = union(session.ConnectWebviewIDs, given.webviews)
	return s.sessionBody(session), nil
}
