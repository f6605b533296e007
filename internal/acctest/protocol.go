package acctest

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// Protocol is the provider at the level of the plugin protocol, for features that
// the installed CLI may be too old for.
type Protocol struct {
	tfprotov6.ProviderServer

	tb      testing.TB
	Schemas *tfprotov6.GetProviderSchemaResponse
}

// Protocol returns a provider that is configured for this Seam.
func (s *Seam) Protocol(tb testing.TB) *Protocol {
	tb.Helper()
	p := s.Unconfigured(tb)
	config := p.Value(p.Schemas.Provider, map[string]any{"endpoint": s.URL, "api_key": seamfake.DefaultAPIKey})
	resp, err := p.ConfigureProvider(tb.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.14.0", Config: config})
	if err != nil {
		tb.Fatal(err)
	}
	WantDiagnostics(tb, resp.Diagnostics)
	return p
}

// Unconfigured returns a provider that was not configured.
func (s *Seam) Unconfigured(tb testing.TB) *Protocol {
	tb.Helper()
	all, err := schemas()
	if err != nil {
		tb.Fatal(err)
	}
	WantDiagnostics(tb, all.Diagnostics)
	return &Protocol{ProviderServer: s.server(), tb: tb, Schemas: all}
}

// Value returns an object of a schema with the given attributes, which are strings
// or booleans. The others are null.
func (p *Protocol) Value(schema *tfprotov6.Schema, attributes map[string]any) *tfprotov6.DynamicValue {
	p.tb.Helper()
	object, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		p.tb.Fatalf("the schema is not an object but %s", schema.ValueType())
	}
	values := map[string]tftypes.Value{}
	for name, attributeType := range object.AttributeTypes {
		values[name] = tftypes.NewValue(attributeType, attributes[name])
	}
	value, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, values))
	if err != nil {
		p.tb.Fatal(err)
	}
	return &value
}

// Null returns the value of an object that does not exist.
func (p *Protocol) Null(schema *tfprotov6.Schema) *tfprotov6.DynamicValue {
	p.tb.Helper()
	value, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), nil))
	if err != nil {
		p.tb.Fatal(err)
	}
	return &value
}

// Attributes returns the attributes of a value that are strings.
func (p *Protocol) Attributes(value *tfprotov6.DynamicValue, of tftypes.Type) map[string]*string {
	p.tb.Helper()
	object, err := value.Unmarshal(of)
	if err != nil {
		p.tb.Fatal(err)
	}
	var fields map[string]tftypes.Value
	if err := object.As(&fields); err != nil {
		p.tb.Fatal(err)
	}
	attributes := map[string]*string{}
	for name, field := range fields {
		if field.Type().Is(tftypes.String) {
			var text *string
			if err := field.As(&text); err != nil {
				p.tb.Fatal(err)
			}
			attributes[name] = text
		}
	}
	return attributes
}

// WantDiagnostics asserts that there is one error that contains all of the strings,
// or no diagnostic.
func WantDiagnostics(tb testing.TB, diagnostics []*tfprotov6.Diagnostic, texts ...string) {
	tb.Helper()
	if len(texts) == 0 && len(diagnostics) == 0 {
		return
	}
	if len(diagnostics) != 1 || len(texts) == 0 {
		tb.Fatalf("%d diagnostics, want %v: %+v", len(diagnostics), texts, diagnostics)
	}
	said := diagnostics[0].Summary + ": " + diagnostics[0].Detail
	for _, text := range texts {
		if !strings.Contains(said, text) {
			tb.Errorf("the error is %q, want %q", said, text)
		}
	}
}
