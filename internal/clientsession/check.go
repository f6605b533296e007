package clientsession

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// subject names a session in messages, by its key or else by its ID.
func subject(m model) string {
	if isKnown(m.UserIdentifierKey) {
		return fmt.Sprintf("The client session with user_identifier_key %q", m.UserIdentifierKey.ValueString())
	}
	if isKnown(m.ClientSessionID) {
		return fmt.Sprintf("The client session %s", m.ClientSessionID.ValueString())
	}
	return "The client session"
}

// checkAnswer reports where Seam returned something else than was asked for.
func checkAnswer(about string, sent seam.GetOrCreateParams, got *seam.ClientSession) diag.Diagnostics {
	var diags diag.Diagnostics
	mismatch := func(attribute, asked, answered string) {
		diags.AddAttributeError(path.Root(attribute), "Seam returned another "+attribute, fmt.Sprintf(
			"%s: asked for %s %s, but Seam returned %s.%s", about, attribute, asked, answered, reportIt(got)))
	}
	identity, _ := identityOf(&got.ClientSessionSummary)
	switch {
	case got.UserIdentifierKey == nil:
		mismatch("user_identifier_key", quoted(sent.UserIdentifierKey), "a session without one")
	case *got.UserIdentifierKey != sent.UserIdentifierKey:
		mismatch("user_identifier_key", quoted(sent.UserIdentifierKey), quoted(*got.UserIdentifierKey))
	}
	if ids := sent.ConnectWebviewIDs; ids != nil && !sameSet(ids, got.ConnectWebviewIDs) {
		mismatch("connect_webview_ids", listed(ids), listed(got.ConnectWebviewIDs))
	}
	if ids := sent.ConnectedAccountIDs; ids != nil && !sameSet(ids, got.ConnectedAccountIDs) {
		mismatch("connected_account_ids", listed(ids), listed(got.ConnectedAccountIDs))
	}
	if sent.ExpiresAt != nil && !instant.Kept(sent.ExpiresAt.Time, got.ExpiresAt.Time) {
		mismatch("expires_at", sent.ExpiresAt.String(), got.ExpiresAt.String())
	}
	if sent.UserIdentityID != "" && sent.UserIdentityID != identity {
		mismatch("user_identity_id", sent.UserIdentityID, quoted(identity))
	}
	if ids := sent.UserIdentityIDs; len(ids) > 0 && !sameSet(ids, []string{identity}) {
		mismatch("user_identity_ids", listed(ids), quoted(identity))
	}
	return diags
}

// reportIt says what to do about an answer that is not what was asked for.
func reportIt(got *seam.ClientSession) string {
	if got.RequestID == "" {
		return "\n\nApply again. If it stays, look at any proxy in between: the answer has no request ID of Seam's."
	}
	return fmt.Sprintf("\n\nApply again. If it stays, give the request ID to Seam's support: %s.", got.RequestID)
}

// checkWorkspace reports a session of another workspace than the one that is
// known; an empty workspaceID is not known.
func checkWorkspace(about, workspaceID string, got *seam.ClientSession) diag.Diagnostics {
	var diags diag.Diagnostics
	if workspaceID != "" && workspaceID != got.WorkspaceID {
		diags.AddAttributeError(path.Root("workspace_id"), "Seam returned another workspace_id", fmt.Sprintf(
			"%s belongs to workspace %s, but Seam returned one of workspace %s.%s", about, workspaceID, got.WorkspaceID, reportIt(got)))
	}
	return diags
}

// checkFuture refuses to send an expiry that has passed: the session would be
// dead on arrival.
func checkFuture(about string, config sessionModel, now time.Time) diag.Diagnostics {
	var diags diag.Diagnostics
	if at, ok := config.ExpiresAt.Time(); ok && !at.After(now) {
		diags.AddAttributeError(path.Root("expires_at"), "expires_at has passed", fmt.Sprintf(
			"%s: expires_at is %s, and it is %s now, so the session could not be used. Nothing was sent. "+
				"Set a later expires_at, or leave it out for Seam's default.",
			about, config.ExpiresAt.ValueString(), instant.Format(now)))
	}
	return diags
}

func sameSet(a, b []string) bool { return setOf(a).Equal(setOf(b)) }

func quoted(s string) string {
	if s == "" {
		return "none"
	}
	return fmt.Sprintf("%q", s)
}

func listed(ids []string) string {
	if len(ids) == 0 {
		return "an empty list"
	}
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	return "[" + strings.Join(sorted, ", ") + "]"
}

// expiredWarning tells of a session that was only read and is dead.
func expiredWarning(about string, got *seam.ClientSession) diag.Diagnostics {
	if !got.Expired() {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
		"%s expired at %s, so its token does not work.", about, got.ExpiresAt))}
}
