package clientsession

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
)

// phaseKey is the private-state key of the phase, a JSON string. An active session
// has none.
const phaseKey = "phase"

func readPhase(ctx context.Context, private getorcreate.PrivateState) (phase, diag.Diagnostics) {
	var seen phase
	value, diags := private.GetKey(ctx, phaseKey)
	if len(value) > 0 && json.Unmarshal(value, &seen) != nil {
		seen = phaseLive // from a later version; the next refresh sets it again
	}
	return seen, diags
}

// notePhase writes the phase. It writes nothing that changes on its own, such as a
// time, because every refresh would then rewrite the state file.
func notePhase(ctx context.Context, private getorcreate.PrivateState, now phase) diag.Diagnostics {
	if now == phaseLive {
		return private.SetKey(ctx, phaseKey, nil) // removes the key
	}
	return private.SetKey(ctx, phaseKey, []byte(`"`+string(now)+`"`))
}

// forgetDue removes a phase that Read determined with another renew_before.
func forgetDue(ctx context.Context, private getorcreate.PrivateState) diag.Diagnostics {
	seen, diags := readPhase(ctx, private)
	if seen == phaseDue {
		diags.Append(notePhase(ctx, private, phaseLive)...)
	}
	return diags
}
