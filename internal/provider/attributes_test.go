package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/seamapi/terraform-provider-seam/internal/attribute/attributetest"
)

func TestEveryAttributeAnswers(t *testing.T) {
	t.Parallel()
	var resp provider.SchemaResponse
	New("test")().Schema(t.Context(), provider.SchemaRequest{}, &resp)
	attributetest.Check(t, "provider", blockAttributes(), resp.Schema.Attributes, attributetest.Tags(providerModel{}))
}

// The framework's validators print the value, even of a sensitive attribute.
func TestCredentialsHaveNoValidators(t *testing.T) {
	t.Parallel()
	for name, a := range blockAttributes() {
		if credential := strings.Contains(name, "key") || strings.Contains(name, "token"); a.Sensitive != credential || credential && len(a.Strings) > 0 {
			t.Errorf("%s: sensitive %t, %d validators", name, a.Sensitive, len(a.Strings))
		}
	}
}
