package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

var (
	_ datasource.DataSourceWithConfigure        = (*sessionDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*sessionDataSource)(nil)
)

// NewDataSource returns the data source seam_client_session, which never creates
// a session.
func NewDataSource() datasource.DataSource { return &sessionDataSource{} }

type sessionDataSource struct {
	connection *connection.Connection
}

func (d *sessionDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_session"
}

func dataSourceAttributes() attribute.List {
	token := sessionAttributes()["token"]
	token.Details += " It is stored in the Terraform state."
	return sessionAttributes().With(attribute.List{"token": token}).Outputs().With(lookupAttributes())
}

func (d *sessionDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads an existing client session by its ID or its key. The data source never creates a session. If the session does not exist, the read fails. " +
			"The token is sensitive. Terraform stores it in the state, like everything that a data source reads. " +
			"To read the token without storing it, use the ephemeral resource `seam_client_session` with `client_session_id`.",
		Attributes: dataSourceAttributes().DataSource(),
	}
}

func (d *sessionDataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{datasourcevalidator.ExactlyOneOf(lookupPaths()...)}
}

func (d *sessionDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (d *sessionDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	config, diags := load(ctx, sessionFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	about := subject(model{sessionModel: config})
	client, diags := d.connection.ForReading(ctx, about, "")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	session, err := find(ctx, client, config.summaryModel)
	if seam.IsNotFound(err) {
		resp.Diagnostics.AddError("No such client session", fmt.Sprintf(
			"%s does not exist in the workspace of the provider's credential. A data source does not create sessions. To create one, use the resource seam_client_session.", about))
		return
	}
	resp.Diagnostics.Append(readError(about, err)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(expiredWarning(about, session)...)
		state := fromAPI(session)
		state.ClientSessionID = attribute.KeepID(state.ClientSessionID, config.ClientSessionID)
		resp.Diagnostics.Append(store(ctx, sessionFields, &resp.State, state)...)
	}
}

// find reads a session by its ID, or else by its key.
func find(ctx context.Context, client *seam.Client, address summaryModel) (*seam.ClientSession, error) {
	if isKnown(address.ClientSessionID) {
		return client.GetClientSession(ctx, attribute.ID(address.ClientSessionID))
	}
	return client.FindClientSession(ctx, address.UserIdentifierKey.ValueString())
}
