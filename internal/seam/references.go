package seam

import (
	"context"
	"errors"
	"net/http"
)

// Paths of the look-ups of what a client session refers to.
const (
	pathUserIdentity     = "/user_identities/get"
	pathConnectedAccount = "/connected_accounts/get"
	pathConnectWebview   = "/connect_webviews/get"
)

// Types of Seam's errors for what a client session refers to.
const (
	TypeUserIdentityNotFound     = "user_identity_not_found"
	TypeConnectedAccountNotFound = "connected_account_not_found"
	TypeConnectWebviewNotFound   = "connect_webview_not_found"
)

// IsReferenceNotFound reports whether Seam itself said that a user identity, a
// connected account or a connect webview does not exist.
func IsReferenceNotFound(err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.Status != http.StatusNotFound {
		return false
	}
	switch e.Type {
	case TypeUserIdentityNotFound, TypeConnectedAccountNotFound, TypeConnectWebviewNotFound:
		return true
	}
	return false
}

// UserIdentity is a user identity as Seam returns it.
type UserIdentity struct {
	// UserIdentityID is a UUID: the one that was asked for, or that of the primary
	// identity into which Seam merged it.
	UserIdentityID string `json:"user_identity_id"`
}

type userIdentityAnswer struct {
	envelope
	UserIdentity *UserIdentity `json:"user_identity"`
}

func (a *userIdentityAnswer) check() error {
	if err := a.envelope.check(); err != nil {
		return err
	}
	if a.UserIdentity == nil || a.UserIdentity.UserIdentityID == "" {
		return shapeError("it has no user_identity.user_identity_id")
	}
	return nil
}

// GetUserIdentity returns the user identity with the given ID. After a merge,
// which Seam documents since 2026-08, old IDs keep finding the primary identity.
// When there is none, IsReferenceNotFound holds for the error.
func (c *Client) GetUserIdentity(ctx context.Context, userIdentityID string) (*UserIdentity, error) {
	answer, _, err := post(ctx, c, pathUserIdentity, map[string]string{"user_identity_id": userIdentityID},
		func() *userIdentityAnswer { return new(userIdentityAnswer) })
	if err != nil {
		return nil, err
	}
	return answer.UserIdentity, nil
}

// HasConnectedAccount reports whether the connected account exists.
func (c *Client) HasConnectedAccount(ctx context.Context, connectedAccountID string) (bool, error) {
	return c.has(ctx, pathConnectedAccount, "connected_account_id", connectedAccountID)
}

// HasConnectWebview reports whether the connect webview exists.
func (c *Client) HasConnectWebview(ctx context.Context, connectWebviewID string) (bool, error) {
	return c.has(ctx, pathConnectWebview, "connect_webview_id", connectWebviewID)
}

// HasUserIdentity reports whether the user identity exists.
func (c *Client) HasUserIdentity(ctx context.Context, userIdentityID string) (bool, error) {
	return c.has(ctx, pathUserIdentity, "user_identity_id", userIdentityID)
}

func (c *Client) has(ctx context.Context, path, field, id string) (bool, error) {
	_, _, err := post(ctx, c, path, map[string]string{field: id}, func() *envelope { return new(envelope) })
	if IsReferenceNotFound(err) {
		return false, nil
	}
	return err == nil, err
}
