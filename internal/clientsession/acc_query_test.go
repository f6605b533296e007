package clientsession_test

import (
	"os"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// TestAccQuery needs a CLI that knows list resources; OpenTofu has none.
func TestAccQuery(t *testing.T) {
	t.Parallel()
	if acctest.IsOpenTofu(t) {
		t.Skip("OpenTofu has no list resources")
	}
	example, err := os.ReadFile("../../examples/list-resources/seam_client_session/list-resource.tfquery.hcl")
	if err != nil {
		t.Fatal(err)
	}
	s := acctest.NewSeam(t)
	existing(s, "jane_doe")
	existing(s, "john")
	resource.UnitTest(t, resource.TestCase{
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_14_0)},
		ProtoV6ProviderFactories: s.Factories(),
		Steps: []resource.TestStep{
			{Config: s.Config("")},
			{
				Query:             true,
				Config:            "list \"seam_client_session\" \"all\" {\n  provider = seam\n  config {}\n}\n",
				QueryResultChecks: []querycheck.QueryResultCheck{querycheck.ExpectLength("seam_client_session.all", 2)},
			},
			{
				Query:             true,
				Config:            string(example),
				QueryResultChecks: []querycheck.QueryResultCheck{querycheck.ExpectLength("seam_client_session.of_jane", 0)},
			},
		},
	})
}
