package seamfake

import "slices"

// list serves /client_sessions/list: all sessions that match all filters, on one page. It is assumed that filters narrow
// the result together, and that expired and revoked sessions are listed.
func (s *Server) list(c *call) (map[string]any, *apiError) {
	fits := inWorkspace(c.who.workspace.WorkspaceID, c.listed)
	shown := []map[string]any{}
	for _, session := range s.store.byCreation() {
		if fits(session) {
			shown = append(shown, s.knobs.render(session))
		}
	}
	if s.knobs.ReverseList {
		slices.Reverse(shown)
	}
	return map[string]any{"client_sessions": shown}, nil
}

// listed reports whether a session matches the filters of list. Null for a webview or an identity selects sessions without
// any, as documented.
func (c *call) listed(session *Session) bool {
	if !c.addresses(session) {
		return false
	}
	if c.params["without_user_identifier_key"] == true && session.UserIdentifierKey != "" {
		return false
	}
	if id, ok := c.params.text("connect_webview_id"); ok && !slices.Contains(session.ConnectWebviewIDs, id) {
		return false
	}
	if c.params.null("connect_webview_id") && len(session.ConnectWebviewIDs) > 0 {
		return false
	}
	if id, ok := c.params.text("user_identity_id"); ok && session.UserIdentityID != id {
		return false
	}
	return !c.params.null("user_identity_id") || session.UserIdentityID == ""
}
