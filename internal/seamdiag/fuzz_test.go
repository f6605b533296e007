package seamdiag_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

const secret = "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK"

var anySecret = regexp.MustCompile(`seam_[a-z]*[0-9][0-9A-Za-z_]{8}|4Jv9QmXr7TnWc2LpBz5HdYsK`)

type response struct {
	status int
	body   string
}

func (a response) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(strings.NewReader(a.body)),
	}, nil
}

// quote returns a JSON string.
func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(quoted)
}

// For every error of a server, the diagnostics show what was tried, at existing
// attributes and without secrets.
func FuzzFromError(f *testing.F) {
	f.Add(400, "invalid_input", "Invalid uuid", "connected_account_ids", `{"_errors":["Invalid uuid"],"0":{"_errors":["`+secret+`"]}}`)
	f.Add(400, "invalid_input", secret, "_errors", `["`+secret+`"]`)
	f.Add(404, "connected_account_not_found", "no", "", "{}")
	f.Add(401, "unauthorized", "Bearer "+secret, secret, `{"_errors":["x"]}`)
	f.Add(429, "too_many_requests", "se\u00adam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK", "expires_at", "null")
	f.Fuzz(func(t *testing.T, status int, errorType, message, field, tree string) {
		if status < 300 || status > 599 {
			return
		}
		body := `{"ok":false,"error":{"type":` + quote(errorType) + `,"message":` + quote(message) + `,"validation_errors":{` + quote(field) + `:` + tree + `}}}`
		credential, err := seam.NewAPIKey(secret, "SEAM_API_KEY")
		if err != nil {
			t.Fatal(err)
		}
		client := seam.New(seam.Config{
			Endpoint: seam.DefaultEndpoint, Credential: credential, Transport: response{status, body},
			Wait: func(context.Context, time.Duration) error { return nil },
		})
		_, err = client.GetOrCreateClientSession(t.Context(), seam.GetOrCreateParams{UserIdentifierKey: "jane_doe"})
		diags := seamdiag.FromError(operation, err)
		if !diags.HasError() {
			t.Fatalf("no error for %v", err)
		}
		for _, d := range diags {
			if withPath, ok := d.(diag.DiagnosticWithPath); ok && !slices.Contains(operation.Attributes, withPath.Path().String()) {
				t.Errorf("at %s", withPath.Path())
			}
			if text := d.Summary() + d.Detail(); anySecret.MatchString(text) || !strings.Contains(text, "jane_doe") || !strings.Contains(text, "Request: POST ") {
				t.Errorf("text %q", text)
			}
		}
	})
}
