package getorcreate

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// PrivateState is a resource's private state, which Terraform keeps beside the
// state and returns unread.
type PrivateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// SetJSON writes a value that can always be encoded to private state.
func SetJSON(ctx context.Context, private PrivateState, key string, value any) diag.Diagnostics {
	encoded, _ := json.Marshal(value)
	return private.SetKey(ctx, key, encoded)
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
	return reach{ConnectWebviewIDs: s.ConnectWebviewIDs, ConnectedAccountIDs: s.ConnectedAccountIDs, UserIdentityID: s.UserIdentity()}
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

// addTo gives a new session what the configuration leaves unmanaged. Without it
// the accounts that end users connected would be lost. It is the one place where
// something is sent that is not configured.
func (r reach) addTo(sent *seam.GetOrCreateParams) {
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

// reachKey holds the reach that waits for a rotation that did not finish.
const reachKey = "hand_on"

func readReach(ctx context.Context, private PrivateState, trigger string) (reach, diag.Diagnostics) {
	var waiting reach
	value, diags := private.GetKey(ctx, reachKey)
	if len(value) > 0 && (json.Unmarshal(value, &waiting) != nil || waiting.Trigger != trigger) {
		waiting = reach{} // a later version's, or another rotation's
	}
	return waiting, diags
}

func writeReach(ctx context.Context, private PrivateState, r reach) diag.Diagnostics {
	return SetJSON(ctx, private, reachKey, r)
}
