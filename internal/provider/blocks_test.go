package provider_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestEveryBlockIsWellFormed(t *testing.T) {
	ctx := context.Background()
	provided := acctest.NewSeam(t).Provider()()
	check := func(name string, diags interface{ HasError() bool }) {
		if diags.HasError() {
			t.Errorf("%s: %v", name, diags)
		}
	}
	var own provider.SchemaResponse
	provided.Schema(ctx, provider.SchemaRequest{}, &own)
	check("provider", own.Schema.ValidateImplementation(ctx))
	for _, build := range provided.Resources(ctx) {
		var schema resource.SchemaResponse
		var identity resource.IdentitySchemaResponse
		r := build()
		r.Schema(ctx, resource.SchemaRequest{}, &schema)
		check("resource", schema.Schema.ValidateImplementation(ctx))
		r.(resource.ResourceWithIdentity).IdentitySchema(ctx, resource.IdentitySchemaRequest{}, &identity)
		check("identity", identity.IdentitySchema.ValidateImplementation(ctx))
	}
	for _, build := range provided.DataSources(ctx) {
		var schema datasource.SchemaResponse
		build().Schema(ctx, datasource.SchemaRequest{}, &schema)
		check("data source", schema.Schema.ValidateImplementation(ctx))
	}
	for _, build := range provided.(provider.ProviderWithEphemeralResources).EphemeralResources(ctx) {
		var schema ephemeral.SchemaResponse
		build().Schema(ctx, ephemeral.SchemaRequest{}, &schema)
		check("ephemeral resource", schema.Schema.ValidateImplementation(ctx))
	}
	for _, build := range provided.(provider.ProviderWithListResources).ListResources(ctx) {
		var schema list.ListResourceSchemaResponse
		build().ListResourceConfigSchema(ctx, list.ListResourceSchemaRequest{}, &schema)
		check("list resource", schema.Schema.ValidateImplementation(ctx))
	}
	for _, build := range provided.(provider.ProviderWithActions).Actions(ctx) {
		var schema action.SchemaResponse
		build().Schema(ctx, action.SchemaRequest{}, &schema)
		check("action", schema.Schema.ValidateImplementation(ctx))
	}
}

// The managed and the ephemeral resource have the same attributes of the session,
// with the same types and inputs.
func TestManagedAndEphemeralDoNotDriftApart(t *testing.T) {
	p := acctest.NewSeam(t).Unconfigured(t)
	managed := attributes(p.Schemas.ResourceSchemas["seam_client_session"])
	opened := attributes(p.Schemas.EphemeralResourceSchemas["seam_client_session"])
	// The policies of a managed session do not apply to an ephemeral one, and vice versa.
	for _, own := range []string{"renew_before", "rotate_when_changed", "on_existing", "on_destroy", "store_token"} {
		delete(managed, own)
	}
	delete(opened, "on_close")
	if a, b := slices.Sorted(maps.Keys(managed)), slices.Sorted(maps.Keys(opened)); !slices.Equal(a, b) {
		t.Fatalf("managed %v\nephemeral %v", a, b)
	}
	for name, m := range managed {
		e := opened[name]
		if !m.Type.Equal(e.Type) || m.Sensitive != e.Sensitive || m.Deprecated != e.Deprecated || m.Computed != e.Computed {
			t.Errorf("%s differs: %+v and %+v", name, m, e)
		}
		if m.Optional != e.Optional && name != "client_session_id" { // an ephemeral session can be read by it
			t.Errorf("%s is an input of only one", name)
		}
	}
}

func attributes(schema *tfprotov6.Schema) map[string]*tfprotov6.SchemaAttribute {
	byName := map[string]*tfprotov6.SchemaAttribute{}
	for _, a := range schema.Block.Attributes {
		byName[a.Name] = a
	}
	return byName
}

// Terraform may call an unconfigured provider, which must report that and not
// panic.
func TestUnconfiguredProviderIsADiagnostic(t *testing.T) {
	p := acctest.NewSeam(t).Unconfigured(t)
	ctx := t.Context()
	for _, name := range []string{"seam_client_session", "seam_client_sessions", "seam_workspace"} {
		config := map[string]any{}
		if name == "seam_client_session" {
			config["user_identifier_key"] = "jane_doe"
		}
		read, err := p.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: p.Value(p.Schemas.DataSourceSchemas[name], config)})
		if err != nil {
			t.Fatal(err)
		}
		acctest.WantDiagnostics(t, read.Diagnostics, "Provider not configured")
	}
	const name = "seam_client_session"
	state := p.Value(p.Schemas.ResourceSchemas[name], map[string]any{"user_identifier_key": "jane_doe", "client_session_id": "x", "workspace_id": "w"})
	read, err := p.ReadResource(ctx, &tfprotov6.ReadResourceRequest{TypeName: name, CurrentState: state})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, read.Diagnostics, "Provider not configured")
	opened, err := p.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: name, Config: p.Value(p.Schemas.EphemeralResourceSchemas[name], map[string]any{"user_identifier_key": "jane_doe"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, opened.Diagnostics, "Provider not configured")
}
