package seam_test

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// anySecret matches text that no error may contain.
var anySecret = regexp.MustCompile(`seam_[a-z]*[0-9][0-9A-Za-z_]{8}|4Jv9QmXr7TnWc2LpBz5HdYsK`)

// Any response results in a complete session or in an error without secrets.
func FuzzResponse(f *testing.F) {
	const jsonType = "application/json"
	refusal := `{"ok":false,"error":{"type":"invalid_input","message":"Bearer ` + testKey + `","validation_errors":{"_errors":[],"expires_at":{"_errors":["` + testToken + `"]}}}}`
	f.Add(200, jsonType, "r-1", success)
	f.Add(200, jsonType, testToken, strings.Replace(success, `"ok":true`, `"ok":false`, 1))
	f.Add(200, jsonType, "", success+success)
	f.Add(200, jsonType, "", `{"ok":true,"client_session":{"token":["`+testToken+`"]}}`)
	f.Add(200, jsonType, "", strings.Replace(success, "2030-06-18", testToken, 1))
	f.Add(200, jsonType, "", strings.Replace(success, "1.0", "1e999", 1))
	f.Add(200, jsonType, "", `null`)
	f.Add(200, "text/html", "", "<html>"+testKey+"</html>")
	f.Add(400, jsonType, "r-1", refusal)
	f.Add(401, jsonType, "r-1", strings.ReplaceAll(refusal, "seam_", "se\u200bam_"))
	f.Add(404, jsonType+"; charset=utf-8", "", `{"ok":false,"error":{"type":"client_session_not_found","message":"x"}}`)
	f.Add(307, jsonType, "", "")
	f.Add(503, "", "", "")
	f.Fuzz(func(t *testing.T, status int, contentType, requestID, body string) {
		if status < 200 || status > 599 { // net/http does not return others
			return
		}
		transport := roundTripper(func(req *http.Request) (*http.Response, error) {
			header := http.Header{"Content-Type": {contentType}, "Seam-Request-Id": {requestID}, "Location": {"https://" + requestID}}
			return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: -1, Request: req}, nil
		})
		credential, err := seam.NewAPIKey(testKey, "the test")
		if err != nil {
			t.Fatal(err)
		}
		client := seam.New(seam.Config{
			Endpoint: seam.DefaultEndpoint, Credential: credential, Transport: transport,
			Wait: func(context.Context, time.Duration) error { return nil },
		})
		session, err := client.GetClientSession(t.Context(), sessionID)
		if err == nil {
			if status > 299 || session.Token == "" || session.ClientSessionID != sessionID || session.WorkspaceID == "" || session.ExpiresAt == nil || session.CreatedAt == nil {
				t.Errorf("HTTP %d, %q: %+v", status, body, session)
			}
			return
		}
		e := failure(t, err)
		for _, text := range []string{err.Error(), e.Reason(), e.Details(), e.Type, e.Message, e.RequestID} {
			if anySecret.MatchString(text) {
				t.Errorf("a secret in %q", text)
			}
		}
		if seam.IsNotFound(err) && status != http.StatusNotFound {
			t.Errorf("HTTP %d counts as not found: %s", status, err)
		}
	})
}
