package provider_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// terraform validate reports the errors of the block without a request.
func TestAccValidate(t *testing.T) {
	t.Parallel()
	const variable = "variable \"key\" {\n  type = string\n}\n"
	for name, c := range map[string]struct {
		block, says string
	}{
		"two credentials": {
			"api_key = \"" + seamfake.DefaultAPIKey + "\"\n  personal_access_token = \"" + seamfake.DefaultAccessToken + `"`, "Two credentials in the provider block",
		},
		"no workspace ID":     {"api_key = var.key\n  workspace_id = \"sandbox\"", "Invalid workspace ID"},
		"clear text":          {"api_key = var.key\n  endpoint = \"http://seam.example\"", "Unusable endpoint"},
		"token as key":        {`api_key = "` + seamfake.DefaultAccessToken + `"`, "Unusable API key"},
		"nothing known":       {"api_key = var.key\n  endpoint = var.key", ""},
		"clear text, allowed": {"api_key = var.key\n  endpoint = \"http://seam.example\"\n  allow_insecure_endpoint = true", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, acctest.RequiredProviders+variable+"provider \"seam\" {\n  "+c.block+"\n}\n"+session)
			result := tf.Run("validate", "-no-color")
			if c.says == "" {
				result.MustSucceed()
			} else {
				result.MustFail(c.says).DoesNotSay(seamfake.DefaultAPIKey, seamfake.DefaultAccessToken)
			}
			s.WantSent(t)
		})
	}
}
