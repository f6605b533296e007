package getorcreate

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// PrivateState is a resource's private state, which Terraform stores with the state
// and does not interpret.
type PrivateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// SetJSON writes a value that can always be encoded to private state.
func SetJSON(ctx context.Context, private PrivateState, key string, value any) diag.Diagnostics {
	encoded, _ := json.Marshal(value)
	return private.SetKey(ctx, key, encoded)
}

// WaitingKey is the private-state key of the reach of a deleted session that no
// other session has yet. The next session with the same user_identifier_key gets it.
const WaitingKey = "hand_on"

// Waiting returns the reach that waits in private state, empty if there is none.
func Waiting(ctx context.Context, private PrivateState) (Reach, bool, diag.Diagnostics) {
	var waiting Reach
	value, diags := private.GetKey(ctx, WaitingKey)
	if len(value) > 0 && json.Unmarshal(value, &waiting) != nil {
		waiting = Reach{} // written by a later version
	}
	return waiting, len(value) > 0, diags
}

// wait keeps a reach for the session that the next apply finds or creates.
func (r Request) wait(ctx context.Context, reach Reach) diag.Diagnostics {
	if r.Private == nil || reach.isEmpty() {
		return nil
	}
	return SetJSON(ctx, r.Private, WaitingKey, reach)
}

// StopWaiting removes the waiting reach.
func StopWaiting(ctx context.Context, private PrivateState) diag.Diagnostics {
	return private.SetKey(ctx, WaitingKey, nil)
}
