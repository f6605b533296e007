package getorcreate

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Check reports differences between the request and the response. The subject
// identifies the session. An empty workspaceID means that the workspace is unknown.
// The client looks up whether a different user identity is the requested one after a
// merge.
func Check(
	ctx context.Context, client *seam.Client, subject, workspaceID string, sent seam.GetOrCreateParams, got *seam.ClientSession,
) diag.Diagnostics {
	var diags diag.Diagnostics
	mismatch := func(attribute, asked, returned string) {
		diags.AddAttributeError(path.Root(attribute), "Seam returned a different value for "+attribute, fmt.Sprintf(
			"%s: the provider requested %s %s, but Seam returned %s.%s", subject, attribute, asked, returned, reportIt(got)))
	}
	identity := got.UserIdentity()
	if !hasKey(got, sent.UserIdentifierKey) {
		returned := "a session without one"
		if got.UserIdentifierKey != nil {
			returned = quoted(*got.UserIdentifierKey)
		}
		mismatch("user_identifier_key", quoted(sent.UserIdentifierKey), returned)
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
	if asked := sent.UserIdentityID; asked != "" && !SameIdentity(ctx, client, asked, identity) {
		mismatch("user_identity_id", asked, quoted(identity))
	}
	if ids := sent.UserIdentityIDs; len(ids) > 0 && !SameIdentity(ctx, client, ids[0], identity) {
		mismatch("user_identity_ids", listed(ids), quoted(identity))
	}
	if workspaceID != "" && workspaceID != got.WorkspaceID {
		diags.AddAttributeError(path.Root("workspace_id"), "Seam returned a different workspace_id", fmt.Sprintf(
			"%s belongs to workspace %s, but Seam returned a session of workspace %s.%s", subject, workspaceID, got.WorkspaceID, reportIt(got)))
	}
	return diags
}

// SameIdentity reports whether the requested user identity is that of a response.
// Seam shows a merged identity under the ID of the primary one, and finds the
// primary one by the old ID.
func SameIdentity(ctx context.Context, client *seam.Client, asked, returned string) bool {
	if sameID(asked, returned) || asked == "" || returned == "" {
		return sameID(asked, returned)
	}
	primary, err := client.GetUserIdentity(ctx, seam.CanonicalID(asked))
	return err == nil && sameID(primary.UserIdentityID, returned)
}

func sameID(a, b string) bool { return seam.CanonicalID(a) == seam.CanonicalID(b) }

// hasKey compares the requested key with that of a response. An empty key means that
// no key was requested.
func hasKey(got *seam.ClientSession, key string) bool {
	return key == "" || got.UserIdentifierKey != nil && *got.UserIdentifierKey == key
}

// reportIt says what to do about a response that does not match the request.
func reportIt(got *seam.ClientSession) string {
	if got.RequestID == "" {
		return "\n\nApply again. If the error persists, check any proxy in between. The response has no request ID from Seam."
	}
	return fmt.Sprintf("\n\nApply again. If the error persists, send the request ID to Seam's support: %s.", got.RequestID)
}

// sameSet compares IDs without regard to order, repetition and case.
func sameSet(a, b []string) bool { return slices.Equal(sortedSet(a), sortedSet(b)) }

func sortedSet(ids []string) []string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = seam.CanonicalID(id)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func quoted(s string) string {
	if s == "" {
		return "none"
	}
	return fmt.Sprintf("%q", Abridged(s))
}

// Abridged shortens a long key for a message, because Seam does not limit the
// length.
func Abridged(key string) string {
	const most = 200
	if runes := []rune(key); len(runes) > most {
		return string(runes[:most/2]) + "…" + string(runes[len(runes)-most/2:])
	}
	return key
}

func listed(ids []string) string {
	if len(ids) == 0 {
		return "an empty list"
	}
	return "[" + strings.Join(sortedSet(ids), ", ") + "]"
}
