package docs_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// substitute is a substitute for another provider that the tests cannot run. It has
// the attributes that the guides use, with the names, types and write-only marks of
// that provider's documentation, and records what it should write.
type substitute struct {
	name      string
	block     map[string]providerschema.Attribute
	resources map[string]schema.Schema

	mu     sync.Mutex
	writes []string // "TYPE ATTRIBUTE=VALUE" of each write-only argument
	asked  []string // operations such as "create TYPE"
}

func (f *substitute) beside(t *testing.T, tf *acctest.Terraform, source string) {
	t.Helper()
	tf.Beside(source, func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(f)()
	})
}

func (f *substitute) note(list *[]string, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	*list = append(*list, text)
}

// take returns the records since the last call.
func (f *substitute) take() (asked, writes []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked, writes, f.asked, f.writes = f.asked, f.writes, nil, nil
	return asked, writes
}

func (f *substitute) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = f.name
}

func (f *substitute) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerschema.Schema{Attributes: f.block}
}

func (f *substitute) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (f *substitute) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (f *substitute) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for name, s := range f.resources {
		all = append(all, func() resource.Resource { return &substituteResource{substitute: f, name: name, schema: s} })
	}
	return all
}

type substituteResource struct {
	*substitute

	name   string
	schema schema.Schema
}

func (r *substituteResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.name
}

func (r *substituteResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.schema
}

func (r *substituteResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.note(&r.asked, "create "+r.name)
	for name, attribute := range r.schema.Attributes {
		if !attribute.IsWriteOnly() {
			continue
		}
		if _, isMap := attribute.(schema.MapAttribute); isMap {
			var values map[string]string
			resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(name), &values)...)
			for key, value := range values {
				r.note(&r.writes, fmt.Sprintf("%s %s.%s=%s", r.name, name, key, value))
			}
			continue
		}
		var value types.String
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(name), &value)...)
		r.note(&r.writes, fmt.Sprintf("%s %s=%s", r.name, name, value.ValueString()))
	}
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), r.name+"-id")...)
}

func (r *substituteResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {
	r.note(&r.asked, "read "+r.name)
}

// Update writes as Create does.
func (r *substituteResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	created := resource.CreateResponse{State: resp.State}
	r.Create(ctx, resource.CreateRequest{Config: req.Config, Plan: req.Plan}, &created)
	resp.State, resp.Diagnostics = created.State, created.Diagnostics
}

func (r *substituteResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
	r.note(&r.asked, "delete "+r.name)
}
