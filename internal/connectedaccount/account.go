// Package connectedaccount has the data sources of Seam connected accounts.
package connectedaccount

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/lookup"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// account has the fields of a connected account, with the names that Seam uses.
type account struct {
	ConnectedAccountID            types.String      `tfsdk:"connected_account_id"`
	CreatedAt                     instant.Value     `tfsdk:"created_at"`
	AccountType                   types.String      `tfsdk:"account_type"`
	AccountTypeDisplayName        types.String      `tfsdk:"account_type_display_name"`
	DisplayName                   types.String      `tfsdk:"display_name"`
	CustomerKey                   types.String      `tfsdk:"customer_key"`
	CustomMetadata                map[string]string `tfsdk:"custom_metadata"`
	AcceptedCapabilities          []string          `tfsdk:"accepted_capabilities"`
	AutomaticallyManageNewDevices types.Bool        `tfsdk:"automatically_manage_new_devices"`
	Errors                        []lookup.Error    `tfsdk:"errors"`
	Warnings                      []lookup.Warning  `tfsdk:"warnings"`
}

func accountAttributes() attribute.List {
	return attribute.List{
		"connected_account_id":             lookup.Output(attribute.String, "ID of the connected account", attribute.LowercaseUUID),
		"created_at":                       lookup.Output(attribute.Instant, "Date and time at which the account was connected", "in RFC 3339 format, or null if Seam returns none"),
		"account_type":                     lookup.Output(attribute.String, "Type of the account, such as its manufacturer", lookup.TextOrNull),
		"account_type_display_name":        lookup.Output(attribute.String, "Display name of the account type", "as text"),
		"display_name":                     lookup.Personal("Name that Seam shows for the account, usually an email address or a name"),
		"customer_key":                     lookup.Output(attribute.String, "Your key of the customer that the account belongs to", lookup.TextOrNull),
		"custom_metadata":                  lookup.MetadataAttribute("account"),
		"accepted_capabilities":            lookup.Output(attribute.SetOfStrings, "Capabilities that devices of the account may have", "as a set of strings such as `lock`"),
		"automatically_manage_new_devices": lookup.Output(attribute.Bool, "Whether Seam automatically manages new devices of the account", "`true` or `false`"),
	}.With(lookup.ProblemAttributes("account"))
}

func fromAPI(found *seam.ConnectedAccount) account {
	return account{
		ConnectedAccountID:            types.StringValue(found.ConnectedAccountID),
		CreatedAt:                     lookup.Instant(found.CreatedAt),
		AccountType:                   types.StringPointerValue(found.AccountType),
		AccountTypeDisplayName:        types.StringValue(found.AccountTypeDisplayName),
		DisplayName:                   types.StringValue(found.DisplayName),
		CustomerKey:                   types.StringPointerValue(found.CustomerKey),
		CustomMetadata:                lookup.Metadata(found.CustomMetadata),
		AcceptedCapabilities:          lookup.Set(found.AcceptedCapabilities),
		AutomaticallyManageNewDevices: types.BoolValue(found.AutomaticallyManageNewDevices),
		Errors:                        lookup.Errors(found.Errors),
		Warnings:                      lookup.Warnings(found.Warnings),
	}
}
