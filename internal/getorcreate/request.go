// Package getorcreate gets or creates client sessions. It sends the request, checks
// the response, and replaces a session that must not be used. It does not depend on
// a Terraform schema.
package getorcreate

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// sentFields are the fields of the request. Each is an attribute with the same
// name.
var sentFields = jsonFields[seam.GetOrCreateParams]()

func jsonFields[T any]() []string {
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeFor[T]()) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

var (
	requesting = seamdiag.Operation{Summary: "Could not get or create the client session", Attributes: sentFields}
	rotating   = seamdiag.Operation{Summary: "Could not rotate the token of the client session"}
)

// adoptionGrace is the maximum age of a session that counts as created in this run.
const adoptionGrace = 5 * time.Second

// Request is one get-or-create for a Terraform object.
type Request struct {
	// Params is the body of the request.
	Params seam.GetOrCreateParams
	// Subject identifies the session in messages, such as `The client session with
	// user_identifier_key "jane_doe"`.
	Subject string
	// Name is the short form of Subject for headlines, such as `"jane_doe"`.
	Name string
	// WorkspaceID is the workspace that the session must belong to. Optional.
	WorkspaceID string
	// Lifetime is set if Params.ExpiresAt was computed from it.
	Lifetime time.Duration
	// Began is when this machine sent the first request of the operation. Zero
	// means now. A session that was created later did not exist before.
	Began time.Time
	// Replaced is the session that the plan replaces because it has expired.
	Replaced Replaced
	// Waiting is the reach that waits in private state, see [Waiting].
	Waiting Reach
	// Private stores the waiting reach if the exchange fails before a session gets
	// it. It is nil if there is no private state.
	Private PrivateState
	// Revoked reports whether this run has revoked a session.
	Revoked func(clientSessionID string) bool
}

// Replaced is an expired session as state last saw it.
type Replaced struct {
	// ClientSessionID is empty if there is no such session.
	ClientSessionID string
	// Reach is for the session that Seam creates in its place.
	Reach Reach
}

// Outcome is the result of a request, in addition to the session.
type Outcome struct {
	Diags diag.Diagnostics
	// MaybeApplied is set if a session may exist despite an error.
	MaybeApplied bool
	// Adopted is set if the session existed more than a few seconds before the
	// request.
	Adopted bool
}

// Do returns a usable session. It sends the request, replaces a session that has
// expired or was revoked, and checks that the response matches the request. It
// returns the session together with errors about the response.
//
// Do uses the clock of the response to decide whether the session has expired, so a
// wrong clock on this machine deletes nothing. It deletes no session with another
// key or workspace.
func (r Request) Do(ctx context.Context, client *seam.Client) (*seam.ClientSession, Outcome) {
	r.begin()
	session, result := r.send(ctx, client)
	if session != nil && r.clockIsOff(session) {
		expires := seam.NewTime(session.AnsweredAt.Add(r.Lifetime))
		r.Params.ExpiresAt = &expires
		session, result = r.send(ctx, client)
	}
	return r.usable(ctx, client, session, result)
}

// usable replaces a session that must not be used, and gives a session the reach
// that waits for it. A session that Seam created in place of an expired one also
// gets the reach of that one. A session that something else created does not.
func (r Request) usable(ctx context.Context, client *seam.Client, session *seam.ClientSession, result Outcome) (*seam.ClientSession, Outcome) {
	if session == nil || result.Diags.HasError() && !session.Expired() {
		return session, result
	}
	unusable, diags := r.unusable(ctx, client, session)
	switch {
	case diags.HasError():
		return nil, Outcome{MaybeApplied: true, Diags: diags}
	case unusable:
		session, result = r.replace(ctx, client, session, requesting)
	case result.Diags.HasError():
		return session, result
	default:
		adopted := r.existedBefore(session, adoptionGrace)
		session, result = r.Give(ctx, client, session, r.owed(session))
		result.Adopted = adopted
	}
	result.Diags.Append(diags...)
	if session != nil && session.Expired() && !result.Diags.HasError() {
		result.Diags.Append(r.expired(session))
	}
	return session, result
}

// Send sends the request once and checks the response. It replaces nothing.
func (r Request) Send(ctx context.Context, client *seam.Client) (*seam.ClientSession, Outcome) {
	session, result := r.send(ctx, client)
	if session != nil && session.Expired() && !result.Diags.HasError() {
		result.Diags.Append(r.expired(session))
	}
	return session, result
}

func (r *Request) begin() {
	if r.Began.IsZero() {
		r.Began = time.Now()
	}
}

// existedBefore reports whether the session existed before the operation for at
// least as long as the grace. The beginning by Seam's clock is the Date of the
// response minus the time that has passed since. Without a Date, the session counts
// as existing.
func (r Request) existedBefore(session *seam.ClientSession, grace time.Duration) bool {
	return session.AnsweredAt.IsZero() || session.CreatedAt.Before(session.AnsweredAt.Add(-time.Since(r.Began)-grace))
}

