package seam

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/seamapi/terraform-provider-seam/internal/redact"
)

// log records one attempt. The log shows the requests and how they ended, but no
// header and no body.
func (c *Client) log(ctx context.Context, operation string, got received, number int, took time.Duration) {
	tflog.Debug(masked(ctx, c.config.Credential.reveal()), "Seam API request", map[string]any{
		"method": http.MethodPost, "path": operation, "status": got.status, "request_id": got.requestID,
		"attempt": number, "duration_ms": took.Milliseconds(),
	})
}

// masked is a second line of defense. If a secret ever gets into a log line, it
// masks the secret.
func masked(ctx context.Context, secret string) context.Context {
	return tflog.MaskLogRegexes(tflog.MaskLogStrings(ctx, redact.Forms(secret)...), redact.Shape)
}
