package connectedaccount

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var (
	_ datasource.DataSourceWithConfigure        = (*accountDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*accountDataSource)(nil)
)

// NewDataSource returns the data source seam_connected_account.
func NewDataSource() datasource.DataSource { return &accountDataSource{} }

type accountDataSource struct {
	connection *connection.Connection
}

type accountModel struct {
	account

	Email types.String `tfsdk:"email"`
}

func (d *accountDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_connected_account"
}

func dataSourceAttributes() attribute.List {
	id := accountAttributes()["connected_account_id"]
	id.Use = attribute.InputOutput
	id.Format, id.Setting = attribute.UUID, attribute.AnyCase
	id.Default = "Set either this or `email`."
	id.Strings = []validator.String{attribute.IsUUID()}
	return accountAttributes().With(attribute.List{
		"connected_account_id": id,
		"email": {
			Kind: attribute.String, Use: attribute.Input, Sensitive: true,
			Brief: "Email address of the account", Format: "as text of at least one character",
			Details: "It is sensitive, because it is personal data.",
			Default: "Set either this or `connected_account_id`.",
			Strings: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
	})
}

func (d *accountDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads an existing [connected account](https://www.seam.co/docs/core-concepts/connected-accounts) by its ID or its email address. " +
			"The data source never creates an account. It fails if the account does not exist. " +
			"`email` and `display_name` are sensitive. Seam's deprecated field `user_identifier` is personal data and is not included.",
		Attributes: dataSourceAttributes().DataSource(),
	}
}

func (d *accountDataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{
		datasourcevalidator.ExactlyOneOf(path.MatchRoot("connected_account_id"), path.MatchRoot("email")),
	}
}

func (d *accountDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (d *accountDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config accountModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	about := subject(config)
	client, diags := d.connection.ForReading(ctx, about, "")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, err := client.FindConnectedAccount(ctx, seam.ConnectedAccountAddress{
		ConnectedAccountID: attribute.ID(config.ConnectedAccountID), Email: config.Email.ValueString(),
	})
	switch {
	case seam.IsReferenceNotFound(err):
		resp.Diagnostics.AddError("No such connected account", about+" does not exist in the workspace of the provider's credential. "+
			"The provider does not connect accounts. Correct the ID or the email address, or have the user connect the account in a Connect Webview first.")
	case err != nil:
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not read the connected account", Subject: about,
			// The error has no path to the email address, because Terraform would
			// print that line of the configuration.
			Attributes: []string{"connected_account_id"},
		}, err)...)
	default:
		state := accountModel{account: fromAPI(found), Email: config.Email}
		state.ConnectedAccountID = attribute.KeepID(state.ConnectedAccountID, config.ConnectedAccountID)
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	}
}

// subject identifies an account in messages, without its email address.
func subject(config accountModel) string {
	if id := config.ConnectedAccountID; !id.IsNull() {
		return "The connected account " + id.ValueString()
	}
	return "The connected account with the configured email"
}
