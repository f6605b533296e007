package clientsession

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// expiryMargin is how long before the expiry in state a refresh stops sending a
// request that can create a session, because an operation may take that long.
const expiryMargin = 2 * time.Minute

// refreshResult is what a refresh learned about a session.
type refreshResult struct {
	session *seam.ClientSession
	client  *seam.Client
	// ended is set if the expiry in state has passed and no request was sent yet.
	ended bool
	// mayBeGone is set if the request creates nothing, so err can mean that there
	// is no session.
	mayBeGone bool
	err       error
	diags     diag.Diagnostics
	// shown is set once the ledger contains this refresh. shared is set if the
	// ledger already contained another one.
	shown, shared bool
}

// requestSession requests the session of a state, unless the shortcut has already done so.
func (r *sessionResource) requestSession(ctx context.Context, prior model) refreshResult {
	if before, ok := takeResult(ctx); ok {
		return before
	}
	got := refreshResult{client: r.connection.API}
	got.session, got.diags = r.connection.Listed(ctx, subject(prior), connection.Wanted{
		ClientSessionID: prior.ClientSessionID.ValueString(), UserIdentifierKey: prior.UserIdentifierKey.ValueString(),
		WorkspaceID: prior.WorkspaceID.ValueString(),
	})
	if got.session != nil || got.diags.HasError() {
		return got
	}
	client, diags := r.connection.ForReading(ctx, subject(prior), prior.WorkspaceID.ValueString())
	got.client = client
	got.diags.Append(diags...)
	if got.diags.HasError() {
		return got
	}
	ends, ok := prior.ExpiresAt.Time()
	if got.ended = ok && isKnown(prior.UserIdentifierKey) && isKnown(prior.ClientSessionID) && !ends.After(r.connection.Time().Add(expiryMargin)); !got.ended {
		got.session, got.mayBeGone, got.err = readSession(ctx, client, prior)
	}
	return got
}

// readSession requests the session. Its state determines which request is permitted.
// Only a request that creates nothing may find no session.
func readSession(ctx context.Context, client *seam.Client, prior model) (session *seam.ClientSession, mayBeGone bool, err error) {
	switch {
	case prior.UserIdentifierKey.IsNull(), client.ReadOnly() && !prior.ClientSessionID.IsNull():
		// The session was just imported or has no key. Get-or-create without a key
		// would create another session. A read-only provider must not create a
		// deleted session again.
		session, err = client.GetClientSession(ctx, prior.ClientSessionID.ValueString())
		return session, true, err
	case prior.ClientSessionID.IsNull():
		// A create without a clear response left only its key. The session may
		// exist and will be deleted, so it must not be created now.
		session, err = client.FindClientSession(ctx, prior.UserIdentifierKey.ValueString())
		return session, true, err
	}
	session, err = client.GetOrCreateClientSession(ctx, seam.GetOrCreateParams{UserIdentifierKey: prior.UserIdentifierKey.ValueString()})
	return session, false, err
}

// show records once in the ledger that a refresh shows the session. It reports
// whether another object in state has it.
func (l *refreshResult) show(c *connection.Connection, session *seam.ClientSession) bool {
	if !l.shown {
		l.shown, l.shared = true, c.Sessions.Show(session.ClientSessionID)
	}
	return l.shared
}

// resultKey is the context key for the result of the shortcut. Reading the result
// removes it, because the framework keeps contexts.
type resultKey struct{}

func withResult(ctx context.Context, found refreshResult) context.Context {
	var kept atomic.Pointer[refreshResult]
	kept.Store(&found)
	return context.WithValue(ctx, resultKey{}, &kept)
}

func takeResult(ctx context.Context) (refreshResult, bool) {
	kept, ok := ctx.Value(resultKey{}).(*atomic.Pointer[refreshResult])
	if !ok {
		return refreshResult{}, false
	}
	found := kept.Swap(nil)
	if found == nil {
		return refreshResult{}, false
	}
	return *found, true
}
