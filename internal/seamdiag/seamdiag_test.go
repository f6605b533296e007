package seamdiag_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var operation = seamdiag.Operation{
	Summary:    "Could not get or create the client session",
	Subject:    `The client session with user_identifier_key "jane_doe"`,
	Attributes: []string{"connected_account_ids", "expires_at", "user_identity_id"},
}

func apiError(status int, errorType, message string, fields ...seam.FieldError) *seam.Error {
	return &seam.Error{
		Endpoint: "https://connect.getseam.com", Operation: "/client_sessions/get_or_create", Status: status,
		Type: errorType, Message: message, ValidationErrors: fields, RequestID: "r-1", Attempts: 1, CredentialSource: "SEAM_API_KEY", CredentialKind: "API key",
	}
}

func TestErrorsReachTheirAttribute(t *testing.T) {
	account := seam.FieldError{Field: "connected_account_ids", Path: "connected_account_ids.1", Message: "Invalid uuid"}
	expiry := seam.FieldError{Field: "expires_at", Path: "expires_at", Message: "Invalid date"}
	whole := seam.FieldError{Message: "Nothing fits"}
	other := seam.FieldError{Field: "customer", Path: "customer", Message: "Unknown"}
	for name, c := range map[string]struct {
		err   *seam.Error
		paths []string // "" is an error without a path
		says  string
	}{
		"one field":          {apiError(400, "invalid_input", "Invalid uuid", account), []string{"connected_account_ids"}, "connected_account_ids.1: Invalid uuid"},
		"two fields":         {apiError(400, "invalid_input", "2 Input Errors", expiry, account), []string{"connected_account_ids", "expires_at"}, "2 Input Errors"},
		"the whole request":  {apiError(400, "invalid_input", "bad", whole), []string{""}, "Nothing fits"},
		"not an attribute":   {apiError(400, "invalid_input", "bad", other), []string{""}, "customer: Unknown"},
		"a missing account":  {apiError(404, "connected_account_not_found", "no such account"), []string{"connected_account_ids"}, "no such account"},
		"a missing identity": {apiError(404, "user_identity_not_found", "no such identity"), []string{"user_identity_id"}, "no such identity"},
		"no field":           {apiError(400, "invalid_input", "bad"), []string{""}, "bad"},
	} {
		t.Run(name, func(t *testing.T) {
			diags := seamdiag.FromError(operation, c.err)
			if len(diags) != len(c.paths) {
				t.Fatalf("reported %v", diags)
			}
			for i, d := range diags {
				got := ""
				if withPath, ok := d.(diag.DiagnosticWithPath); ok {
					got = withPath.Path().String()
				}
				if got != c.paths[i] || !strings.Contains(d.Detail(), "jane_doe") || !strings.Contains(d.Detail(), "request ID r-1") {
					t.Errorf("at %q: %s", got, d.Detail())
				}
			}
			if !strings.Contains(diags[0].Detail(), c.says) {
				t.Errorf("%q does not contain %q", diags[0].Detail(), c.says)
			}
		})
	}
}

// The diagnostic does not cite a request that was not sent.
func TestRequestThatWasNotSent(t *testing.T) {
	failed := &seam.Error{Endpoint: "https://x.example", Operation: "/client_sessions/get", Err: seam.ErrReadOnly}
	if text := seamdiag.FromError(operation, failed)[0].Detail(); strings.Contains(text, "Request") || strings.Contains(text, "/client_sessions/get") {
		t.Errorf("cites a request that was not sent: %q", text)
	}
	failed.Err = context.Canceled
	if text := seamdiag.FromError(operation, failed)[0].Detail(); !strings.HasSuffix(text, "\n\nRequest that was not sent: POST https://x.example/client_sessions/get.") {
		t.Errorf("does not state that the request was not sent: %q", text)
	}
}

func TestErrorsGiveAdvice(t *testing.T) {
	noResponse := &seam.Error{Endpoint: "https://x.example", Operation: "/client_sessions/get", Err: errors.New("connection refused"), Attempts: 4}
	canceled := &seam.Error{Endpoint: "https://x.example", Operation: "/client_sessions/get", Err: context.Canceled}
	token := apiError(401, "unauthorized", "User does not have access to this workspace")
	token.CredentialKind, token.WorkspaceID = "personal access token", "ws1"
	limited := apiError(429, "", "")
	limited.RetryAfter = 90e9
	for name, c := range map[string]struct {
		err  error
		says []string
	}{
		"401":            {apiError(401, "unauthorized", "API Key not found"), []string{"Check the credential from SEAM_API_KEY", "API Key not found"}},
		"401 of a token": {token, []string{"Check the credential from SEAM_API_KEY", "workspace " + "ws1", "SEAM_WORKSPACE_ID"}},
		"401 of a proxy": {apiError(401, "", ""), []string{"Check the credential"}},
		"403":            {apiError(403, "", ""), []string{"does not have permission"}},
		"404 of a proxy": {apiError(404, "", ""), []string{"does not come from Seam", "SEAM_ENDPOINT"}},
		"429":            {apiError(429, "", ""), []string{"lower -parallelism"}},
		"429 for long":   {limited, []string{"asked to wait 1m30s", "lower -parallelism"}},
		"500":            {apiError(500, "internal_server_error", "oops"), []string{"Apply again", "support"}},
		"200":            {apiError(200, "", ""), []string{"not in Seam's format"}},
		"101":            {apiError(101, "", ""), []string{"not in Seam's format"}},
		"304":            {apiError(304, "", ""), []string{"not in Seam's format"}},
		"307":            {apiError(307, "", ""), []string{"final address"}},
		"no response":    {noResponse, []string{"connection refused", "4 attempts", "Check the network", "https://x.example/client_sessions/get"}},
		"canceled":       {canceled, []string{"canceled"}},
		"other errors":   {fmt.Errorf("wrapped: %w", context.Canceled), []string{"the run was canceled."}},
	} {
		diags := seamdiag.FromError(operation, c.err)
		summary := operation.Summary
		if e := new(seam.Error); errors.As(c.err, &e) && e.Status == 401 && e.Type != "" {
			summary = "Seam rejected the " + e.CredentialKind
		}
		if len(diags) != 1 || diags[0].Summary() != summary {
			t.Fatalf("%s: reported %v", name, diags)
		}
		for _, text := range c.says {
			if !strings.Contains(diags[0].Detail(), text) {
				t.Errorf("%s: %q does not contain %q", name, diags[0].Detail(), text)
			}
		}
	}
}
