package clientsession

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// request is one get-or-create on behalf of a resource.
type request struct {
	sent seam.GetOrCreateParams
	// about names the session in messages.
	about string
	// workspaceID is the workspace that the session must be of; optional.
	workspaceID string
	// lifetime is set when the expiry that is sent was computed from it.
	lifetime time.Duration
	// mayReplace allows to delete a session that has expired and to request
	// it once more, so that an expired session is never handed out.
	mayReplace bool
	// revoked tells which sessions are dead though they have not expired.
	revoked func(context.Context, *seam.Client, *seam.ClientSession) (bool, error)
}

// outcome is what came of a request besides the session.
type outcome struct {
	diags diag.Diagnostics
	// maybeApplied is set when a session may exist although there is an error.
	maybeApplied bool
}

// do sends the request and checks that the answer is what was asked for. The
// session is returned together with errors about the answer. Expiry is judged
// by the clock of that very answer, so that a wrong clock on this machine
// deletes nothing; and nothing is deleted before the answer was checked.
func (r request) do(ctx context.Context, client *seam.Client) (*seam.ClientSession, outcome) {
	session, result := r.send(ctx, client)
	if session == nil || result.diags.HasError() {
		return session, result
	}
	if session.Expired() && r.lifetime > 0 {
		// This machine's clock is behind: count from Seam's.
		expires := seam.NewTime(session.AnsweredAt.Add(r.lifetime))
		r.sent.ExpiresAt = &expires
		session, result = r.send(ctx, client)
	} else if dead, err := r.dead(ctx, client, session); err != nil {
		return nil, outcome{maybeApplied: true, diags: r.failed(err)}
	} else if dead {
		if err := client.DeleteClientSession(ctx, session.ClientSessionID); err != nil && !seam.IsNotFound(err) {
			return nil, outcome{maybeApplied: true, diags: r.failed(err)}
		}
		session, result = r.send(ctx, client)
		result.maybeApplied = true
	}
	if session != nil && session.Expired() && !result.diags.HasError() {
		result.diags.Append(r.expired(session))
	}
	return session, result
}

// dead reports whether the session must not be handed out.
func (r request) dead(ctx context.Context, client *seam.Client, session *seam.ClientSession) (bool, error) {
	if session.Expired() && r.mayReplace {
		return true, nil
	}
	return r.revoked(ctx, client, session)
}

// send sends the request once and checks the answer.
func (r request) send(ctx context.Context, client *seam.Client) (*seam.ClientSession, outcome) {
	session, err := client.GetOrCreateClientSession(ctx, r.sent)
	if err != nil {
		return nil, outcome{maybeApplied: seam.MaybeApplied(err), diags: r.failed(err)}
	}
	result := outcome{diags: r.check(session), maybeApplied: true}
	if r.foreign(session) {
		return nil, result // it must not get into state, not even beside an error
	}
	return session, result
}

// foreign reports an answer about somebody else's session.
func (r request) foreign(got *seam.ClientSession) bool {
	return got.UserIdentifierKey == nil || *got.UserIdentifierKey != r.sent.UserIdentifierKey ||
		r.workspaceID != "" && r.workspaceID != got.WorkspaceID
}

func (r request) failed(err error) diag.Diagnostics {
	return seamdiag.FromError(seamdiag.Operation{
		Summary: "Could not get or create the client session", Subject: r.about, Attributes: sentAttributes,
	}, err)
}

func (r request) check(got *seam.ClientSession) diag.Diagnostics {
	diags := checkAnswer(r.about, r.sent, got)
	diags.Append(checkWorkspace(r.about, r.workspaceID, got)...)
	return diags
}

// expired judges an answer that is expired all the same.
func (r request) expired(got *seam.ClientSession) diag.Diagnostic {
	switch {
	case r.sent.ExpiresAt != nil:
		return diag.NewAttributeErrorDiagnostic(path.Root("expires_at"), "expires_at has passed", fmt.Sprintf(
			"%s: expires_at is %s, which had passed by Seam's clock (%s) when it answered, so the token does not work. "+
				"Set a later expires_at, and check the clock of this machine.",
			r.about, r.sent.ExpiresAt, got.AnsweredAt.UTC().Format("2006-01-02T15:04:05Z")))
	case r.mayReplace:
		return diag.NewErrorDiagnostic("Seam returned an expired client session", fmt.Sprintf(
			"%s had expired, was deleted and requested again, and Seam returned %s, which expired at %s. Set expires_at.%s",
			r.about, got.ClientSessionID, got.ExpiresAt, reportIt(got)))
	}
	return diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
		"%s expired at %s, since the plan was made. Apply again to renew it.", r.about, got.ExpiresAt))
}
