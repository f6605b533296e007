package getorcreate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// Rotation is the replacement of a token.
type Rotation struct {
	// Token is the fingerprint of the token to replace.
	Token string
	// Trigger identifies the rotation, for what waits in private state for it.
	Trigger string
	// Private is the private state of the resource.
	Private PrivateState
}

// Fingerprint distinguishes one text from another without revealing it: the
// first 12 hexadecimal digits of its SHA-256.
func Fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:12]
}

// Rotate replaces the session by another one with the same reach and a new token.
//
// The first request writes the managed values to the old session: what Seam
// refuses is refused while the old token is valid, and the answer has the accounts
// as they are now. Then it deletes the old session and requests the key again.
// The next apply completes a rotation that failed in between, because state still
// has the old trigger. Until then, the reach waits in private state for that same
// rotation.
func (r Request) Rotate(ctx context.Context, client *seam.Client, rotation Rotation) (*seam.ClientSession, Outcome) {
	old, result := r.send(ctx, client)
	if old == nil || result.Diags.HasError() {
		return old, result
	}
	waiting, diags := readReach(ctx, rotation.Private, rotation.Trigger)
	result.Diags.Append(diags...)
	if Fingerprint(old.Token) != rotation.Token {
		return old, result // it died since the plan, and this is a new one already
	}
	carried := reachOf(old).or(waiting)
	carried.Trigger = rotation.Trigger
	if err := client.DeleteClientSession(ctx, old.ClientSessionID); err != nil && !seam.IsNotFound(err) {
		failed := Outcome{Diags: seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not rotate the token of the client session", Subject: r.Subject,
			Consequence: "The session could not be deleted to make way for the one with the new token. The next apply tries again.",
		}, err)}
		if seam.MaybeApplied(err) {
			failed.Diags.Append(writeReach(ctx, rotation.Private, carried)...)
		}
		return nil, failed
	}
	next := r
	carried.addTo(&next.Params)
	session, result := next.Do(ctx, client)
	switch {
	case session == nil:
		result.Diags.Append(writeReach(ctx, rotation.Private, carried)...)
	case Fingerprint(session.Token) == rotation.Token:
		result.Diags.AddAttributeError(path.Root("rotate_when_changed"), "The token was not rotated", fmt.Sprintf(
			"%s was deleted and requested again, but Seam returned the same token.%s", r.Subject, reportIt(session)))
	case !result.Diags.HasError():
		result.Diags.Append(rotation.Private.SetKey(ctx, reachKey, nil)...)
	}
	return session, result
}
