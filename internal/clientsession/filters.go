package clientsession

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// filters select the client sessions that match all of them.
type filters struct {
	ClientSessionID          types.String
	UserIdentifierKey        types.String
	ConnectWebviewID         types.String
	UserIdentityID           types.String
	WithoutUserIdentifierKey types.Bool
}

var filterFields = []field[filters]{
	bind("client_session_id", func(f *filters) *types.String { return &f.ClientSessionID }),
	bind("user_identifier_key", func(f *filters) *types.String { return &f.UserIdentifierKey }),
	bind("connect_webview_id", func(f *filters) *types.String { return &f.ConnectWebviewID }),
	bind("user_identity_id", func(f *filters) *types.String { return &f.UserIdentityID }),
	bind("without_user_identifier_key", func(f *filters) *types.Bool { return &f.WithoutUserIdentifierKey }),
}

func filterAttributes() attribute.List {
	text := attribute.Attribute{
		Kind: attribute.String, Format: "which must have at least one character", Use: attribute.Input,
		Default: "If you omit it, the provider does not filter by it.",
		Strings: []validator.String{stringvalidator.LengthAtLeast(1)},
	}
	session, key, webview, identity := text, text, text, text
	session.Brief = "Returns only the session with this ID"
	key.Brief = "Returns only the session with this key"
	webview.Brief = "Returns only sessions that may see the Connect Webview with this ID"
	identity.Brief = "Returns only sessions of the user identity with this ID"
	return attribute.List{
		"client_session_id": session, "user_identifier_key": key, "connect_webview_id": webview, "user_identity_id": identity,
		"without_user_identifier_key": {
			Kind: attribute.Bool, Use: attribute.Input,
			Brief: "Whether to return only sessions without a key", Format: "`true` or `false`",
			Details: "Get-or-create cannot find such sessions.",
			Default: "Defaults to `false`.",
		},
	}
}

// list requests the sessions that match the filters. It discards their tokens while
// it decodes the response.
func (f filters) list(ctx context.Context, c *connection.Connection) ([]seam.ClientSessionSummary, diag.Diagnostics) {
	const about = "The client sessions of the workspace"
	client, diags := c.ForReading(ctx, about, "")
	if diags.HasError() {
		return nil, diags
	}
	sessions, err := client.ListClientSessions(ctx, seam.ListParams{
		ClientSessionID:          attribute.ID(f.ClientSessionID),
		UserIdentifierKey:        f.UserIdentifierKey.ValueString(),
		ConnectWebviewID:         attribute.ID(f.ConnectWebviewID),
		UserIdentityID:           attribute.ID(f.UserIdentityID),
		WithoutUserIdentifierKey: f.WithoutUserIdentifierKey.ValueBool(),
	})
	if err != nil {
		diags.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not list the client sessions", Subject: about,
			Attributes: []string{"client_session_id", "user_identifier_key", "connect_webview_id", "user_identity_id"},
		}, err)...)
	}
	return sessions, diags
}
