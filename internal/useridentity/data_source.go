// Package useridentity has the data source of a Seam user identity.
package useridentity

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/lookup"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/seamdiag"
)

var (
	_ datasource.DataSourceWithConfigure        = (*dataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*dataSource)(nil)
)

// NewDataSource returns the data source seam_user_identity.
func NewDataSource() datasource.DataSource { return &dataSource{} }

type dataSource struct {
	connection *connection.Connection
}

type model struct {
	UserIdentityID         types.String     `tfsdk:"user_identity_id"`
	UserIdentityKey        types.String     `tfsdk:"user_identity_key"`
	WorkspaceID            types.String     `tfsdk:"workspace_id"`
	CreatedAt              instant.Value    `tfsdk:"created_at"`
	DisplayName            types.String     `tfsdk:"display_name"`
	FullName               types.String     `tfsdk:"full_name"`
	EmailAddress           types.String     `tfsdk:"email_address"`
	PhoneNumber            types.String     `tfsdk:"phone_number"`
	MergedUserIdentityIDs  []string         `tfsdk:"merged_user_identity_ids"`
	MergedUserIdentityKeys []string         `tfsdk:"merged_user_identity_keys"`
	Errors                 []lookup.Error   `tfsdk:"errors"`
	Warnings               []lookup.Warning `tfsdk:"warnings"`
}

func (d *dataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user_identity"
}

func (d *dataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads an existing [user identity](https://www.seam.co/docs/api/user_identities/object) " +
			"by its ID or its key. The data source never creates an identity. It fails if the identity does not exist. " +
			"The names, the email address and the phone number are sensitive. Terraform stores them in the state, like all data that a data source reads.",
		Attributes: attributes().DataSource(),
	}
}

func (d *dataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{
		datasourcevalidator.ExactlyOneOf(path.MatchRoot("user_identity_id"), path.MatchRoot("user_identity_key")),
	}
}

func (d *dataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

func (d *dataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config model
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
	found, err := client.FindUserIdentity(ctx, seam.UserIdentityAddress{
		UserIdentityID: attribute.ID(config.UserIdentityID), UserIdentityKey: config.UserIdentityKey.ValueString(),
	})
	switch {
	case seam.IsReferenceNotFound(err):
		resp.Diagnostics.AddError("No such user identity", fmt.Sprintf(
			"%s does not exist in the workspace of the provider's credential. The provider does not create user identities. "+
				"Correct the ID or the key, or first create the identity with Seam's API.", about))
	case err != nil:
		resp.Diagnostics.Append(seamdiag.FromError(seamdiag.Operation{
			Summary: "Could not read the user identity", Subject: about,
			Attributes: []string{"user_identity_id", "user_identity_key"},
		}, err)...)
	default:
		state := fromAPI(found)
		state.UserIdentityID = attribute.KeepID(state.UserIdentityID, config.UserIdentityID)
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	}
}

// subject identifies a user identity in messages by its ID, or by its key.
func subject(config model) string {
	if id := config.UserIdentityID; !id.IsNull() {
		return "The user identity " + id.ValueString()
	}
	return fmt.Sprintf("The user identity with user_identity_key %q", config.UserIdentityKey.ValueString())
}

func fromAPI(found *seam.UserIdentity) *model {
	return &model{
		UserIdentityID:         types.StringValue(found.UserIdentityID),
		UserIdentityKey:        types.StringPointerValue(found.UserIdentityKey),
		WorkspaceID:            types.StringValue(found.WorkspaceID),
		CreatedAt:              lookup.Instant(found.CreatedAt),
		DisplayName:            types.StringPointerValue(found.DisplayName),
		FullName:               types.StringPointerValue(found.FullName),
		EmailAddress:           types.StringPointerValue(found.EmailAddress),
		PhoneNumber:            types.StringPointerValue(found.PhoneNumber),
		MergedUserIdentityIDs:  lookup.Set(found.MergedUserIdentityIDs),
		MergedUserIdentityKeys: lookup.Set(found.MergedUserIdentityKeys),
		Errors:                 lookup.Errors(found.Errors),
		Warnings:               lookup.Warnings(found.Warnings),
	}
}
