package clientsession

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var (
	_ ephemeral.EphemeralResourceWithConfigure      = (*ephemeralSession)(nil)
	_ ephemeral.EphemeralResourceWithClose          = (*ephemeralSession)(nil)
	_ ephemeral.EphemeralResourceWithValidateConfig = (*ephemeralSession)(nil)
)

// NewEphemeralResource returns the ephemeral resource seam_client_session, whose
// token is in neither plan nor state.
func NewEphemeralResource() ephemeral.EphemeralResource { return &ephemeralSession{} }

type ephemeralSession struct {
	connection *connection.Connection
}

type ephemeralModel struct {
	sessionModel

	OnClose types.String
}

var ephemeralFields = append(
	lift(sessionFields, func(m *ephemeralModel) *sessionModel { return &m.sessionModel }),
	bind("on_close", func(m *ephemeralModel) *types.String { return &m.OnClose }),
)

func (e *ephemeralSession) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_session"
}

func ephemeralAttributes() attribute.List {
	session := sessionAttributes()
	key, id, token := session["user_identifier_key"], session["client_session_id"], session["token"]
	key.Default, id.Default = lookupAttributes()["user_identifier_key"].Default, lookupAttributes()["client_session_id"].Default
	id.Origin = attribute.Sent
	token.Details += " It is in neither plan nor state."
	return session.With(attribute.List{
		"user_identifier_key": key, "client_session_id": id, "token": token,
		"on_close": {
			Kind:  attribute.String,
			Brief: "What the end of the run does with a session that this resource created", Format: "`keep`, `revoke` or `delete`",
			Details: "A session that existed before is always kept. Terraform opens ephemeral resources both in plan and in apply. " +
				"With anything but `keep`, each of them has a session of its own.",
			Default: "Defaults to `keep`.",
			Origin:  attribute.NotSent,
			Strings: []validator.String{stringvalidator.OneOf(destroyKeep, destroyRevoke, destroyDelete)},
		},
	})
}

func (e *ephemeralSession) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A Seam client session whose token leaves no trace in plan or state. Opening it is *Get or Create a Client Session*, " +
			"so that plan and apply have the same session and the same token. With `client_session_id` it reads a session that exists, and creates none.",
		Attributes: ephemeralAttributes().Ephemeral(),
	}
}

func (e *ephemeralSession) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	e.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (e *ephemeralSession) ValidateConfig(ctx context.Context, req ephemeral.ValidateConfigRequest, resp *ephemeral.ValidateConfigResponse) {
	config, diags := load(ctx, ephemeralFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(checkAddress(config)...)
	}
}

// checkAddress demands one address: an ephemeral session must be found again.
func checkAddress(config ephemeralModel) diag.Diagnostics {
	var diags diag.Diagnostics
	key, id := config.UserIdentifierKey, config.ClientSessionID
	if key.IsNull() && id.IsNull() {
		diags.AddError("No session named", "Set user_identifier_key to get or create a session, or client_session_id to read one that exists.")
	}
	if !isKnown(id) {
		return diags
	}
	for name, value := range map[string]attr.Value{
		"user_identifier_key": key, "connect_webview_ids": config.ConnectWebviewIDs, "connected_account_ids": config.ConnectedAccountIDs,
		"expires_at": config.ExpiresAt, "user_identity_id": config.UserIdentityID, "user_identity_ids": config.UserIdentityIDs, "on_close": config.OnClose,
	} {
		if isKnown(value) {
			diags.AddAttributeError(path.Root(name), "Nothing but the ID", fmt.Sprintf(
				"client_session_id names a session that exists, which is only read; %s has no meaning beside it.", name))
		}
	}
	return diags
}

// Open gets or creates the session. Whatever is configured must come back as it
// was written, or Terraform refuses the result and never closes the session.
func (e *ephemeralSession) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	config, diags := load(ctx, ephemeralFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	about := subject(model{sessionModel: config.sessionModel})
	defer e.connection.Lock(config.UserIdentifierKey.ValueString())()
	client, diags := e.connection.ForWriting(ctx, about, "")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	opened := e.open(ctx, client, config, about)
	resp.Diagnostics.Append(opened.diags...)
	if opened.leftBehind != nil {
		resp.Diagnostics.Append(opened.leftBehind.record(ctx, resp.Private)...)
	}
	if resp.Diagnostics.HasError() {
		// What Open leaves with an error is never closed.
		if opened.leftBehind != nil {
			resp.Diagnostics.Append(opened.leftBehind.end(ctx, client)...)
		}
		return
	}
	resp.Diagnostics.Append(expiredWarning(about, opened.session)...)
	config.sessionModel = overlay(sessionFields, config.sessionModel, fromAPI(opened.session), isNull)
	resp.Diagnostics.Append(store(ctx, ephemeralFields, &resp.Result, config)...)
}

// opened is what came of opening a session.
type opened struct {
	session *seam.ClientSession
	// leftBehind is what Close has to end; nil for a session that stays.
	leftBehind *closing
	diags      diag.Diagnostics
}

