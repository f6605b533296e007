package clientsession

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// subject identifies a session in messages by its key, or by its ID if it has no
// key.
func subject(m model) string {
	if isKnown(m.UserIdentifierKey) {
		return fmt.Sprintf("The client session with user_identifier_key %q", getorcreate.Abridged(m.UserIdentifierKey.ValueString()))
	}
	if isKnown(m.ClientSessionID) {
		return fmt.Sprintf("The client session %s", m.ClientSessionID.ValueString())
	}
	return "The client session"
}

// name is the short form of subject, for headlines.
func name(m model) string {
	if isKnown(m.UserIdentifierKey) {
		return fmt.Sprintf("%q", getorcreate.Abridged(m.UserIdentifierKey.ValueString()))
	}
	return m.ClientSessionID.ValueString()
}

// checkFuture rejects an expiry that has passed, because the session would not be
// usable.
func checkFuture(about string, values sessionModel, now time.Time) diag.Diagnostics {
	if at, ok := values.ExpiresAt.Time(); !ok || at.After(now) {
		return nil
	}
	return expiryError(about, fmt.Sprintf("expires_at is %s, but the current time is %s, so the token would not work. The provider sent no request. "+
		"Set a later expires_at, or omit it to use Seam's default.", values.ExpiresAt.ValueString(), instant.Format(now)))
}

func expiryError(about, detail string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("expires_at"), "expires_at has passed", about+": "+detail)}
}

// expiredWarning reports an expired session that was only read.
func expiredWarning(about string, got *seam.ClientSession) diag.Diagnostics {
	if !got.Expired() {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
		"%s expired at %s, so its token no longer works.", about, got.ExpiresAt))}
}