// clockIsOff reports whether the response shows that the expiry was computed from a
// wrong clock.
func (r Request) clockIsOff(session *seam.ClientSession) bool {
	if r.Lifetime == 0 || r.Params.ExpiresAt == nil || session.AnsweredAt.IsZero() {
		return false
	}
	off := r.Params.ExpiresAt.Sub(session.AnsweredAt.Add(r.Lifetime)).Abs()
	return off > seam.ClockTolerance+time.Since(r.Began)
}

// unusable reports whether the session must not be returned. If the session has
// expired although a later expiry was sent, it sends the request again, because a
// single wrong response must not delete a session. If the session existed before,
// it sends a request with the session's own token, which is the only way to see
// that it was revoked.
func (r Request) unusable(ctx context.Context, client *seam.Client, session *seam.ClientSession) (bool, diag.Diagnostics) {
	switch {
	case r.Revoked(session.ClientSessionID):
		return true, nil
	case session.Expired() && r.Params.ExpiresAt == nil:
		return true, nil
	case session.Expired() && !r.Params.ExpiresAt.After(session.AnsweredAt):
		return false, nil // the requested expiry has passed
	case session.Expired():
		confirmed, err := client.GetClientSession(ctx, session.ClientSessionID)
		if err != nil {
			return false, r.failed(err)
		}
		return confirmed.Expired(), nil
	case session.ClientSessionID == r.Replaced.ClientSessionID || !r.existedBefore(session, 0):
		return false, nil
	}
	works, err := client.TokenWorks(ctx, session.Token)
	if err == nil {
		return !works, nil
	}
	var diags diag.Diagnostics
	diags.AddWarning("Could not check the token of client session "+r.Name, fmt.Sprintf(
		"%s already existed (%s, created at %s). Only a request with its token shows whether it was revoked, and that request failed: %s. The provider assumes that the token is valid.",
		r.Subject, session.ClientSessionID, session.CreatedAt, reason(err)))
	return false, diags
}

// owed is what a session must get: the waiting reach, and that of the expired
// session if Seam created this one in its place.
func (r Request) owed(session *seam.ClientSession) Reach {
	if session.ClientSessionID == r.Replaced.ClientSessionID || r.existedBefore(session, 0) {
		return r.Waiting
	}
	return r.Waiting.union(r.Replaced.Reach)
}

// replace deletes the session, requests the key again, and gives the new session
// what the old one had. A failed deletion is reported as part of the operation.
func (r Request) replace(ctx context.Context, client *seam.Client, old *seam.ClientSession, purpose seamdiag.Operation) (*seam.ClientSession, Outcome) {
	carried := ReachOf(old).union(r.owed(old))
	if err := client.DeleteClientSession(ctx, old.ClientSessionID); err != nil && !seam.IsNotFound(err) {
		purpose.Subject, purpose.Attributes = r.Subject, nil
		purpose.Consequence = "The provider could not delete the old session. The next apply tries again."
		failed := Outcome{MaybeApplied: true, Diags: seamdiag.FromError(purpose, err)}
		if seam.MaybeApplied(err) {
			failed.Diags.Append(r.wait(ctx, carried)...)
		}
		return nil, failed
	}
	session, result := r.sendWith(ctx, client, carried)
	result.MaybeApplied = true
	return session, result
}

// send sends the request once and checks the response.
func (r Request) send(ctx context.Context, client *seam.Client) (*seam.ClientSession, Outcome) {
	session, err := client.GetOrCreateClientSession(ctx, r.Params)
	return r.judge(ctx, client, session, err)
}

func (r Request) judge(ctx context.Context, client *seam.Client, session *seam.ClientSession, err error) (*seam.ClientSession, Outcome) {
	if err != nil {
		return nil, Outcome{MaybeApplied: seam.MaybeApplied(err), Diags: r.failed(err)}
	}
	result := Outcome{Diags: Check(ctx, client, r.Subject, r.WorkspaceID, r.Params, session), MaybeApplied: true}
	if r.foreign(session) {
		return nil, result // it must not get into state, not even with an error
	}
	return session, result
}

// foreign reports whether the response has a different session than the requested one.
func (r Request) foreign(got *seam.ClientSession) bool {
	return !hasKey(got, r.Params.UserIdentifierKey) || r.WorkspaceID != "" && r.WorkspaceID != got.WorkspaceID
}

func (r Request) failed(err error) diag.Diagnostics {
	op := requesting
	op.Subject = r.Subject
	return seamdiag.FromError(op, err)
}

// expired returns the error about a session that has expired despite the request.
func (r Request) expired(got *seam.ClientSession) diag.Diagnostic {
	if r.Params.ExpiresAt != nil {
		return diag.NewAttributeErrorDiagnostic(path.Root("expires_at"), "expires_at has passed", fmt.Sprintf(
			"%s: expires_at is %s, which is in the past by Seam's clock (%s), so the token does not work. "+
				"Set a later expires_at, and check the clock of your machine.",
			r.Subject, r.Params.ExpiresAt, got.AnsweredAt.UTC().Format("2006-01-02T15:04:05Z")))
	}
	return diag.NewErrorDiagnostic("Seam returned an expired client session", fmt.Sprintf(
		"%s: Seam returned %s, which expired at %s, so the token does not work. Set a later expires_at, or use expires_in.%s",
		r.Subject, got.ClientSessionID, got.ExpiresAt, reportIt(got)))
}
