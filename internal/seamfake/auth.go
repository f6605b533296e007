package seamfake

import (
	"net/http"
	"slices"
	"strings"
)

// credentialKind is a kind of credential. Values combine to the set that an endpoint accepts.
type credentialKind uint8

const (
	apiKey credentialKind = 1 << iota
	accessToken
	sessionToken
	publishableKey

	noCredential credentialKind = 0
)

// The prefixes of credentials, as documented.
const (
	seamPrefix           = "seam_"
	accessTokenPrefix    = "seam_at"
	sessionTokenPrefix   = "seam_cst"
	publishableKeyPrefix = "seam_pk"
)

// caller is the sender of a request.
type caller struct {
	workspace *Workspace
	kind      credentialKind
	session   *Session // with a session token only
}

// authenticate returns the caller. It ignores a credential of a kind that the endpoint does not accept.
func (s *Server) authenticate(c *call) (caller, *apiError) {
	kind, secret := presented(c.request.Header)
	if c.route.accepts&kind == 0 {
		return caller{}, unauthorized("No authentication methods succeeded")
	}
	who, err := s.identify(kind, secret, c.request.Header)
	if err != nil {
		return caller{}, err
	}
	if kind == publishableKey && !c.namesUser() {
		return caller{}, publishableKeyRequiresUserKey()
	}
	return who, nil
}

// publishableKeyRequiresUserKey is the error for a publishable key without a user_identifier_key. Seam's own fake was seen
// to return this status, and also 400.
func publishableKeyRequiresUserKey() *apiError {
	return &apiError{
		status: http.StatusUnauthorized, kind: "publishable_key_requires_user_identifier_key",
		message: "A user_identifier_key is required with a publishable key",
	}
}

// presented returns the credential in the headers, and its kind. Authorization has precedence over a publishable key
// (documented) and over a session token in a separate header (assumed; Seam's JavaScript SDK sends the same token in both).
func presented(header http.Header) (credentialKind, string) {
	if authorization := header.Get("Authorization"); authorization != "" {
		scheme, secret, _ := strings.Cut(authorization, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return noCredential, ""
		}
		return bearerKind(secret), secret
	}
	for _, name := range []string{"Seam-Client-Session-Token", "Client-Session-Token"} {
		if token := header.Get(name); token != "" {
			return sessionToken, token
		}
	}
	if key := header.Get("Seam-Publishable-Key"); key != "" {
		return publishableKey, key
	}
	return noCredential, ""
}

// bearerKind returns the kind of a bearer credential by its prefix. A publishable key is not a bearer credential.
func bearerKind(secret string) credentialKind {
	switch {
	case strings.HasPrefix(secret, accessTokenPrefix):
		return accessToken
	case strings.HasPrefix(secret, sessionTokenPrefix):
		return sessionToken
	case strings.HasPrefix(secret, publishableKeyPrefix), !strings.HasPrefix(secret, seamPrefix):
		return noCredential
	default:
		return apiKey
	}
}

// identify looks up a credential for any endpoint.
func (s *Server) identify(kind credentialKind, secret string, header http.Header) (caller, *apiError) {
	switch kind {
	case apiKey:
		// A seam-workspace header with an API key is ignored, as seen in Seam's own fake.
		return s.owner(kind, secret, func(w *Workspace) []string { return w.APIKeys }, unauthorized("API Key not found"))
	case accessToken:
		return s.identifyAccessToken(secret, header.Get("Seam-Workspace"))
	case sessionToken:
		return s.identifySession(secret)
	case publishableKey:
		if !strings.HasPrefix(secret, publishableKeyPrefix) {
			return caller{}, &apiError{
				status: http.StatusUnauthorized, kind: "invalid_publishable_key", message: "Invalid publishable key",
			}
		}
		notFound := &apiError{
			status: http.StatusUnauthorized, kind: "workspace_not_found",
			message: "Could not find the workspace of this publishable key",
		}
		return s.owner(kind, secret, func(w *Workspace) []string { return w.PublishableKeys }, notFound)
	default:
		return caller{}, unauthorized("No authentication methods succeeded")
	}
}

// owner finds the workspace that has secret as one of its credentials.
func (s *Server) owner(
	kind credentialKind, secret string, credentials func(*Workspace) []string, notFound *apiError,
) (caller, *apiError) {
	for i := range s.workspaces {
		if slices.Contains(credentials(&s.workspaces[i]), secret) {
			return caller{workspace: &s.workspaces[i], kind: kind}, nil
		}
	}
	return caller{}, notFound
}

// identifyAccessToken finds the workspace for a personal access token. An unknown workspace returns the same error as an
// unknown token, as seen in Seam's own fake.
func (s *Server) identifyAccessToken(token, workspaceID string) (caller, *apiError) {
	if workspaceID == "" {
		return caller{}, unauthorized("No authentication methods succeeded")
	}
	workspace := s.workspace(workspaceID)
	known := slices.ContainsFunc(s.workspaces, func(w Workspace) bool { return slices.Contains(w.AccessTokens, token) })
	if workspace == nil || !known {
		return caller{}, unauthorized("Access token not found")
	}
	if !slices.Contains(workspace.AccessTokens, token) {
		return caller{}, unauthorized("User does not have access to this workspace")
	}
	return caller{workspace: workspace, kind: accessToken}, nil
}

// identifySession finds the session of a token. It rejects the token of an expired or revoked session, as seen in Seam's
// own fake. The error for a session that is both revoked and expired is that for a revoked one, which is assumed.
func (s *Server) identifySession(token string) (caller, *apiError) {
	if !strings.HasPrefix(token, sessionTokenPrefix) {
		return caller{}, &apiError{
			status: http.StatusBadRequest, kind: "invalid_client_session_token",
			message: "A client session token must begin with seam_cst",
		}
	}
	session := s.store.byToken(token)
	rejected := func(kind, message string) (caller, *apiError) {
		return caller{}, &apiError{status: http.StatusUnauthorized, kind: kind, message: message}
	}
	var workspace *Workspace
	if session != nil {
		workspace = s.workspace(session.WorkspaceID)
	}
	switch {
	case workspace == nil:
		return rejected("client_session_not_found", "Client session not found")
	case session.Revoked():
		return rejected("client_session_revoked", "Client session has been revoked")
	case session.Expired(s.clock()):
		return rejected("client_session_expired", "Client session has expired")
	}
	return caller{workspace: workspace, kind: sessionToken, session: session}, nil
}

// workspace returns the workspace with the id, nil if there is none.
func (s *Server) workspace(id string) *Workspace {
	for i := range s.workspaces {
		if s.workspaces[i].WorkspaceID == id {
			return &s.workspaces[i]
		}
	}
	return nil
}
