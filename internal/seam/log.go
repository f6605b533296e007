package seam

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/seamapi/terraform-provider-seam/internal/redact"
)

// log notes one attempt. Whoever reads a log shall see which requests there were
// and how they ended, and nothing else of the exchange: no header and no body.
func (c *Client) log(ctx context.Context, operation string, got received, number int, took time.Duration) {
	tflog.Debug(masked(ctx, c.config.Credential.reveal()), "Seam API request", map[string]any{
		"method": http.MethodPost, "path": operation, "status": got.status, "request_id": got.requestID,
		"attempt": number, "duration_ms": took.Milliseconds(),
	})
}

// masked is the second line of defence: should a secret ever get into a log line,
// it is masked there.
func masked(ctx context.Context, secret string) context.Context {
	return tflog.MaskLogRegexes(tflog.MaskLogStrings(ctx, redact.Forms(secret)...), redact.Shape)
}
