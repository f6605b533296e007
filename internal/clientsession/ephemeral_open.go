package clientsession

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// shortLife is the lifetime of a session that on_close ends, until Renew extends
// it. A killed run does not end its sessions.
const shortLife = time.Hour

// opening is one call of Open.
type opening struct {
	*ephemeralSession
	client *seam.Client
	config ephemeralModel
	about  string
}

// openResult is the result of an Open.
type openResult struct {
	// session is nil if there is none to return.
	session *seam.ClientSession
	// record is the data for Renew and Close. Its ClientSessionID is empty if there
	// is nothing to close.
	record record
	// created is set if this Open created the session.
	created bool
	diags   diag.Diagnostics
}

// Open gets or creates the session. It must return every configured value
// unchanged. Otherwise Terraform rejects the result and never closes the session.
func (e *ephemeralSession) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	config, diags := load(ctx, ephemeralFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	o := opening{ephemeralSession: e, config: config, about: subject(model{sessionModel: config.sessionModel})}
	defer e.connection.Sessions.Lock(config.UserIdentifierKey.ValueString())()
	o.client, diags = e.connection.ForWriting(ctx, o.about, "")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	got := o.open(ctx)
	resp.Diagnostics.Append(got.diags...)
	if got.record.ClientSessionID != "" {
		resp.Diagnostics.Append(got.record.store(ctx, resp.Private)...)
	}
	if resp.Diagnostics.HasError() {
		// Terraform does not call Close after an error of Open.
		if got.created && got.record.OnClose != "" {
			cleaning, cancel := seam.Cleanup(ctx)
			defer cancel()
			resp.Diagnostics.Append(e.end(cleaning, o.client, got.record)...)
		}
		return
	}
	if config.ClientSessionID.IsNull() { // it is already registered by its ID
		e.connection.Sessions.Open(got.session.ClientSessionID)
	}
	resp.RenewAt = got.record.renewAt()
	resp.Diagnostics.Append(expiredWarning(o.about, got.session)...)
	config.sessionModel = overlay(sessionFields, config.sessionModel, fromAPI(got.session), isNull)
	resp.Diagnostics.Append(store(ctx, ephemeralFields, &resp.Result, config)...)
}

func (o opening) open(ctx context.Context) openResult {
	switch {
	case isKnown(o.config.ClientSessionID):
		return o.openByID(ctx)
	case o.client.ReadOnly():
		return o.openReadOnly(ctx)
	}
	if diags := checkFuture(o.about, o.config.sessionModel, o.connection.Time()); diags.HasError() {
		return openResult{diags: diags}
	}
	found, diags := o.findExisting(ctx)
	if diags.HasError() {
		return openResult{diags: diags}
	}
	todo := getorcreate.Request{
		Params: params(o.config.sessionModel, o.key()), Subject: o.about, Name: o.name(),
		WorkspaceID: o.connection.WorkspaceID,
		Revoked: func(id string) bool {
			return found.revoked && id == found.id || o.connection.Sessions.IsRevoked(id)
		},
	}
	lifetime := o.lifetime(found)
	if lifetime > 0 {
		expires := seam.NewTime(o.connection.Time().Add(lifetime))
		todo.Params.ExpiresAt, todo.Lifetime = &expires, lifetime
	}
	session, outcome := todo.Do(ctx, o.client)
	result := openResult{session: session, created: found.none(), diags: append(diags, outcome.Diags...)}
	if result.created && session == nil && outcome.MaybeApplied {
		// The look-up found no session, so this Open created it.
		cleaning, cancel := seam.Cleanup(ctx)
		defer cancel()
		session, _ = o.client.FindClientSession(cleaning, o.key())
	}
	if session == nil {
		return result
	}
	result.record = record{ClientSessionID: session.ClientSessionID, UserIdentifierKey: o.key(), Lifetime: lifetime}
	if result.created {
		result.record.OnClose = o.ending()
	} else if found.asked && !result.diags.HasError() {
		result.diags.Append(existingWarning(o, session))
	}
	return result
}

