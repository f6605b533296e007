// Package workspace has the data source of a Seam workspace.
package workspace

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var _ datasource.DataSourceWithConfigure = (*dataSource)(nil)

// NewDataSource returns the data source seam_workspace.
func NewDataSource() datasource.DataSource { return &dataSource{} }

type dataSource struct {
	connection *connection.Connection
}

type model struct {
	WorkspaceID                 types.String `tfsdk:"workspace_id"`
	Name                        types.String `tfsdk:"name"`
	CompanyName                 types.String `tfsdk:"company_name"`
	ConnectPartnerName          types.String `tfsdk:"connect_partner_name"`
	IsSandbox                   types.Bool   `tfsdk:"is_sandbox"`
	IsSuspended                 types.Bool   `tfsdk:"is_suspended"`
	IsPublishableKeyAuthEnabled types.Bool   `tfsdk:"is_publishable_key_auth_enabled"`
	PublishableKey              types.String `tfsdk:"publishable_key"`
	OrganizationID              types.String `tfsdk:"organization_id"`
}

func (d *dataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_workspace"
}

func attributes() attribute.List {
	text := func(brief, format string) attribute.Attribute {
		return attribute.Attribute{Kind: attribute.String, Origin: attribute.FromSeam, Brief: brief, Format: format}
	}
	flag := func(brief string) attribute.Attribute {
		return attribute.Attribute{Kind: attribute.Bool, Origin: attribute.FromSeam, Brief: brief, Format: "`true` or `false`"}
	}
	publishable := text("Publishable key of the workspace", "in the form `seam_pk…`, or null if Seam returns none")
	publishable.Details = "It is not a secret."
	company := text("Name of the company that end users see in Connect Webviews", "as text")
	company.Details = "Use `connect_partner_name` instead."
	company.Deprecated = "Use connect_partner_name instead. Seam has deprecated this field."
	suspended := flag("Whether Seam has suspended the workspace")
	suspended.Details = "Seam suspends a sandbox workspace that has not been opened for 14 days."
	return attribute.List{
		"workspace_id":                    text("ID of the workspace", attribute.LowercaseUUID),
		"name":                            text("Name of the workspace in Seam Console", "as text"),
		"company_name":                    company,
		"connect_partner_name":            text("Name of the company that end users see in Connect Webviews", "as text, or null if there is none"),
		"is_sandbox":                      flag("Whether this is a sandbox workspace, which has only simulated devices"),
		"is_suspended":                    suspended,
		"is_publishable_key_auth_enabled": flag("Whether browsers may create client sessions with the publishable key"),
		"publishable_key":                 publishable,
		"organization_id":                 text("ID of the organization that the workspace belongs to", "a lowercase UUID, or null if there is none"),
	}
}

func (d *dataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the [workspace](https://www.seam.co/docs/core-concepts/workspaces) that the provider's credential belongs to. " +
			"Use it to check a credential with a single request. The provider looks up the workspace once per run.",
		Attributes: attributes().DataSource(),
	}
}

func (d *dataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (d *dataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	client, diags := d.connection.ForReading(ctx, "The workspace", "")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, err := client.Workspace(ctx)
	if err != nil {
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not read the workspace", Subject: "The workspace of the credential",
		}, err)...)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &model{
		WorkspaceID:                 types.StringValue(found.WorkspaceID),
		Name:                        types.StringValue(found.Name),
		CompanyName:                 types.StringValue(found.CompanyName),
		ConnectPartnerName:          types.StringPointerValue(found.ConnectPartnerName),
		IsSandbox:                   types.BoolValue(found.IsSandbox),
		IsSuspended:                 types.BoolValue(found.IsSuspended),
		IsPublishableKeyAuthEnabled: types.BoolValue(found.IsPublishableKeyAuthEnabled),
		PublishableKey:              types.StringPointerValue(found.PublishableKey),
		OrganizationID:              types.StringPointerValue(found.OrganizationID),
	})...)
}
