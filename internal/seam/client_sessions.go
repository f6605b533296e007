package seam

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// Paths of the endpoints for client sessions.
const (
	pathGetOrCreate = "/client_sessions/get_or_create"
	pathGet         = "/client_sessions/get"
	pathDelete      = "/client_sessions/delete"
	pathRevoke      = "/client_sessions/revoke"
	pathList        = "/client_sessions/list"
)

// ClientSession is a client session as Seam returns it.
type ClientSession struct {
	ClientSessionSummary

	// Token is the secret that lets a browser or an app act in the session. Every
	// response with the session has it.
	Token string `json:"token"`

	// AnsweredAt is the server's clock (the Date header of the response), in whole
	// seconds. It is zero if the response had none.
	AnsweredAt time.Time `json:"-"`
	// RequestID is Seam's seam-request-id, empty if there was none.
	RequestID string `json:"-"`
}

// String identifies the session without its token in every format.
func (s ClientSession) String() string { return "client session " + s.ClientSessionID }

// GoString is String for %#v.
func (s ClientSession) GoString() string { return s.String() }

// ClientSessionSummary is a client session without its secret. Fields are named
// and documented as in Seam's OpenAPI document.
type ClientSessionSummary struct {
	// ClientSessionID is a UUID.
	ClientSessionID string `json:"client_session_id"`
	// WorkspaceID is the UUID of the workspace that the session belongs to.
	WorkspaceID string `json:"workspace_id"`
	// UserIdentifierKey is nil for a session that was created without one.
	UserIdentifierKey *string `json:"user_identifier_key"`
	// CreatedAt and ExpiresAt are always set.
	CreatedAt *Time `json:"created_at"`
	ExpiresAt *Time `json:"expires_at"`
	// ConnectWebviewIDs and ConnectedAccountIDs are sets. Their order has no
	// meaning.
	ConnectWebviewIDs   []string `json:"connect_webview_ids"`
	ConnectedAccountIDs []string `json:"connected_account_ids"`
	// UserIdentityID is nil if the session has no user identity.
	UserIdentityID *string `json:"user_identity_id"`
	// UserIdentityIDs is deprecated by Seam and mirrors UserIdentityID. Samples in
	// Seam's documentation omit it.
	UserIdentityIDs []string `json:"user_identity_ids"`
	// DeviceCount is a count, though JSON may spell it 1.0.
	DeviceCount *float64 `json:"device_count"`
	// CustomerID is in Seam's documentation, and CustomerKey is in the schema. Both
	// are optional.
	CustomerID  *string `json:"customer_id"`
	CustomerKey *string `json:"customer_key"`
}

// Expired reports whether the session had expired by Seam's clock at the time of
// the response. Without a clock, it is not treated as expired.
func (s *ClientSession) Expired() bool {
	return !s.AnsweredAt.IsZero() && !s.ExpiresAt.After(s.AnsweredAt)
}

func (s *ClientSession) check() error {
	if s.Token == "" {
		return shapeError("client_session has no token")
	}
	return s.ClientSessionSummary.check()
}

func (s *ClientSessionSummary) check() error {
	for _, required := range []struct {
		name string
		ok   bool
	}{
		{"client_session_id", s.ClientSessionID != ""},
		{"workspace_id", s.WorkspaceID != ""},
		{"created_at", s.CreatedAt != nil},
		{"expires_at", s.ExpiresAt != nil},
	} {
		if !required.ok {
			return shapeError("client_session has no %s", required.name)
		}
	}
	if n := s.DeviceCount; n != nil && (*n != float64(int64(*n))) {
		return shapeError("device_count is not a whole number")
	}
	return nil
}

type sessionResponse struct {
	envelope
	ClientSession *ClientSession `json:"client_session"`

	// about is the requested session.
	about sessionAddress
}

// sessionAddress selects the session for a look-up, by one of the two. Its fields
// are those of the request.
type sessionAddress struct {
	ClientSessionID   string `json:"client_session_id,omitempty"`
	UserIdentifierKey string `json:"user_identifier_key,omitempty"`
}

