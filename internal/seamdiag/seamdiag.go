// Package seamdiag converts errors of the Seam API to Terraform diagnostics at the
// attribute of the error. They contain the operation, the session, the error, the
// request ID and what to do.
package seamdiag

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Operation is what the provider was doing when an error occurred.
type Operation struct {
	// Summary is the headline, such as "Could not create the client session".
	Summary string
	// Subject identifies the session, such as `user_identifier_key "jane_doe"`.
	Subject string
	// Attributes are the request fields that are attributes with the same name.
	Attributes []string
	// Consequence is a full sentence about the state after the failure. Optional.
	Consequence string
}

// aboutMissing maps the types of Seam's not-found errors for objects that a client
// session refers to, to the field with the reference.
var aboutMissing = map[string]string{
	"connected_account_not_found": "connected_account_ids",
	"connect_webview_not_found":   "connect_webview_ids",
	"user_identity_not_found":     "user_identity_id",
}

// FromError returns the diagnostics for err: one at each attribute that Seam
// reports, or a single one for the whole resource.
func FromError(op Operation, err error) diag.Diagnostics {
	var diags diag.Diagnostics
	var e *seam.Error
	if !errors.As(err, &e) {
		diags.AddError(op.Summary, paragraphs(op.Subject+": "+plain(err)+".", op.Consequence))
		return diags
	}
	for _, attribute := range op.Attributes {
		if texts := about(attribute, e); len(texts) > 0 {
			diags.AddAttributeError(path.Root(attribute), op.Summary, detail(op, e, strings.Join(texts, "\n")))
		}
	}
	if len(diags) == 0 {
		if e.Status == 401 && e.Type != "" { // regardless of the operation
			op = Operation{Summary: "Seam rejected the " + e.CredentialKind, Subject: op.Summary + ". " + op.Subject, Consequence: op.Consequence}
		}
		diags.AddError(op.Summary, detail(op, e, general(e)))
	}
	return diags
}

// about returns Seam's messages about one field of the request.
func about(attribute string, e *seam.Error) []string {
	var texts []string
	for _, f := range e.ValidationErrors {
		if f.Field == attribute {
			texts = append(texts, f.Path+": "+f.Message)
		}
	}
	if aboutMissing[e.Type] == attribute {
		texts = append(texts, e.Message)
	}
	return texts
}

// general returns Seam's messages that belong to no attribute.
func general(e *seam.Error) string {
	var texts []string
	for _, f := range e.ValidationErrors {
		text := f.Message
		if f.Path != "" {
			text = f.Path + ": " + text
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "\n")
}

func detail(op Operation, e *seam.Error, specific string) string {
	what := fmt.Sprintf("%s: %s.", op.Subject, strings.TrimSuffix(e.Reason(), "."))
	return paragraphs(what, specific, op.Consequence, advice(e), request(e))
}

// request identifies the request, unless the provider did not send it.
func request(e *seam.Error) string {
	if errors.Is(e.Err, seam.ErrReadOnly) {
		return ""
	}
	name := "Request"
	if e.Attempts == 0 {
		name = "Request that was not sent"
	}
	text := fmt.Sprintf("%s: POST %s%s", name, e.Endpoint, e.Operation)
	if d := e.Details(); d != "" {
		text += ", " + d
	}
	return text + "."
}

// advice says what to do next.
func advice(e *seam.Error) string {
	switch {
	case errors.Is(e.Err, seam.ErrReadOnly):
		return "read_only is set in the provider block, or SEAM_READ_ONLY in the environment. Plans work, but every request that could write fails. Remove the setting, then apply again."
	case errors.Is(e.Err, context.Canceled):
		return "The run was canceled. Apply again."
	case e.RetryAfter > 0 && e.Status == 429:
		return fmt.Sprintf("Seam limits the rate of requests and asked the provider to wait %s. Apply again after that, or lower -parallelism.", e.RetryAfter)
	case e.Status == 429:
		return "Seam limits the rate of requests. Apply again later, or lower -parallelism."
	case e.BrokenOff:
		return "The connection closed before the response was complete. Check the network and any proxy in between, then apply again."
	case (e.Status == 401 || e.Status == 403) && e.WorkspaceID != "":
		return fmt.Sprintf("Check the credential from %s. It must be complete, must not be revoked, and must belong to this endpoint. "+
			"Its user must have access to the workspace %s, which is set by workspace_id in the provider block or by SEAM_WORKSPACE_ID.", e.CredentialSource, e.WorkspaceID)
	case e.Status == 401:
		return fmt.Sprintf("Check the credential from %s. It must be complete, must not be revoked, and must belong to this endpoint.", e.CredentialSource)
	case e.Status == 403:
		return fmt.Sprintf("The credential from %s does not have permission for this request. Use one that does.", e.CredentialSource)
	case e.Status == 404 && e.Type == "":
		return "This 404 does not come from Seam. Check the provider's endpoint (SEAM_ENDPOINT) and any proxy in between."
	case seam.IsNotFound(e):
		return "Seam does not have this session. Plan again with a refresh, then apply."
	case e.Redirects():
		return "Set the provider's endpoint (SEAM_ENDPOINT) to the final address."
	case e.Status > 0 && e.Status < 400:
		return "The response is not in Seam's format. Check the provider's endpoint (SEAM_ENDPOINT) and any proxy in between."
	case e.Status == 0:
		return "Check the network, any proxy, and the provider's endpoint (SEAM_ENDPOINT), then apply again."
	case (e.Status == 408 || e.Status >= 500) && e.RequestID != "":
		return "Apply again. If the error persists, send the request ID to Seam's support."
	case e.Status == 408 || e.Status >= 500:
		return "Apply again. If the error persists, check any proxy in between. The response has no request ID from Seam."
	}
	return "Correct the configuration and apply again."
}

func plain(err error) string {
	if errors.Is(err, context.Canceled) {
		return "the run was canceled"
	}
	return err.Error()
}

func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
}
