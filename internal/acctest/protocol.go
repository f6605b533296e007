package acctest

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// Protocol is the provider at the level of the plugin protocol: for what the
// Terraform CLI of this machine may be too old to ask for.
type Protocol struct {
	tfprotov6.ProviderServer

	t       *testing.T
	Schemas *tfprotov6.GetProviderSchemaResponse
}

// Protocol returns a provider that is configured for this Seam.
func (s *Seam) Protocol(t *testing.T) *Protocol {
	t.Helper()
	p := s.Unconfigured(t)
	config := p.Value(p.Schemas.Provider, map[string]any{"endpoint": s.URL, "api_key": seamfake.DefaultAPIKey})
	resp, err := p.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.14.0", Config: config})
	if err != nil {
		t.Fatal(err)
	}
	WantDiagnostics(t, resp.Diagnostics)
	return p
}

// Unconfigured returns a provider that was not configured.
func (s *Seam) Unconfigured(t *testing.T) *Protocol {
	t.Helper()
	server := s.server()
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	WantDiagnostics(t, schemas.Diagnostics)
	return &Protocol{ProviderServer: server, t: t, Schemas: schemas}
}

// Value returns an object of a schema with the given attributes, strings or
// booleans; the others are null.
func (p *Protocol) Value(schema *tfprotov6.Schema, attributes map[string]any) *tfprotov6.DynamicValue {
	p.t.Helper()
	object, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		p.t.Fatalf("the schema is no object but %s", schema.ValueType())
	}
	values := map[string]tftypes.Value{}
	for name, attributeType := range object.AttributeTypes {
		values[name] = tftypes.NewValue(attributeType, attributes[name])
	}
	value, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, values))
	if err != nil {
		p.t.Fatal(err)
	}
	return &value
}

// Null returns the value of an object that there is not.
func (p *Protocol) Null(schema *tfprotov6.Schema) *tfprotov6.DynamicValue {
	p.t.Helper()
	value, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), nil))
	if err != nil {
		p.t.Fatal(err)
	}
	return &value
}

// Attributes returns the attributes of a value that are strings.
func (p *Protocol) Attributes(value *tfprotov6.DynamicValue, of tftypes.Type) map[string]*string {
	p.t.Helper()
	object, err := value.Unmarshal(of)
	if err != nil {
		p.t.Fatal(err)
	}
	var fields map[string]tftypes.Value
	if err := object.As(&fields); err != nil {
		p.t.Fatal(err)
	}
	attributes := map[string]*string{}
	for name, field := range fields {
		if field.Type().Is(tftypes.String) {
			var text *string
			if err := field.As(&text); err != nil {
				p.t.Fatal(err)
			}
			attributes[name] = text
		}
	}
	return attributes
}

// WantDiagnostics asserts that the diagnostics are one error that says all of
// the texts, or that there are none.
func WantDiagnostics(t *testing.T, diagnostics []*tfprotov6.Diagnostic, texts ...string) {
	t.Helper()
	if len(texts) == 0 && len(diagnostics) == 0 {
		return
	}
	if len(diagnostics) != 1 || len(texts) == 0 {
		t.Fatalf("%d diagnostics, want %v: %+v", len(diagnostics), texts, diagnostics)
	}
	said := diagnostics[0].Summary + ": " + diagnostics[0].Detail
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("the error is %q, want %q", said, text)
		}
	}
}
