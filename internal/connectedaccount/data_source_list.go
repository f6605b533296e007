package connectedaccount

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/lookup"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var _ datasource.DataSourceWithConfigure = (*accountsDataSource)(nil)

// NewListDataSource returns the data source seam_connected_accounts.
func NewListDataSource() datasource.DataSource { return &accountsDataSource{} }

type accountsDataSource struct {
	connection *connection.Connection
}

type accountsModel struct {
	lookup.Filters

	SpaceID             types.String `tfsdk:"space_id"`
	ConnectedAccounts   []account    `tfsdk:"connected_accounts"`
	ConnectedAccountIDs []string     `tfsdk:"connected_account_ids"`
}

func (d *accountsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_connected_accounts"
}

func listDataSourceAttributes() attribute.List {
	ids := lookup.Output(attribute.SetOfStrings, "IDs of the accounts", "as a set of lowercase UUIDs")
	ids.Details = "You can assign it to `connected_account_ids` of a session."
	return lookup.FilterAttributes("accounts").With(attribute.List{
		"space_id": lookup.Filter("Returns only accounts of the space with this ID", attribute.UUID, attribute.IsUUID()),
		"connected_accounts": {
			Kind: attribute.ListOfObjects, Origin: attribute.FromSeam,
			Brief: "The accounts, oldest first", Objects: accountAttributes(),
		},
		"connected_account_ids": ids,
	})
}

func (d *accountsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the [connected accounts](https://www.seam.co/docs/core-concepts/connected-accounts) of the workspace that match all filters. " +
			"A filter that is omitted or null has no effect. Without any filter, the result has all accounts of the workspace. " +
			"`display_name` is sensitive. Seam's deprecated field `user_identifier` is personal data and is not included.",
		Attributes: listDataSourceAttributes().DataSource(),
	}
}

func (d *accountsDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (d *accountsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	const about = "The connected accounts of the workspace"
	var state accountsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	filters, diags := state.ForSeam(ctx)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	client, diags := d.connection.ForReading(ctx, about, "")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, err := client.ListConnectedAccounts(ctx, seam.ConnectedAccountFilters{ListFilters: filters, SpaceID: attribute.ID(state.SpaceID)})
	if err != nil {
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not list the connected accounts", Subject: about,
			Attributes: append([]string{"space_id"}, lookup.Filtered...),
		}, err)...)
		return
	}
	state.ConnectedAccounts, state.ConnectedAccountIDs = make([]account, len(found)), make([]string, len(found))
	for i := range found {
		state.ConnectedAccounts[i], state.ConnectedAccountIDs[i] = fromAPI(&found[i]), found[i].ConnectedAccountID
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