func (e *ephemeralSession) open(ctx context.Context, client *seam.Client, config ephemeralModel, about string) opened {
	key := config.UserIdentifierKey.ValueString()
	switch {
	case isKnown(config.ClientSessionID):
		session, err := client.GetClientSession(ctx, config.ClientSessionID.ValueString())
		return opened{session: session, diags: readError(about, err)}
	case client.ReadOnly():
		session, err := client.FindClientSession(ctx, key)
		return opened{session: session, diags: readError(about, err)}
	}
	if diags := checkFuture(about, config.sessionModel, e.connection.Time()); diags.HasError() {
		return opened{diags: diags}
	}
	created, diags := e.creates(ctx, client, config, about)
	if diags.HasError() {
		return opened{diags: diags}
	}
	session, outcome := getorcreate.Request{
		Params: params(config.sessionModel, key), Subject: about, Name: fmt.Sprintf("%q", key),
		WorkspaceID: e.connection.WorkspaceID, Revoked: revokedHere(e.connection),
	}.Do(ctx, client)
	result := opened{session: session, diags: outcome.Diags}
	if created && session == nil && outcome.MaybeApplied {
		// The look-up found none, so what is there now came from here.
		session, _ = client.FindClientSession(ctx, key)
	}
	if created && session != nil {
		result.leftBehind = &closing{ClientSessionID: session.ClientSessionID, UserIdentifierKey: key, OnClose: config.OnClose.ValueString()}
	}
	return result
}

// creates tells whether the request to come will create the session, where it
// matters. It asks before the request, not after: an attempt whose answer is lost
// makes the next one look as if the session had been there.
func (e *ephemeralSession) creates(ctx context.Context, client *seam.Client, config ephemeralModel, about string) (bool, diag.Diagnostics) {
	if config.OnClose.IsNull() || config.OnClose.ValueString() == destroyKeep {
		return false, nil
	}
	found, err := client.FindClientSession(ctx, config.UserIdentifierKey.ValueString())
	if err == nil && config.OnClose.ValueString() == destroyRevoke {
		// The plan before this apply left a revoked session, which get-or-create
		// would hand out: an API key cannot see that it is dead.
		var works bool
		if works, err = client.TokenWorks(ctx, found.Token); err == nil && !works {
			err = client.DeleteClientSession(ctx, found.ClientSessionID)
			if err == nil || seam.IsNotFound(err) {
				return true, nil
			}
		}
	}
	if seam.IsNotFound(err) {
		return true, nil
	}
	return false, readError(about, err)
}

// readError says why a session could not be read; nil when it could.
func readError(about string, err error) diag.Diagnostics {
	if err == nil {
		return nil
	}
	return seamdiag.FromError(seamdiag.Operation{Summary: "Could not read the client session", Subject: about}, err)
}

// Close ends a session that Open created, as on_close says.
func (e *ephemeralSession) Close(ctx context.Context, req ephemeral.CloseRequest, resp *ephemeral.CloseResponse) {
	value, diags := req.Private.GetKey(ctx, closingKey)
	resp.Diagnostics.Append(diags...)
	if len(value) == 0 || resp.Diagnostics.HasError() {
		return
	}
	var left closing
	if err := json.Unmarshal(value, &left); err != nil {
		resp.Diagnostics.AddError("Could not close the client session", "Terraform handed back other private data than the provider gave it: "+err.Error())
		return
	}
	defer e.connection.Lock(left.UserIdentifierKey)()
	if e.connection.HandedOut.Has(left.ClientSessionID) {
		resp.Diagnostics.AddWarning("Client session was not ended", fmt.Sprintf(
			"%s was created by an ephemeral resource whose on_close is %q, but a managed resource of this run has the same key and took it over. "+
				"Ending it would kill that one, so nothing was sent. Give each a key of its own.", left.subject(), left.OnClose))
		return
	}
	client, diags := e.connection.ForWriting(ctx, left.subject(), "")
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(left.end(ctx, client)...)
	}
}

const closingKey = "closing"

// closing is the private data of a session that is to be ended. It holds no
// token, and nothing that changes: Terraform hands Close what Open stored,
// OpenTofu what the last Renew did.
type closing struct {
	ClientSessionID   string `json:"client_session_id"`
	UserIdentifierKey string `json:"user_identifier_key"`
	OnClose           string `json:"on_close"`
}

// subject names the session in messages.
func (c closing) subject() string {
	return fmt.Sprintf("The client session with user_identifier_key %q (%s)", c.UserIdentifierKey, c.ClientSessionID)
}

func (c closing) record(ctx context.Context, private getorcreate.PrivateState) diag.Diagnostics {
	return getorcreate.SetJSON(ctx, private, closingKey, c)
}

func (c closing) end(ctx context.Context, client *seam.Client) diag.Diagnostics {
	end := client.DeleteClientSession
	if c.OnClose == destroyRevoke {
		end = client.RevokeClientSession
	}
	if err := end(ctx, c.ClientSessionID); err != nil && !seam.IsNotFound(err) {
		return seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not " + c.OnClose + " the client session", Subject: c.subject(),
			Consequence: "It was created for this run and is still there; its token works until it expires.",
		}, err)
	}
	return nil
}
