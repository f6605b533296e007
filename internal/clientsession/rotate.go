package clientsession

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// rotate gives the session a new token, by another session with the same reach.
//
// The first request writes the configuration to the old session: what Seam
// refuses is refused while the old token lives, and the answer has the accounts
// as they are now. Then the old session is deleted, and the key requested again.
// A failure in between heals at the next apply, because state still has the old
// trigger; what is to be handed on waits in private state for that same rotation.
func (r request) rotate(ctx context.Context, client *seam.Client, private privateState, planned, prior model) (*seam.ClientSession, outcome) {
	old, result := r.send(ctx, client)
	if old == nil || result.diags.HasError() {
		return old, result
	}
	trigger := fingerprint(planned.RotateWhenChanged.String())
	waiting, diags := readReach(ctx, private, trigger)
	result.diags.Append(diags...)
	if fingerprint(old.Token) != prior.TokenFingerprint.ValueString() {
		return old, result // it died since the plan, and this is a new one already
	}
	carried := reachOf(old).or(waiting)
	carried.Trigger = trigger
	if err := client.DeleteClientSession(ctx, old.ClientSessionID); err != nil && !seam.IsNotFound(err) {
		failed := outcome{diags: seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not rotate the token of the client session", Subject: r.about,
			Consequence: "The session could not be deleted to make way for the one with the new token. The next apply tries again.",
		}, err)}
		if seam.MaybeApplied(err) {
			failed.diags.Append(writeReach(ctx, private, carried)...)
		}
		return nil, failed
	}
	next := r
	carried.handOn(&next.sent)
	session, result := next.do(ctx, client)
	switch {
	case session == nil:
		result.diags.Append(writeReach(ctx, private, carried)...)
	case fingerprint(session.Token) == prior.TokenFingerprint.ValueString():
		result.diags.AddAttributeError(path.Root("rotate_when_changed"), "The token was not rotated", fmt.Sprintf(
			"%s was deleted and requested again, but Seam returned the same token.%s", r.about, reportIt(session)))
	case !result.diags.HasError():
		result.diags.Append(private.SetKey(ctx, reachKey, nil)...)
	}
	return session, result
}

// reach is what a session gives access to.
type reach struct {
	ConnectWebviewIDs   []string `json:"connect_webview_ids,omitempty"`
	ConnectedAccountIDs []string `json:"connected_account_ids,omitempty"`
	UserIdentityID      string   `json:"user_identity_id,omitempty"`
	// Trigger is the rotation that it waits for: another one, maybe months
	// later, must not give back what was taken away since.
	Trigger string `json:"trigger,omitempty"`
}

func reachOf(s *seam.ClientSession) reach {
	identity, _ := identityOf(&s.ClientSessionSummary)
	return reach{ConnectWebviewIDs: s.ConnectWebviewIDs, ConnectedAccountIDs: s.ConnectedAccountIDs, UserIdentityID: identity}
}

// or fills what is empty from another reach.
func (r reach) or(other reach) reach {
	if len(r.ConnectWebviewIDs) == 0 {
		r.ConnectWebviewIDs = other.ConnectWebviewIDs
	}
	if len(r.ConnectedAccountIDs) == 0 {
		r.ConnectedAccountIDs = other.ConnectedAccountIDs
	}
	if r.UserIdentityID == "" {
		r.UserIdentityID = other.UserIdentityID
	}
	return r
}

// handOn lets a new session take over what the configuration leaves unmanaged:
// without it the accounts that end users connected would be cut off. It is the
// one place where something is sent that is not configured.
func (r reach) handOn(sent *seam.GetOrCreateParams) {
	if sent.ConnectWebviewIDs == nil && len(r.ConnectWebviewIDs) > 0 {
		sent.ConnectWebviewIDs = r.ConnectWebviewIDs
	}
	if sent.ConnectedAccountIDs == nil && len(r.ConnectedAccountIDs) > 0 {
		sent.ConnectedAccountIDs = r.ConnectedAccountIDs
	}
	if sent.UserIdentityID == "" && sent.UserIdentityIDs == nil {
		sent.UserIdentityID = r.UserIdentityID
	}
}

// reachKey holds what a rotation that was cut off has to hand on.
const reachKey = "hand_on"

func readReach(ctx context.Context, private privateState, trigger string) (reach, diag.Diagnostics) {
	var waiting reach
	value, diags := private.GetKey(ctx, reachKey)
	if len(value) > 0 && (json.Unmarshal(value, &waiting) != nil || waiting.Trigger != trigger) {
		waiting = reach{} // a later version's, or another rotation's
	}
	return waiting, diags
}

func writeReach(ctx context.Context, private privateState, r reach) diag.Diagnostics {
	return setJSON(ctx, private, reachKey, r)
}
