package getorcreate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Rotation is the replacement of a token.
type Rotation struct {
	// Attribute is the attribute that requests the rotation.
	Attribute string
	// Token is the fingerprint of the token to replace.
	Token string
	// ExpiresAt is the expiry that the plan shows for the new session, if the
	// request does not manage it. Optional.
	ExpiresAt *seam.Time
}

// Fingerprint distinguishes one token from another without revealing it: the
// first 12 hexadecimal digits of its SHA-256.
func Fingerprint(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])[:12]
}

// TokenVersion converts a fingerprint to a number from 1 to 2²⁸, which every
// version of a write-only argument accepts. It returns false for an invalid
// fingerprint.
func TokenVersion(fingerprint string) (int64, bool) {
	const digits = 7
	if len(fingerprint) < digits {
		return 0, false
	}
	n, err := strconv.ParseUint(fingerprint[:digits], 16, 4*digits)
	return int64(n) + 1, err == nil
}

// Rotate replaces the session with another one that has the same reach and a new
// token.
//
// The first request writes the managed values to the old session. If Seam rejects a
// value, the old token is still valid. The response has the current accounts. Then
// Rotate deletes the old session and requests the key again. If the rotation fails
// in between, the next apply completes it, because the state still has the old
// trigger. Until then, private state keeps the reach of the old session.
func (r Request) Rotate(ctx context.Context, client *seam.Client, rotation Rotation) (*seam.ClientSession, Outcome) {
	r.begin()
	old, result := r.send(ctx, client)
	if old == nil || result.Diags.HasError() && !old.Expired() { // Seam may not write to an expired session
		return old, result
	}
	if Fingerprint(old.Token) != rotation.Token {
		return r.usable(ctx, client, old, result) // another session has already replaced it
	}
	if r.Params.ExpiresAt == nil {
		r.Params.ExpiresAt = rotation.ExpiresAt
	}
	session, result := r.replace(ctx, client, old, rotating)
	if session != nil && Fingerprint(session.Token) == rotation.Token {
		result.Diags.AddAttributeError(path.Root(rotation.Attribute), "The token was not rotated", fmt.Sprintf(
			"%s was deleted and created again, but Seam returned the same token.%s", r.Subject, reportIt(session)))
	}
	return session, result
}
