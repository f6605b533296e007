package clientsession

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

// filters select client sessions; together they narrow the result.
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

func filterSpecs() map[string]spec {
	notEmpty := []validator.String{stringvalidator.LengthAtLeast(1)}
	const id, all = "an ID, at least one character", "no such filter"
	return map[string]spec{
		"client_session_id":   {description: "Only the session with this ID.", format: id, unset: all, strings: notEmpty},
		"user_identifier_key": {description: "Only the session with this key.", format: "text of at least one character", unset: all, strings: notEmpty},
		"connect_webview_id":  {description: "Only sessions that may see this Connect Webview.", format: id, unset: all, strings: notEmpty},
		"user_identity_id":    {description: "Only sessions of this user identity.", format: id, unset: all, strings: notEmpty},
		"without_user_identifier_key": {
			kind: kindBool, description: "Only sessions without a key, which get-or-create cannot find.", format: "`true` or `false`", unset: all,
		},
	}
}

// list asks for the sessions that pass the filters; their tokens are dropped
// while decoding.
func (f filters) list(ctx context.Context, c *connection.Connection) ([]seam.ClientSessionSummary, diag.Diagnostics) {
	const about = "The client sessions of the workspace"
	client, diags := c.ForReading(ctx, about, "")
	if diags.HasError() {
		return nil, diags
	}
	sessions, err := client.ListClientSessions(ctx, seam.ListParams{
		ClientSessionID:          f.ClientSessionID.ValueString(),
		UserIdentifierKey:        f.UserIdentifierKey.ValueString(),
		ConnectWebviewID:         f.ConnectWebviewID.ValueString(),
		UserIdentityID:           f.UserIdentityID.ValueString(),
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
