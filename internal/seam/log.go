package seam

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// log notes one attempt. Whoever reads a log shall see which requests there were
// and how they ended, and nothing else of the exchange: no header and no body.
func (c *Client) log(ctx context.Context, attempt *Error, number int, took time.Duration) {
	tflog.Debug(masked(ctx, c.config.Credential.reveal()), "Seam API request", map[string]any{
		"method": http.MethodPost, "path": attempt.Operation, "status": attempt.Status, "request_id": attempt.RequestID,
		"attempt": number, "duration_ms": took.Milliseconds(),
	})
}

// masked is the second line of defence: should a secret ever get into a log line,
// it is masked there.
func masked(ctx context.Context, secret string) context.Context {
	return tflog.MaskLogRegexes(tflog.MaskLogStrings(ctx, forms(secret)...), secretShape)
}
