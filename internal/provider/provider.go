// Package provider has the provider block: its schema, its credentials and the list
// of its resources and data sources.
package provider

import (
	"context"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/clientsession"
	"github.com/seamapi/terraform-provider-seam/internal/connectedaccount"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/connectwebview"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
	"github.com/seamapi/terraform-provider-seam/internal/useridentity"
	"github.com/seamapi/terraform-provider-seam/internal/workspace"
)

var (
	_ provider.ProviderWithEphemeralResources = (*seamProvider)(nil)
	_ provider.ProviderWithListResources      = (*seamProvider)(nil)
	_ provider.ProviderWithActions            = (*seamProvider)(nil)
	_ provider.ProviderWithValidateConfig     = (*seamProvider)(nil)
	_ shortcut.Provider                       = (*seamProvider)(nil)
)

// Environment has the external dependencies of the provider. Tests replace parts of
// it.
type Environment struct {
	// Getenv reads an environment variable.
	Getenv func(string) string
	// Now is this machine's clock.
	Now func() time.Time
	// Wait waits between two attempts; nil sleeps.
	Wait func(context.Context, time.Duration) error
	// Transport sends the requests; nil is the default of the client.
	Transport http.RoundTripper
	// AttemptTimeout limits one attempt of a request; 0 means 30 seconds.
	AttemptTimeout time.Duration
}

// New returns a constructor of the provider. The User-Agent shows the version,
// which is that of the release.
func New(version string) func() provider.Provider {
	return NewIn(version, Environment{Getenv: os.Getenv, Now: time.Now})
}

// NewIn is New with another environment.
func NewIn(version string, environment Environment) func() provider.Provider {
	return func() provider.Provider {
		p := &seamProvider{version: version, environment: environment}
		p.connection.Store(connection.From(nil, nil))
		return p
	}
}

type seamProvider struct {
	version     string
	environment Environment
	// connection is the result of the last Configure, and an empty one before.
	connection atomic.Pointer[connection.Connection]
}

// providerModel is the provider block.
type providerModel struct {
	APIKey                types.String `tfsdk:"api_key"`
	PersonalAccessToken   types.String `tfsdk:"personal_access_token"`
	WorkspaceID           types.String `tfsdk:"workspace_id"`
	Endpoint              types.String `tfsdk:"endpoint"`
	AllowInsecureEndpoint types.Bool   `tfsdk:"allow_insecure_endpoint"`
	ReadOnly              types.Bool   `tfsdk:"read_only"`
	Refresh               types.String `tfsdk:"refresh"`
}

func (p *seamProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "seam"
	resp.Version = p.version
}

func (p *seamProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manage [Seam](https://www.seam.co) client sessions. With the token of a client session, the browser or phone of one end user can send requests to Seam directly.",
		Attributes:          blockAttributes().Provider(),
	}
}

// ValidateConfig reports errors of the block before a plan.
func (p *seamProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var block providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &block)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(validate(block, p.environment.Getenv)...)
	}
}

// Configure sends no request, so a plan that needs none works without Seam.
func (p *seamProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var block providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &block)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resolved, diags := resolve(block, p.environment.Getenv)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if resolved.missing != "" && req.ClientCapabilities.DeferralAllowed {
		resp.Deferred = &provider.Deferred{Reason: provider.DeferredReasonProviderConfigUnknown}
	}
	shared := &connection.Connection{
		Missing: resolved.missing, WorkspaceID: resolved.assertedWorkspaceID, Now: p.environment.Now,
	}
	if resolved.refresh == refreshList {
		shared.Listing = &connection.Listing{}
	}
	if resolved.missing == "" {
		shared.API = seam.New(seam.Config{
			Endpoint:   resolved.endpoint,
			Credential: resolved.credential,
			UserAgent:  userAgent(p.version, req.TerraformVersion, p.environment.Getenv("TF_APPEND_USER_AGENT")),
			ReadOnly:   resolved.readOnly,
			Transport:  p.environment.Transport,
			Wait:       p.environment.Wait,

			AttemptTimeout: p.environment.AttemptTimeout,
		})
	}
	resp.ResourceData, resp.DataSourceData, resp.EphemeralResourceData = shared, shared, shared
	resp.ListResourceData, resp.ActionData = shared, shared
	p.connection.Store(shared)
}

func (p *seamProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{clientsession.NewResource}
}

// Shortcuts returns the rules for calls that need no framework.
func (p *seamProvider) Shortcuts() map[string]shortcut.Resource {
	return map[string]shortcut.Resource{"seam_client_session": clientsession.Shortcut(p.connection.Load)}
}

func (p *seamProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		clientsession.NewDataSource, clientsession.NewListDataSource, workspace.NewDataSource,
		useridentity.NewDataSource, connectedaccount.NewDataSource, connectedaccount.NewListDataSource, connectwebview.NewDataSource,
	}
}

func (p *seamProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{clientsession.NewEphemeralResource}
}

func (p *seamProvider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{clientsession.NewListResource}
}

func (p *seamProvider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{clientsession.NewRevokeAction}
}
