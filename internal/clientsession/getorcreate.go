package clientsession

import (
	"context"
	"fmt"

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
	// mayReplace allows to delete a session that has expired and to request
	// it once more, so that an expired session is never handed out.
	mayReplace bool
	// revoked tells which sessions this process revoked: they are as dead.
	revoked func(clientSessionID string) bool
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
	session, err := client.GetOrCreateClientSession(ctx, r.sent)
	if err != nil {
		return nil, outcome{maybeApplied: seam.MaybeApplied(err), diags: r.failed(err)}
	}
	diags := r.check(session)
	if (session.Expired() && r.mayReplace || r.revoked(session.ClientSessionID)) && !diags.HasError() {
		if session, err = replaceDead(ctx, client, r.sent, session.ClientSessionID); err != nil {
			return nil, outcome{maybeApplied: true, diags: r.failed(err)}
		}
		diags = r.check(session)
	}
	if session.Expired() && !diags.HasError() {
		diags.Append(r.expired(session))
	}
	return session, outcome{diags: diags, maybeApplied: true}
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

func replaceDead(ctx context.Context, client *seam.Client, sent seam.GetOrCreateParams, id string) (*seam.ClientSession, error) {
	if err := client.DeleteClientSession(ctx, id); err != nil && !seam.IsNotFound(err) {
		return nil, err
	}
	return client.GetOrCreateClientSession(ctx, sent)
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
			"%s had expired, was deleted and requested again, and Seam returned %s, which expired at %s. Set expires_at.",
			r.about, got.ClientSessionID, got.ExpiresAt))
	}
	return diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
		"%s expired at %s, since the plan was made. Apply again to renew it.", r.about, got.ExpiresAt))
}
