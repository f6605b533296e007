package seamfake

// getWorkspace serves /workspaces/get: the workspace of the credential.
func (s *Server) getWorkspace(c *call) (map[string]any, *apiError) {
	return map[string]any{"workspace": s.knobs.renderWorkspace(c.who.workspace)}, nil
}

// renderWorkspace returns a workspace as in responses, with all fields that the OpenAPI document requires.
func (k Knobs) renderWorkspace(w *Workspace) map[string]any {
	shown := map[string]any{
		"workspace_id":                    w.WorkspaceID,
		"name":                            w.Name,
		"company_name":                    w.CompanyName,
		"connect_partner_name":            w.CompanyName,
		"is_sandbox":                      w.IsSandbox,
		"is_suspended":                    false,
		"is_publishable_key_auth_enabled": len(w.PublishableKeys) > 0,
		"organization_id":                 nil,
		"connect_webview_customization":   map[string]any{},
	}
	if len(w.PublishableKeys) > 0 {
		shown["publishable_key"] = w.PublishableKeys[0]
	}
	if k.UnknownFields {
		shown["display_name"] = "a field that no schema has"
	}
	return shown
}
