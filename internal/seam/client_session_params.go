package seam

// GetOrCreateParams are the parameters of /client_sessions/get_or_create. Seam
// writes the fields that are sent and does not change the others. A nil slice is
// not sent, and an empty one clears the list.
type GetOrCreateParams struct {
	// UserIdentifierKey identifies the session, with at least one character.
	// Without it, every call would create another session, so it is always sent.
	UserIdentifierKey string `json:"user_identifier_key"`
	// ConnectWebviewIDs and ConnectedAccountIDs replace those of the session.
	ConnectWebviewIDs   []string `json:"connect_webview_ids,omitzero"`
	ConnectedAccountIDs []string `json:"connected_account_ids,omitzero"`
	// ExpiresAt moves the expiry of the session.
	ExpiresAt *Time `json:"expires_at,omitempty"`
	// UserIdentityID is a UUID.
	UserIdentityID string `json:"user_identity_id,omitempty"`
	// UserIdentityIDs has exactly one UUID. Seam deprecates it.
	UserIdentityIDs []string `json:"user_identity_ids,omitzero"`
}

// ListParams select the client sessions of a workspace that match all of them.
// Empty fields have no effect.
type ListParams struct {
	// ClientSessionID is a UUID.
	ClientSessionID string `json:"client_session_id,omitempty"`
	// UserIdentifierKey has at least one character.
	UserIdentifierKey string `json:"user_identifier_key,omitempty"`
	// ConnectWebviewID is the ID of a webview that the sessions may see.
	ConnectWebviewID string `json:"connect_webview_id,omitempty"`
	// UserIdentityID is a UUID.
	UserIdentityID string `json:"user_identity_id,omitempty"`
	// WithoutUserIdentifierKey selects the sessions that have no key.
	WithoutUserIdentifierKey bool `json:"without_user_identifier_key,omitempty"`
}
