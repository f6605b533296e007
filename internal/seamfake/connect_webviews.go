package seamfake

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ConnectWebview is a stored connect webview. Its fields have the names of the API. An empty string means null.
type ConnectWebview struct {
	ConnectWebviewID   string    `json:"connect_webview_id"` // a UUID
	WorkspaceID        string    `json:"workspace_id"`       // a UUID
	CreatedAt          time.Time `json:"created_at"`
	ConnectedAccountID string    `json:"connected_account_id"`
	Status             string    `json:"status"` // pending if empty; authorized also sets login_successful
	AuthorizedAt       time.Time `json:"authorized_at"`
	SelectedProvider   string    `json:"selected_provider"`

	CustomerKey          string         `json:"customer_key"`    // empty for none
	CustomMetadata       map[string]any `json:"custom_metadata"` // strings and booleans
	AcceptedProviders    []string       `json:"accepted_providers"`
	AcceptedCapabilities []string       `json:"accepted_capabilities"`

	// Not in responses: list filters by it. Seam has it from the session that created the webview.
	UserIdentifierKey string `json:"user_identifier_key"`
}

// authorized is the status of a webview in which the user has logged in.
const authorized = "authorized"

func (w *ConnectWebview) resource() resource { return resource{w.WorkspaceID, w.ConnectWebviewID} }

func (w *ConnectWebview) clone() *ConnectWebview {
	c := *w
	c.CustomMetadata = maps.Clone(c.CustomMetadata)
	c.AcceptedProviders = slices.Clone(c.AcceptedProviders)
	c.AcceptedCapabilities = slices.Clone(c.AcceptedCapabilities)
	return &c
}

// traits returns the fields of a webview that the filters of list use.
func (w *ConnectWebview) traits() traits {
	return traits{
		userIdentifierKey: w.UserIdentifierKey, customerKey: w.CustomerKey, metadata: w.CustomMetadata,
		texts: []string{w.ConnectWebviewID, strings.Join(w.AcceptedProviders, " "), w.CustomerKey},
	}
}

// StoreConnectWebview stores a connect webview and returns it with defaults for missing fields: the first workspace, a
// random id, the current time. It replaces one with the same id.
func (s *Server) StoreConnectWebview(w ConnectWebview) ConnectWebview {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complete(&w.WorkspaceID, &w.ConnectWebviewID, &w.CreatedAt)
	s.store.webviews.put(w.clone())
	return *w.clone()
}

// getConnectWebview serves /connect_webviews/get.
func (s *Server) getConnectWebview(c *call) (map[string]any, *apiError) {
	id, _ := c.params.text("connect_webview_id")
	w, ok := s.store.webviews.find(c.who.workspace.WorkspaceID,
		func(w *ConnectWebview) bool { return w.ConnectWebviewID == id })
	if !ok {
		return nil, connectWebviewNotFound()
	}
	return map[string]any{"connect_webview": s.knobs.renderConnectWebview(w)}, nil
}

// deleteConnectWebview serves /connect_webviews/delete.
func (s *Server) deleteConnectWebview(c *call) (map[string]any, *apiError) {
	id, _ := c.params.text("connect_webview_id")
	if !s.store.deleteWebview(c.who.workspace.WorkspaceID, id) {
		return nil, connectWebviewNotFound()
	}
	return map[string]any{}, nil
}

// deleteWebview deletes a webview of a workspace and removes it from all sessions. It reports whether the webview was
// stored.
func (s *store) deleteWebview(workspaceID, webviewID string) bool {
	for _, session := range s.sessions {
		if session.WorkspaceID == workspaceID {
			session.ConnectWebviewIDs = slices.DeleteFunc(session.ConnectWebviewIDs,
				func(id string) bool { return id == webviewID })
		}
	}
	return s.webviews.remove(resource{workspaceID, webviewID})
}

// listConnectWebviews serves /connect_webviews/list.
func (s *Server) listConnectWebviews(c *call) (map[string]any, *apiError) {
	return listed(s, c, "connect_webviews", &s.store.webviews, s.knobs.renderConnectWebview,
		func(w *ConnectWebview) bool { return c.finds(w.traits()) })
}

// renderConnectWebview returns a connect webview as in responses. Its url does not work.
func (k Knobs) renderConnectWebview(w *ConnectWebview) map[string]any {
	shown := map[string]any{
		"connect_webview_id":               w.ConnectWebviewID,
		"workspace_id":                     w.WorkspaceID,
		"created_at":                       k.renderCreation(w.CreatedAt),
		"connected_account_id":             orNull(w.ConnectedAccountID),
		"url":                              "https://connect.seam.example/connect_webviews/view?connect_webview_id=" + w.ConnectWebviewID,
		"status":                           cmp.Or(w.Status, "pending"),
		"login_successful":                 w.Status == authorized,
		"authorized_at":                    nil,
		"selected_provider":                orNull(w.SelectedProvider),
		"custom_metadata":                  renderMetadata(w.CustomMetadata),
		"accepted_providers":               append([]string{}, w.AcceptedProviders...),
		"accepted_capabilities":            append([]string{}, w.AcceptedCapabilities...),
		"accepted_devices":                 []string{},
		"any_device_allowed":               true,
		"any_provider_allowed":             len(w.AcceptedProviders) == 0,
		"device_selection_mode":            "none",
		"custom_redirect_url":              nil,
		"custom_redirect_failure_url":      nil,
		"automatically_manage_new_devices": true,
		"wait_for_device_creation":         false,
	}
	if !w.AuthorizedAt.IsZero() {
		shown["authorized_at"] = k.renderCreation(w.AuthorizedAt)
	}
	putText(shown, "customer_key", w.CustomerKey)
	return k.withUnknown(shown)
}

func connectWebviewNotFound() *apiError {
	return &apiError{
		status: http.StatusNotFound, kind: "connect_webview_not_found", message: "Could not find connect webview",
	}
}
