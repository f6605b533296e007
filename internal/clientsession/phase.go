package clientsession

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
)

// phaseKey holds the phase, a JSON string; a session that lives has none.
const phaseKey = "phase"

func readPhase(ctx context.Context, private getorcreate.PrivateState) (phase, diag.Diagnostics) {
	var seen phase
	value, diags := private.GetKey(ctx, phaseKey)
	if len(value) > 0 && json.Unmarshal(value, &seen) != nil {
		seen = phaseLive // a later version's; the next refresh judges anew
	}
	return seen, diags
}

// notePhase writes the phase and nothing that changes by itself, such as a time:
// that would make every refresh rewrite the state file.
func notePhase(ctx context.Context, private getorcreate.PrivateState, now phase) diag.Diagnostics {
	if now == phaseLive {
		return private.SetKey(ctx, phaseKey, nil) // removes the key
	}
	return private.SetKey(ctx, phaseKey, []byte(`"`+string(now)+`"`))
}

// forgetDue takes back what Read judged by another renew_before.
func forgetDue(ctx context.Context, private getorcreate.PrivateState) diag.Diagnostics {
	seen, diags := readPhase(ctx, private)
	if seen == phaseDue {
		diags.Append(notePhase(ctx, private, phaseLive)...)
	}
	return diags
}
