package clientsession

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// privateState is a resource's private state, which Terraform keeps beside the
// state and hands back unread.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// expiredKey is there as long as the session was last seen expired.
const expiredKey = "expired"

func readExpired(ctx context.Context, private privateState) (bool, diag.Diagnostics) {
	value, diags := private.GetKey(ctx, expiredKey)
	return len(value) > 0, diags
}

// noteExpired writes only a change: a note that is rewritten at every refresh
// would make every refresh rewrite the state file.
func noteExpired(ctx context.Context, private privateState, expired bool) diag.Diagnostics {
	was, diags := readExpired(ctx, private)
	if diags.HasError() || was == expired {
		return diags
	}
	var value []byte // no value removes the key
	if expired {
		value = []byte("true")
	}
	diags.Append(private.SetKey(ctx, expiredKey, value)...)
	return diags
}
