package clientsession

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

const closingKey = "closing"

// record is the private data of an open session. It contains no token. It contains
// nothing that changes, because Terraform passes the data of Open to Close, and
// OpenTofu passes the data of the last Renew.
type record struct {
	ClientSessionID   string `json:"client_session_id"`
	UserIdentifierKey string `json:"user_identifier_key"`
	// OnClose is how Close ends the session, or empty if Close keeps it.
	OnClose string `json:"on_close,omitempty"`
	// Lifetime is how far ahead Renew moves the expiry, or 0 if Renew does not move it.
	Lifetime time.Duration `json:"lifetime,omitempty"`
}

// subject names the session in messages.
func (r record) subject() string {
	return fmt.Sprintf("The client session with user_identifier_key %q (%s)", getorcreate.Abridged(r.UserIdentifierKey), r.ClientSessionID)
}

// name is the short form of subject, for headlines.
func (r record) name() string { return fmt.Sprintf("%q", getorcreate.Abridged(r.UserIdentifierKey)) }

func (r record) store(ctx context.Context, private getorcreate.PrivateState) diag.Diagnostics {
	return getorcreate.SetJSON(ctx, private, closingKey, r)
}

// renewAt is the time of the next renewal by this machine's clock, when a quarter
// of the lifetime is left. Zero means never.
func (r record) renewAt() time.Time {
	if r.Lifetime == 0 {
		return time.Time{}
	}
	return time.Now().Add(r.Lifetime / 4 * 3)
}

func loadRecord(ctx context.Context, private interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
},
) (record, diag.Diagnostics) {
	var r record
	value, diags := private.GetKey(ctx, closingKey)
	if len(value) == 0 || diags.HasError() {
		return r, diags
	}
	if err := json.Unmarshal(value, &r); err != nil {
		diags.AddError("Could not close the client session", "Terraform did not return the private data that the provider stored: "+err.Error())
	}
	return r, diags
}

// Renew moves the expiry of a session that is in use. It never creates one.
// Terraform loses its diagnostics, so the ledger keeps them for Close.
func (e *ephemeralSession) Renew(ctx context.Context, req ephemeral.RenewRequest, resp *ephemeral.RenewResponse) {
	open, diags := loadRecord(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if open.ClientSessionID == "" || resp.Diagnostics.HasError() {
		return
	}
	defer e.connection.Sessions.Lock(open.UserIdentifierKey)()
	if failure := e.renew(ctx, open); failure != "" {
		e.connection.Sessions.NoteFailure(open.ClientSessionID, failure)
		resp.Diagnostics.Append(notRenewedWarning(open, failure))
		return
	}
	resp.RenewAt = open.renewAt()
	resp.Diagnostics.Append(open.store(ctx, resp.Private)...)
}

// renew moves the expiry. It returns the reason if it could not.
func (e *ephemeralSession) renew(ctx context.Context, open record) (failure string) {
	client, diags := e.connection.ForWriting(ctx, open.subject(), "")
	if diags.HasError() {
		return diags[0].Detail()
	}
	session, err := client.GetClientSession(ctx, open.ClientSessionID)
	switch {
	case seam.IsNotFound(err):
		return "The session no longer exists."
	case err != nil:
		return readError(open.subject(), err)[0].Detail()
	case session.Expired():
		return fmt.Sprintf("The session expired at %s, before the provider renewed it.", session.ExpiresAt)
	}
	expires := seam.NewTime(e.connection.Time().Add(open.Lifetime))
	renewed, outcome := getorcreate.Request{
		Params:  seam.GetOrCreateParams{UserIdentifierKey: open.UserIdentifierKey, ExpiresAt: &expires},
		Subject: open.subject(), WorkspaceID: session.WorkspaceID,
	}.Send(ctx, client)
	switch {
	case outcome.Diags.HasError():
		return outcome.Diags[0].Detail()
	case renewed.ClientSessionID != open.ClientSessionID || renewed.Token != session.Token:
		return fmt.Sprintf("The key now identifies %s, or the session has a different token.", renewed.ClientSessionID)
	}
	return ""
}

func notRenewedWarning(open record, failure string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Client session "+open.name()+" could not be renewed", fmt.Sprintf(
		"%s was open, but the provider could not move its expiry. The token that this run returned may no longer work.\n\n%s", open.subject(), failure))
}

// Close ends a session that an Open of this run created, as on_close says, if
// nothing else uses it.
func (e *ephemeralSession) Close(ctx context.Context, req ephemeral.CloseRequest, resp *ephemeral.CloseResponse) {
	open, diags := loadRecord(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if open.ClientSessionID == "" || resp.Diagnostics.HasError() {
		return
	}
	defer e.connection.Sessions.Lock(open.UserIdentifierKey)()
	if failure := e.connection.Sessions.Failure(open.ClientSessionID); failure != "" {
		resp.Diagnostics.Append(notRenewedWarning(open, failure))
	}
	end, use := e.connection.Sessions.Close(open.ClientSessionID, connection.End(open.OnClose))
	switch {
	case end == connection.NotEnded:
	case use != connection.Unused:
		resp.Diagnostics.AddWarning("Client session was not ended", fmt.Sprintf(
			"%s was created by an ephemeral resource whose on_close is %q, but a managed resource of this run has the same key and the same session. "+
				"Ending the session would invalidate the token of the managed resource, so the provider did not end it. Give each of them its own key.", open.subject(), string(end)))
	default:
		open.OnClose = string(end)
		ctx = seam.WithCleanupBudget(ctx)
		client, diags := e.connection.ForWriting(ctx, open.subject(), "")
		resp.Diagnostics.Append(diags...)
		if !resp.Diagnostics.HasError() {
			resp.Diagnostics.Append(e.end(ctx, client, open)...)
		}
	}
}

// end ends a session that this run created.
func (e *ephemeralSession) end(ctx context.Context, client *seam.Client, open record) diag.Diagnostics {
	end := client.DeleteClientSession
	if open.OnClose == destroyRevoke {
		end = client.RevokeClientSession
	}
	err := end(ctx, open.ClientSessionID)
	if err == nil || seam.MaybeApplied(err) {
		e.connection.Sessions.End(open.ClientSessionID, connection.End(open.OnClose))
	}
	if err != nil && !seam.IsNotFound(err) {
		return seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not " + open.OnClose + " the client session", Subject: open.subject(),
			Consequence: "The session was created for this run and still exists. Its token works until the session expires.",
		}, err)
	}
	return nil
}
