package seam

// GetOrCreateParams are the parameters of /client_sessions/get_or_create. A
// field that is sent is written, one that is left out stays as it is; so a nil
// slice is left out and an empty one clears the list.
type GetOrCreateParams struct {
	// UserIdentifierKey finds the session, at least one character. Without it
	// every call would make another session, so it is always sent.
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

// ListParams filter the client sessions of a workspace; together they narrow the
// result. Empty fields do not filter.
type ListParams struct {
	// ClientSessionID is a UUID.
	ClientSessionID string `json:"client_session_id,omitempty"`
	// UserIdentifierKey has at least one character.
	UserIdentifierKey string `json:"user_identifier_key,omitempty"`
	// ConnectWebviewID is that of a webview that the sessions may see.
	ConnectWebviewID string `json:"connect_webview_id,omitempty"`
	// UserIdentityID is a UUID.
	UserIdentityID string `json:"user_identity_id,omitempty"`
	// WithoutUserIdentifierKey selects the sessions that have no key.
	WithoutUserIdentifierKey bool `json:"without_user_identifier_key,omitempty"`
}