func (o opening) key() string { return o.config.UserIdentifierKey.ValueString() }

func (o opening) name() string { return name(model{sessionModel: o.config.sessionModel}) }

// ending is how Close ends a session that Open creates, or empty if Close keeps it.
func (o opening) ending() string {
	if how := o.config.OnClose.ValueString(); how != destroyKeep {
		return how
	}
	return ""
}

// lifetime is the new lifetime of the session, or 0 if this resource does not manage
// it.
func (o opening) lifetime(found existing) time.Duration {
	if lifetime, ok := instant.Length(o.config.ExpiresIn); ok {
		return lifetime
	}
	if o.ending() != "" && o.config.ExpiresAt.IsNull() && found.none() {
		return shortLife
	}
	return 0
}

// openByID reads the session. It first registers the ID, which prevents other objects
// from ending the session in between.
func (o opening) openByID(ctx context.Context) openResult {
	id := attribute.ID(o.config.ClientSessionID)
	o.connection.Sessions.Open(id)
	session, err := o.client.GetClientSession(ctx, id)
	if err != nil {
		o.connection.Sessions.Release(id)
		return openResult{diags: readError(o.about, err)}
	}
	left := record{ClientSessionID: id}
	if session.UserIdentifierKey != nil {
		left.UserIdentifierKey = *session.UserIdentifierKey
	}
	return openResult{session: session, record: left}
}

func (o opening) openReadOnly(ctx context.Context) openResult {
	session, err := o.client.FindClientSession(ctx, o.key())
	if seam.IsNotFound(err) {
		var diags diag.Diagnostics
		diags.AddError("No such client session", fmt.Sprintf(
			"%s does not exist in the workspace of the provider's credential. The provider is read-only, so it did not create the session. "+
				"First, create the session with an apply without read_only.", o.about))
		return openResult{diags: diags}
	}
	if err != nil {
		return openResult{diags: readError(o.about, err)}
	}
	return openResult{session: session, record: record{ClientSessionID: session.ClientSessionID, UserIdentifierKey: o.key()}}
}

// existing is what a look-up before the request found.
type existing struct {
	// asked is set if there was a look-up.
	asked bool
	// id is the ID of the session, empty if there is none.
	id string
	// revoked is set if the session was revoked, for example by the plan before
	// this apply. It then counts as no session.
	revoked bool
}

func (e existing) none() bool { return e.asked && (e.id == "" || e.revoked) }

// findExisting determines whether the next request will create the session, if that
// matters. It looks up the session before the request, because after an attempt whose
// response was lost, the session would seem to have existed before.
func (o opening) findExisting(ctx context.Context) (existing, diag.Diagnostics) {
	if o.ending() == "" {
		return existing{}, nil
	}
	found, err := o.client.FindClientSession(ctx, o.key())
	switch {
	case seam.IsNotFound(err):
		return existing{asked: true}, nil
	case err != nil:
		return existing{}, readError(o.about, err)
	}
	there := existing{asked: true, id: found.ClientSessionID}
	if o.ending() == destroyRevoke && !found.Expired() {
		works, err := o.client.TokenWorks(ctx, found.Token)
		there.revoked = err == nil && !works
	}
	return there, nil
}

// existingWarning reports that on_close does not end the session.
func existingWarning(o opening, session *seam.ClientSession) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Client session "+o.name()+" already existed and is kept", fmt.Sprintf(
		"%s existed before this run (%s), so on_close = %q does not end it. Give the ephemeral resource its own key.",
		o.about, session.ClientSessionID, o.ending()))
}

// readError explains why a session could not be read. It returns nil without an
// error.
func readError(about string, err error) diag.Diagnostics {
	if err == nil {
		return nil
	}
	return seamdiag.FromError(seamdiag.Operation{Summary: "Could not read the client session", Subject: about}, err)
}
