package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// undecided configures a provider whose API key is unknown.
func undecided(t *testing.T, s *acctest.Seam, deferral bool) *acctest.Protocol {
	t.Helper()
	p := s.Unconfigured(t)
	resp, err := p.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.14.0", Config: p.Value(p.Schemas.Provider, map[string]any{"endpoint": s.URL, "api_key": tftypes.UnknownValue}),
		ClientCapabilities: &tfprotov6.ConfigureProviderClientCapabilities{DeferralAllowed: deferral},
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, resp.Diagnostics)
	return p
}

const kind = "seam_client_session"

// If the client allows it, everything is deferred while the block is unknown. The plan shows the known values.
func TestDeferral(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	p := undecided(t, s, true)
	schema := p.Schemas.ResourceSchemas[kind]
	config := p.Value(schema, map[string]any{"user_identifier_key": "jane_doe"})
	planned, err := p.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: kind, Config: config, ProposedNewState: config, PriorState: p.Null(schema),
		ClientCapabilities: &tfprotov6.PlanResourceChangeClientCapabilities{DeferralAllowed: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, planned.Diagnostics)
	wantDeferred(t, "plan", planned.Deferred)
	value, err := planned.PlannedState.Unmarshal(schema.ValueType())
	if err != nil {
		t.Fatal(err)
	}
	var attributes map[string]tftypes.Value
	if err := value.As(&attributes); err != nil || attributes["token"].IsKnown() || !attributes["user_identifier_key"].IsKnown() {
		t.Errorf("planned %v (%v), want the key and an unknown token", attributes, err)
	}

	state := p.Value(schema, map[string]any{"user_identifier_key": "jane_doe", "client_session_id": "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"})
	read, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: kind, CurrentState: state, ClientCapabilities: &tfprotov6.ReadResourceClientCapabilities{DeferralAllowed: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, read.Diagnostics)
	wantDeferred(t, "read", read.Deferred)

	source := p.Schemas.DataSourceSchemas["seam_workspace"]
	found, err := p.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: "seam_workspace", Config: p.Value(source, nil), ClientCapabilities: &tfprotov6.ReadDataSourceClientCapabilities{DeferralAllowed: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, found.Diagnostics)
	wantDeferred(t, "data source", found.Deferred)
	s.WantSent(t)
}

func wantDeferred(t *testing.T, what string, got *tfprotov6.Deferred) {
	t.Helper()
	if got == nil || got.Reason != tfprotov6.DeferredReasonProviderConfigUnknown {
		t.Errorf("%s: deferred %+v, want the unknown provider configuration", what, got)
	}
}

// Otherwise a new session is planned, and reading reports what is unknown.
func TestNoDeferral(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	p := undecided(t, s, false)
	schema := p.Schemas.ResourceSchemas[kind]
	config := p.Value(schema, map[string]any{"user_identifier_key": "jane_doe"})
	planned, err := p.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: kind, Config: config, ProposedNewState: config, PriorState: p.Null(schema),
	})
	if err != nil || planned.Deferred != nil {
		t.Errorf("deferred %+v (%v), although the client does not allow it", planned.Deferred, err)
	}
	source := p.Schemas.DataSourceSchemas["seam_workspace"]
	found, err := p.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: "seam_workspace", Config: p.Value(source, nil)})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, found.Diagnostics, "Provider configuration not known yet", "api_key")
}
