// Package getorcreate is the exchange with Seam behind a client session: what is
// sent, whether the answer is what was asked for, and how a session that must
// not be used is replaced by another one. It knows no Terraform schema.
package getorcreate

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// sentFields are the fields of the request. Each is an attribute of the same name.
var sentFields = []string{
	"user_identifier_key", "connect_webview_ids", "connected_account_ids", "expires_at", "user_identity_id", "user_identity_ids",
}

// Request is one get-or-create on behalf of a Terraform object.
type Request struct {
	// Params is the body of the request.
	Params seam.GetOrCreateParams
	// Subject names the session in messages, such as
	// `The client session with user_identifier_key "jane_doe"`.
	Subject string
	// WorkspaceID is the workspace that the session must belong to. Optional.
	WorkspaceID string
	// Lifetime is set when Params.ExpiresAt was computed from it.
	Lifetime time.Duration
	// MayReplace allows the request to delete a session that has expired and to
	// ask once more. The caller never gets an expired session then.
	MayReplace bool
	// Revoked tells which sessions have no valid token though they have not
	// expired.
	Revoked func(context.Context, *seam.Client, *seam.ClientSession) (bool, error)
}

// Outcome is the result of a request besides the session.
type Outcome struct {
	Diags diag.Diagnostics
	// MaybeApplied is set when a session may exist although there is an error.
	MaybeApplied bool
}

// Do sends the request and checks that the answer is what was asked for. It
// returns the session together with errors about the answer. It judges the
// expiry by the clock of that very answer: a wrong clock on this machine deletes
// nothing. It deletes nothing before it has checked the answer.
func (r Request) Do(ctx context.Context, client *seam.Client) (*seam.ClientSession, Outcome) {
	session, result := r.send(ctx, client)
	if session == nil || result.Diags.HasError() {
		return session, result
	}
	if session.Expired() && r.Lifetime > 0 {
		// This machine's clock is behind: count from Seam's.
		expires := seam.NewTime(session.AnsweredAt.Add(r.Lifetime))
		r.Params.ExpiresAt = &expires
		session, result = r.send(ctx, client)
	} else if unusable, err := r.unusable(ctx, client, session); err != nil {
		return nil, Outcome{MaybeApplied: true, Diags: r.failed(err)}
	} else if unusable {
		if err := client.DeleteClientSession(ctx, session.ClientSessionID); err != nil && !seam.IsNotFound(err) {
			return nil, Outcome{MaybeApplied: true, Diags: r.failed(err)}
		}
		session, result = r.send(ctx, client)
		result.MaybeApplied = true
	}
	if session != nil && session.Expired() && !result.Diags.HasError() {
		result.Diags.Append(r.expired(session))
	}
	return session, result
}

// unusable reports whether the session must not be handed out.
func (r Request) unusable(ctx context.Context, client *seam.Client, session *seam.ClientSession) (bool, error) {
	if session.Expired() && r.MayReplace {
		return true, nil
	}
	return r.Revoked(ctx, client, session)
}

// send sends the request once and checks the answer.
func (r Request) send(ctx context.Context, client *seam.Client) (*seam.ClientSession, Outcome) {
	session, err := client.GetOrCreateClientSession(ctx, r.Params)
	if err != nil {
		return nil, Outcome{MaybeApplied: seam.MaybeApplied(err), Diags: r.failed(err)}
	}
	result := Outcome{Diags: Check(r.Subject, r.WorkspaceID, r.Params, session), MaybeApplied: true}
	if r.foreign(session) {
		return nil, result // it must not get into state, not even beside an error
	}
	return session, result
}

// foreign reports an answer about somebody else's session.
func (r Request) foreign(got *seam.ClientSession) bool {
	return !hasKey(got, r.Params.UserIdentifierKey) || r.WorkspaceID != "" && r.WorkspaceID != got.WorkspaceID
}

func (r Request) failed(err error) diag.Diagnostics {
	return seamdiag.FromError(seamdiag.Operation{
		Summary: "Could not get or create the client session", Subject: r.Subject, Attributes: sentFields,
	}, err)
}

// expired reports an answer that has expired all the same.
func (r Request) expired(got *seam.ClientSession) diag.Diagnostic {
	switch {
	case r.Params.ExpiresAt != nil:
		return diag.NewAttributeErrorDiagnostic(path.Root("expires_at"), "expires_at has passed", fmt.Sprintf(
			"%s: expires_at is %s, which had passed by Seam's clock (%s) when it answered, so the token does not work. "+
				"Set a later expires_at, and check the clock of this machine.",
			r.Subject, r.Params.ExpiresAt, got.AnsweredAt.UTC().Format("2006-01-02T15:04:05Z")))
	case r.MayReplace:
		return diag.NewErrorDiagnostic("Seam returned an expired client session", fmt.Sprintf(
			"%s had expired, was deleted and requested again, and Seam returned %s, which expired at %s. Set expires_at.%s",
			r.Subject, got.ClientSessionID, got.ExpiresAt, reportIt(got)))
	}
	return diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
		"%s expired at %s, since the plan was made. Apply again to renew it.", r.Subject, got.ExpiresAt))
}
