package clientsession

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
)

var _ datasource.DataSourceWithConfigure = (*sessionsDataSource)(nil)

// NewListDataSource returns the data source seam_client_sessions.
func NewListDataSource() datasource.DataSource { return &sessionsDataSource{} }

type sessionsDataSource struct {
	connection *connection.Connection
}

type sessionsModel struct {
	filters

	ClientSessions types.List
}

var sessionsFields = append(
	lift(filterFields, func(m *sessionsModel) *filters { return &m.filters }),
	bind("client_sessions", func(m *sessionsModel) *types.List { return &m.ClientSessions }),
)

func (d *sessionsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_sessions"
}

// summaryAttributes are the attributes of a session in a list, which contains no
// secrets.
func summaryAttributes() attribute.List {
	summary := sessionAttributes().Outputs()
	delete(summary, "token")
	delete(summary, "token_fingerprint")
	delete(summary, "token_version")
	for name, a := range summary {
		a.Deprecated = ""
		summary[name] = a
	}
	return summary
}

func listDataSourceAttributes() attribute.List {
	return filterAttributes().With(attribute.List{"client_sessions": {
		Kind: attribute.ListOfObjects, Use: attribute.Output,
		Brief:   "The sessions, oldest first, including expired ones",
		Objects: summaryAttributes(),
	}})
}

func (d *sessionsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the client sessions of the workspace that match all filters, without their tokens. " +
			"The list may include sessions that Seam creates for access grants and customer portals.",
		Attributes: listDataSourceAttributes().DataSource(),
	}
}

func (d *sessionsDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (d *sessionsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	state, diags := load(ctx, sessionsFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	sessions, diags := state.list(ctx, d.connection)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	rows := make([]attr.Value, len(sessions))
	for i := range sessions {
		rows[i] = objectOf(ctx, summaryFields, summaryFromAPI(&sessions[i]))
	}
	state.ClientSessions = types.ListValueMust(state.ClientSessions.ElementType(ctx), rows)
	resp.Diagnostics.Append(store(ctx, sessionsFields, &resp.State, state)...)
}