// check reports a response with another session. Acting on it could end or expose
// the session of another user.
func (a sessionAddress) check(got *ClientSession) error {
	switch {
	case a.ClientSessionID != "" && got.ClientSessionID != a.ClientSessionID:
		return shapeError("it has a different client session than the one requested")
	case a.UserIdentifierKey != "" && (got.UserIdentifierKey == nil || *got.UserIdentifierKey != a.UserIdentifierKey):
		return shapeError("it has a client session with a different user_identifier_key than the one requested")
	}
	return nil
}

func (r *sessionResponse) check() error {
	if err := r.envelope.check(); err != nil {
		return err
	}
	if r.ClientSession == nil {
		return shapeError("it has no client_session")
	}
	if err := r.ClientSession.check(); err != nil {
		return err
	}
	return r.about.check(r.ClientSession)
}

func (c *Client) session(ctx context.Context, path string, params any, about sessionAddress) (*ClientSession, error) {
	response, got, err := post(ctx, c, path, params, func() *sessionResponse { return &sessionResponse{about: about} })
	if err != nil {
		return nil, err
	}
	response.ClientSession.AnsweredAt, response.ClientSession.RequestID = got.date, got.requestID
	return response.ClientSession, nil
}

// GetOrCreateClientSession returns the session with the given key after writing the
// parameters that are set, or creates it.
func (c *Client) GetOrCreateClientSession(ctx context.Context, params GetOrCreateParams) (*ClientSession, error) {
	return c.session(ctx, pathGetOrCreate, params, sessionAddress{}) // the caller checks all parameters
}

// GetClientSession returns the session with the given ID. If there is none,
// IsNotFound is true for the error.
func (c *Client) GetClientSession(ctx context.Context, clientSessionID string) (*ClientSession, error) {
	return c.lookUp(ctx, sessionAddress{ClientSessionID: clientSessionID})
}

// TokenWorks reports whether the token of a session is valid: neither expired nor
// revoked, and its session not deleted. It sends a request with the token itself,
// which is the only way to detect a revocation.
func (c *Client) TokenWorks(ctx context.Context, token string) (bool, error) {
	bearer := *c
	bearer.config.Credential = Credential{secret: &token, Source: "the client session's own token"}
	_, err := bearer.session(ctx, pathGet, struct{}{}, sessionAddress{})
	var e *Error
	if errors.As(err, &e) && e.Status == http.StatusUnauthorized && strings.HasPrefix(e.Type, "client_session_") {
		return false, nil
	}
	return err == nil, err
}

// FindClientSession returns the session with the given user identifier key and
// never creates one. If there is none, IsNotFound is true for the error.
func (c *Client) FindClientSession(ctx context.Context, userIdentifierKey string) (*ClientSession, error) {
	return c.lookUp(ctx, sessionAddress{UserIdentifierKey: userIdentifierKey})
}

func (c *Client) lookUp(ctx context.Context, about sessionAddress) (*ClientSession, error) {
	return c.session(ctx, pathGet, about, about)
}

// DeleteClientSession deletes the session with the given ID, so that its token no
// longer works. If there is none, IsNotFound is true for the error.
func (c *Client) DeleteClientSession(ctx context.Context, clientSessionID string) error {
	return c.end(ctx, pathDelete, clientSessionID)
}

// RevokeClientSession revokes the session with the given ID: its token no longer
// works, but the session stays, and requests with an API key do not show that it
// was revoked. If there is none, IsNotFound is true for the error.
func (c *Client) RevokeClientSession(ctx context.Context, clientSessionID string) error {
	return c.end(ctx, pathRevoke, clientSessionID)
}

func (c *Client) end(ctx context.Context, path, clientSessionID string) error {
	_, _, err := post(ctx, c, path, map[string]string{"client_session_id": clientSessionID},
		func() *envelope { return new(envelope) })
	return err
}
