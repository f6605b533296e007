// Package connectwebview has the data source of Seam Connect Webviews.
package connectwebview

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/lookup"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var _ datasource.DataSourceWithConfigure = (*dataSource)(nil)

// NewDataSource returns the data source seam_connect_webviews.
func NewDataSource() datasource.DataSource { return &dataSource{} }

type dataSource struct {
	connection *connection.Connection
}

type model struct {
	lookup.Filters

	LoginSuccessful   types.Bool `tfsdk:"login_successful"`
	ConnectWebviews   []webview  `tfsdk:"connect_webviews"`
	ConnectWebviewIDs []string   `tfsdk:"connect_webview_ids"`
}

func (d *dataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_connect_webviews"
}

func (d *dataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the [Connect Webviews](https://www.seam.co/docs/core-concepts/connect-webviews) of the workspace that match all filters. " +
			"A filter that is omitted or null has no effect. Without any filter, the result has all Connect Webviews of the workspace. " +
			"The `url` is not included, because anyone who has it can connect an account.",
		Attributes: attributes().DataSource(),
	}
}

func (d *dataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (d *dataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	const about = "The Connect Webviews of the workspace"
	var state model
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
	found, err := client.ListConnectWebviews(ctx, filters)
	if err != nil {
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not list the Connect Webviews", Subject: about, Attributes: lookup.Filtered,
		}, err)...)
		return
	}
	// Seam has no such filter.
	if wanted := state.LoginSuccessful; !wanted.IsNull() {
		found = slices.DeleteFunc(found, func(w seam.ConnectWebview) bool { return w.LoginSuccessful != wanted.ValueBool() })
	}
	state.ConnectWebviews, state.ConnectWebviewIDs = make([]webview, len(found)), make([]string, len(found))
	for i := range found {
		state.ConnectWebviews[i], state.ConnectWebviewIDs[i] = fromAPI(&found[i]), found[i].ConnectWebviewID
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
