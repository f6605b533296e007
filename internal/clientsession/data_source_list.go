package clientsession

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

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

func (d *sessionsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	nested := map[string]schema.Attribute{}
	for name, s := range sessionSpecs() {
		if name == "token" || name == "token_fingerprint" {
			continue // a list never holds secrets
		}
		s.strings, s.deprecated = nil, ""
		nested[name] = s.dataSource(output)
	}
	attributes := map[string]schema.Attribute{
		"client_sessions": schema.ListNestedAttribute{
			Computed:            true,
			MarkdownDescription: "The sessions, oldest first, expired ones included.",
			NestedObject:        schema.NestedAttributeObject{Attributes: nested},
		},
	}
	for name, s := range filterSpecs() {
		attributes[name] = s.dataSource(input)
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "The client sessions of the workspace that pass all filters, without their tokens.",
		Attributes:          attributes,
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
