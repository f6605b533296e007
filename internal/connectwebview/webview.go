package connectwebview

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/lookup"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// webview has the fields of a Connect Webview, with the names that Seam uses.
type webview struct {
	ConnectWebviewID     types.String      `tfsdk:"connect_webview_id"`
	WorkspaceID          types.String      `tfsdk:"workspace_id"`
	CreatedAt            instant.Value     `tfsdk:"created_at"`
	ConnectedAccountID   types.String      `tfsdk:"connected_account_id"`
	Status               types.String      `tfsdk:"status"`
	LoginSuccessful      types.Bool        `tfsdk:"login_successful"`
	AuthorizedAt         instant.Value     `tfsdk:"authorized_at"`
	SelectedProvider     types.String      `tfsdk:"selected_provider"`
	CustomerKey          types.String      `tfsdk:"customer_key"`
	CustomMetadata       map[string]string `tfsdk:"custom_metadata"`
	AcceptedProviders    []string          `tfsdk:"accepted_providers"`
	AcceptedCapabilities []string          `tfsdk:"accepted_capabilities"`
}

func webviewAttributes() attribute.List {
	const orNull = ", or null before that"
	return attribute.List{
		"connect_webview_id":    lookup.Output(attribute.String, "ID of the Connect Webview", attribute.LowercaseUUID),
		"workspace_id":          lookup.Output(attribute.String, "ID of the workspace that the Connect Webview belongs to", attribute.LowercaseUUID),
		"created_at":            lookup.Output(attribute.Instant, "Date and time at which the Connect Webview was created", "in RFC 3339 format"),
		"connected_account_id":  lookup.Output(attribute.String, "ID of the account that the user connected", attribute.LowercaseUUID+orNull),
		"status":                lookup.Output(attribute.String, "Status of the Connect Webview", "`pending`, `failed` or `authorized`"),
		"login_successful":      lookup.Output(attribute.Bool, "Whether the user has logged in", "`true` or `false`"),
		"authorized_at":         lookup.Output(attribute.Instant, "Date and time at which the user logged in", "in RFC 3339 format"+orNull),
		"selected_provider":     lookup.Output(attribute.String, "Provider that the user selected", "as text"+orNull),
		"customer_key":          lookup.Output(attribute.String, "Your key of the customer that the Connect Webview belongs to", lookup.TextOrNull),
		"custom_metadata":       lookup.MetadataAttribute("Connect Webview"),
		"accepted_providers":    lookup.Output(attribute.SetOfStrings, "Providers that the user may select", "as a set of strings"),
		"accepted_capabilities": lookup.Output(attribute.SetOfStrings, "Capabilities that devices of the account may have", "as a set of strings such as `lock`"),
	}
}

func attributes() attribute.List {
	login := attribute.Attribute{
		Kind: attribute.Bool, Use: attribute.Input,
		Brief: "Whether to return only Connect Webviews in which the user has logged in, or only the others", Format: "`true` or `false`",
		Details: "Seam's API does not have this filter. The provider applies it to the response.",
		Default: "If you omit it, this filter does not apply.",
	}
	ids := lookup.Output(attribute.SetOfStrings, "IDs of the Connect Webviews", "as a set of lowercase UUIDs")
	ids.Details = "You can assign it to `connect_webview_ids` of a session."
	return lookup.FilterAttributes("Connect Webviews").With(attribute.List{
		"login_successful": login,
		"connect_webviews": {
			Kind: attribute.ListOfObjects, Origin: attribute.FromSeam,
			Brief: "The Connect Webviews, oldest first", Objects: webviewAttributes(),
		},
		"connect_webview_ids": ids,
	})
}

func fromAPI(found *seam.ConnectWebview) webview {
	return webview{
		ConnectWebviewID:     types.StringValue(found.ConnectWebviewID),
		WorkspaceID:          types.StringValue(found.WorkspaceID),
		CreatedAt:            lookup.Instant(found.CreatedAt),
		ConnectedAccountID:   types.StringPointerValue(found.ConnectedAccountID),
		Status:               types.StringValue(found.Status),
		LoginSuccessful:      types.BoolValue(found.LoginSuccessful),
		AuthorizedAt:         lookup.Instant(found.AuthorizedAt),
		SelectedProvider:     types.StringPointerValue(found.SelectedProvider),
		CustomerKey:          types.StringPointerValue(found.CustomerKey),
		CustomMetadata:       lookup.Metadata(found.CustomMetadata),
		AcceptedProviders:    lookup.Set(found.AcceptedProviders),
		AcceptedCapabilities: lookup.Set(found.AcceptedCapabilities),
	}
}
