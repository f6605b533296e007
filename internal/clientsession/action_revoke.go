package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/actionvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var (
	_ action.ActionWithConfigure        = (*revokeAction)(nil)
	_ action.ActionWithConfigValidators = (*revokeAction)(nil)
)

// NewRevokeAction returns the action seam_client_session_revoke (Terraform 1.14
// and newer).
func NewRevokeAction() action.Action { return &revokeAction{} }

type revokeAction struct {
	connection *connection.Connection
}

type revokeModel struct {
	ClientSessionID   types.String `tfsdk:"client_session_id"`
	UserIdentifierKey types.String `tfsdk:"user_identifier_key"`
}

func (a *revokeAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_session_revoke"
}

func revokeAttributes() attribute.List {
	lookup := lookupAttributes()
	for name, a := range lookup {
		a.Use = attribute.Input
		lookup[name] = a
	}
	return lookup
}

func (a *revokeAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Revokes a client session, which invalidates its token immediately. Seam does not document whether a request with an API key shows that a session was revoked. " +
			"The provider assumes that Seam still returns the session as before. A `seam_client_session` resource with the same session then keeps the invalid token. " +
			"To get a new token, use `rotate_when_changed`.",
		Attributes: revokeAttributes().Action(),
	}
}

func (a *revokeAction) ConfigValidators(context.Context) []action.ConfigValidator {
	return []action.ConfigValidator{actionvalidator.ExactlyOneOf(lookupPaths()...)}
}

func (a *revokeAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

// Invoke revokes the session. It fails if the session does not exist, because the
// user relies on the token being invalid.
func (a *revokeAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var config revokeModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	address := summaryModel{ClientSessionID: config.ClientSessionID, UserIdentifierKey: config.UserIdentifierKey}
	about := subject(model{sessionModel: sessionModel{summaryModel: address}})
	client, diags := a.connection.ForWriting(ctx, about, "")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	defer a.connection.Sessions.Lock(config.UserIdentifierKey.ValueString())()
	id, err := revoke(ctx, client, address)
	if err == nil || seam.MaybeApplied(err) {
		a.connection.Sessions.End(id, connection.Revoked)
	}
	inUse := a.connection.Sessions.Use(id) != connection.Unused
	if inUse {
		resp.Diagnostics.AddWarning("The revoked client session is in use", fmt.Sprintf(
			"%s (%s) was revoked, but this run has already returned its token, which no longer works. To get a new token, change rotate_when_changed of the resource and apply again.", about, id))
	}
	switch {
	case seam.IsNotFound(err) && (id == "" || !seam.MaybeApplied(err)):
		resp.Diagnostics.AddError("No such client session", fmt.Sprintf("%s does not exist in the workspace of the provider's credential, so the provider did not revoke it.", about))
	case err != nil:
		operation := seamdiag.Operation{Summary: "Could not revoke the client session", Subject: about}
		if id != "" && seam.MaybeApplied(err) {
			operation.Consequence = "A request that got no response may have revoked the session."
		}
		resp.Diagnostics.Append(seamdiag.FromError(operation, err)...)
	default:
		token := "Its token"
		if inUse { // Terraform 1.16 shows no warnings of a triggered action that succeeds.
			token = "The token that this run has returned"
		}
		resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf("Revoked the client session %s. %s no longer works.", id, token)})
	}
}

// revoke revokes the session. It returns its ID if the session exists.
func revoke(ctx context.Context, client *seam.Client, address summaryModel) (id string, err error) {
	id = attribute.ID(address.ClientSessionID)
	if id == "" {
		session, err := find(ctx, client, address)
		if err != nil {
			return "", err
		}
		id = session.ClientSessionID
	}
	return id, client.RevokeClientSession(ctx, id)
}
