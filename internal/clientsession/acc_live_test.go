package clientsession_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/provider"
)

// TestAccLive runs the main use case against the live API. It creates one session
// with its own key, and deletes it.
func TestAccLive(t *testing.T) {
	apiKey := acctest.LiveAPIKey()
	if apiKey == "" {
		t.Skip("runs only when SEAM_API_KEY and TF_ACC_LIVE are set")
	}
	environment := provider.Environment{Now: time.Now, Getenv: func(name string) string {
		if name == "SEAM_API_KEY" {
			return apiKey
		}
		return os.Getenv(name)
	}}
	key := "terraform-provider-seam-test-" + uuid.NewString()
	config := func(days int) string {
		return acctest.RequiredProviders + session(
			fmt.Sprintf("user_identifier_key = %q", key),
			fmt.Sprintf("expires_at = %q", time.Now().UTC().AddDate(0, 0, days).Truncate(24*time.Hour).Format(time.RFC3339)),
		)
	}
	sameID, sameToken := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesSame())
	same := []statecheck.StateCheck{
		sameID.AddStateValue(address, at("client_session_id")),
		sameToken.AddStateValue(address, at("token")),
	}
	acctest.CLIPath(t) // terraform-plugin-testing runs the same
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"seam": providerserver.NewProtocol6WithError(provider.NewIn("test", environment)()),
		},
		Steps: []resource.TestStep{
			{Config: config(7), ConfigStateChecks: same},
			{
				Config:            config(14),
				ConfigStateChecks: same,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				}},
			},
		},
	})
}
