package clientsession

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// privateState is a resource's private state, which Terraform keeps beside the
// state and hands back unread.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// setJSON writes a struct of texts to private state.
func setJSON(ctx context.Context, private privateState, key string, value any) diag.Diagnostics {
	encoded, _ := json.Marshal(value) // texts can always be encoded
	return private.SetKey(ctx, key, encoded)
}

// phaseKey holds the phase, a JSON string; a session that lives has none.
const phaseKey = "phase"

func readPhase(ctx context.Context, private privateState) (phase, diag.Diagnostics) {
	var seen phase
	value, diags := private.GetKey(ctx, phaseKey)
	if len(value) > 0 && json.Unmarshal(value, &seen) != nil {
		seen = phaseLive // a later version's; the next refresh judges anew
	}
	return seen, diags
}

// notePhase writes the phase and nothing that changes by itself, such as a time:
// that would make every refresh rewrite the state file.
func notePhase(ctx context.Context, private privateState, now phase) diag.Diagnostics {
	if now == phaseLive {
		return private.SetKey(ctx, phaseKey, nil) // removes the key
	}
	return private.SetKey(ctx, phaseKey, []byte(`"`+string(now)+`"`))
}

// forgetDue takes back what Read judged by another renew_before.
func forgetDue(ctx context.Context, private privateState) diag.Diagnostics {
	seen, diags := readPhase(ctx, private)
	if seen == phaseDue {
		diags.Append(notePhase(ctx, private, phaseLive)...)
	}
	return diags
}
