package seam

import (
	"context"
	"slices"
)

const pathUserIdentity = "/user_identities/get"

// TypeUserIdentityNotFound is the type of Seam's error for a user identity that
// does not exist.
const TypeUserIdentityNotFound = "user_identity_not_found"

// UserIdentity is a user identity as Seam returns it.
type UserIdentity struct {
	// UserIdentityID is a UUID: the requested one, or that of the primary identity
	// into which Seam merged it.
	UserIdentityID string `json:"user_identity_id"`
	// WorkspaceID is the UUID of the workspace that the identity belongs to.
	WorkspaceID string `json:"workspace_id"`
	// CreatedAt is always set.
	CreatedAt *Time `json:"created_at"`
	// UserIdentityKey is nil for an identity without a key.
	UserIdentityKey *string `json:"user_identity_key"`
	// DisplayName, FullName, EmailAddress and PhoneNumber are personal data.
	DisplayName  *string `json:"display_name"`
	FullName     *string `json:"full_name"`
	EmailAddress *string `json:"email_address"`
	PhoneNumber  *string `json:"phone_number"`
	// MergedUserIdentityIDs and MergedUserIdentityKeys are those of the identities
	// that were merged into this one.
	MergedUserIdentityIDs  []string `json:"merged_user_identity_ids"`
	MergedUserIdentityKeys []string `json:"merged_user_identity_keys"`
	// Errors and Warnings are empty if there are no problems.
	Errors   []ObjectError   `json:"errors"`
	Warnings []ObjectWarning `json:"warnings"`
}

// UserIdentityAddress identifies the user identity of a look-up by one of the two.
// Its fields are those of the request.
type UserIdentityAddress struct {
	UserIdentityID  string `json:"user_identity_id,omitempty"`
	UserIdentityKey string `json:"user_identity_key,omitempty"`
}

// check reports a response with another user identity. Seam documents that the IDs
// and keys of merged identities find the primary one, which lists them.
func (a UserIdentityAddress) check(got *UserIdentity) error {
	switch {
	case a.UserIdentityID != "" && got.UserIdentityID != a.UserIdentityID &&
		!slices.Contains(got.MergedUserIdentityIDs, a.UserIdentityID):
		return shapeError("it has a different user identity than the one requested")
	case a.UserIdentityKey != "" && (got.UserIdentityKey == nil || *got.UserIdentityKey != a.UserIdentityKey) &&
		!slices.Contains(got.MergedUserIdentityKeys, a.UserIdentityKey):
		return shapeError("it has a user identity with a different user_identity_key than the one requested")
	}
	return nil
}

type userIdentityResponse struct {
	envelope
	UserIdentity *UserIdentity `json:"user_identity"`

	// about is the requested identity.
	about UserIdentityAddress
}

func (r *userIdentityResponse) check() error {
	if err := r.envelope.check(); err != nil {
		return err
	}
	if r.UserIdentity == nil || r.UserIdentity.UserIdentityID == "" {
		return shapeError("it has no user_identity.user_identity_id")
	}
	return r.about.check(r.UserIdentity)
}

// GetUserIdentity returns the user identity with the given ID. After a merge, which
// Seam documents since 2026-08, old IDs find the primary identity, so the caller
// compares the IDs. If there is none, IsReferenceNotFound is true for the error.
func (c *Client) GetUserIdentity(ctx context.Context, userIdentityID string) (*UserIdentity, error) {
	return c.userIdentity(ctx, UserIdentityAddress{UserIdentityID: userIdentityID}, UserIdentityAddress{})
}

// FindUserIdentity is GetUserIdentity by ID or key. It is an error if neither the
// identity nor a merged one has the ID or the key.
func (c *Client) FindUserIdentity(ctx context.Context, address UserIdentityAddress) (*UserIdentity, error) {
	return c.userIdentity(ctx, address, address)
}

func (c *Client) userIdentity(ctx context.Context, asked, about UserIdentityAddress) (*UserIdentity, error) {
	response, _, err := post(ctx, c, pathUserIdentity, asked,
		func() *userIdentityResponse { return &userIdentityResponse{about: about} })
	if err != nil {
		return nil, err
	}
	return response.UserIdentity, nil
}

// HasUserIdentity reports whether the user identity exists.
func (c *Client) HasUserIdentity(ctx context.Context, userIdentityID string) (bool, error) {
	return c.has(ctx, pathUserIdentity, "user_identity_id", userIdentityID)
}
