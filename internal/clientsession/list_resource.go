package clientsession

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

var _ list.ListResourceWithConfigure = (*listResource)(nil)

// NewListResource returns the list resource seam_client_session, for
// terraform query (Terraform 1.14 and newer).
func NewListResource() list.ListResource { return &listResource{} }

type listResource struct {
	connection *connection.Connection
}

func (l *listResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_client_session"
}

func (l *listResource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the client sessions of the workspace that match all filters, for import. The result does not contain their tokens. An import reads the tokens.",
		Attributes:          filterAttributes().ListResource(),
	}
}

func (l *listResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	l.connection = connection.From(req.ProviderData, &resp.Diagnostics)
}

// List returns errors as results, because an error that is assigned within the
// iterator would be lost.
func (l *listResource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	config, diags := load(ctx, filterFields, req.Config)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	sessions, diags := config.list(ctx, l.connection)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	if req.Limit > 0 && int64(len(sessions)) > req.Limit {
		sessions = sessions[:req.Limit]
	}
	stream.Results = func(push func(list.ListResult) bool) {
		for i := range sessions {
			if !push(l.result(ctx, req, &sessions[i])) {
				return
			}
		}
	}
}

// printable quotes a string with control characters, because terraform query prints
// display names to the terminal.
func printable(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(s)
	}
	return s
}

// result leaves the token null, because terraform query also prints sensitive
// values.
func (l *listResource) result(ctx context.Context, req list.ListRequest, s *seam.ClientSessionSummary) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = s.ClientSessionID
	if s.UserIdentifierKey != nil {
		result.DisplayName = printable(*s.UserIdentifierKey)
	}
	found := emptyModel()
	found.summaryModel = summaryFromAPI(s)
	result.Diagnostics.Append(setIdentity(ctx, result.Identity, found)...)
	if req.IncludeResource {
		result.Diagnostics.Append(store(ctx, modelFields, result.Resource, found)...)
	}
	return result
}
