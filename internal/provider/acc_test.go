package provider_test

import (
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestMain(m *testing.M) { acctest.Main(m) }

const (
	address = "seam_client_session.this"
	session = `
resource "seam_client_session" "this" {
  user_identifier_key = "jane_doe"
}
`
)

func TestAccCredentials(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		block     string
		variables map[string]string
		says      string // of the error; "" means success
	}{
		"key in the block":         {block: `api_key = "` + seamfake.DefaultAPIKey + `"`},
		"key in the environment":   {variables: map[string]string{"SEAM_API_KEY": seamfake.DefaultAPIKey}},
		"token in the block":       {block: "personal_access_token = \"" + seamfake.DefaultAccessToken + "\"\n  workspace_id = \"" + seamfake.DefaultWorkspaceID + `"`},
		"token in the environment": {variables: map[string]string{"SEAM_PERSONAL_ACCESS_TOKEN": seamfake.DefaultAccessToken, "SEAM_WORKSPACE_ID": seamfake.DefaultWorkspaceID}},
		"none":                     {says: "No credential for Seam"},
		"token as key":             {block: `api_key = "` + seamfake.DefaultAccessToken + `"`, says: "it is a personal access token, not an API key"},
		"publishable key as key":   {block: `api_key = "` + seamfake.DefaultPublishableKey + `"`, says: "it is a publishable key, not an API key"},
		"key with a newline":       {block: `api_key = "` + seamfake.DefaultAPIKey + `\n"`, says: "trailing newline"},
		"both in the block": {
			block: "api_key = \"" + seamfake.DefaultAPIKey + "\"\n  personal_access_token = \"" + seamfake.DefaultAccessToken + `"`,
			says:  "Two credentials in the provider block",
		},
		"token without workspace": {block: `personal_access_token = "` + seamfake.DefaultAccessToken + `"`, says: "No workspace for the personal access token"},
		"unknown to Seam":         {variables: map[string]string{"SEAM_API_KEY": "seam_testkey9_nobodyknowsthiskey"}, says: "Check the credential from the environment variable SEAM_API_KEY"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			s.Variables = c.variables
			tf := s.Terraform(t, s.ConfigWith(c.block, session))
			result := tf.Run("apply", "-auto-approve", "-no-color")
			if c.says == "" {
				result.MustSucceed()
				s.WantSessions(t, 1)
				return
			}
			result.MustFail(c.says).DoesNotSay(seamfake.DefaultAPIKey, seamfake.DefaultAccessToken, seamfake.DefaultPublishableKey, "nobodyknowsthiskey")
			s.WantSessions(t, 0)
		})
	}
}

// A value that is known only after apply must not fall back to the environment,
// which here has the endpoint of a Seam that must get no request.
func TestAccUnknownConfiguration(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]string{
		"endpoint": "endpoint = terraform_data.later.output == \"\" ? \"\" : \"ENDPOINT\"\n  api_key = \"" + seamfake.DefaultAPIKey + `"`,
		"api_key":  "endpoint = \"ENDPOINT\"\n  api_key = terraform_data.later.output == \"\" ? \"\" : \"" + seamfake.DefaultAPIKey + `"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, decoy := acctest.NewSeam(t), acctest.NewSeam(t)
			s.Variables = map[string]string{"SEAM_ENDPOINT": decoy.URL, "SEAM_API_KEY": seamfake.DefaultAPIKey}
			const later = "resource \"terraform_data\" \"later\" {\n  input = \"known later\"\n}\n"
			config := acctest.RequiredProviders + "provider \"seam\" {\n  " + strings.ReplaceAll(block, "ENDPOINT", s.URL) + "\n}\n" + later
			tf := s.Terraform(t, config+session)
			tf.SavePlan()
			s.WantSent(t)
			tf.Apply("saved.tfplan")
			s.WantSessions(t, 1)

			// Now the value is unknown again, and a session must be read.
			tf.Write(strings.Replace(config, "input = ", "triggers_replace = 1\n  input = ", 1) + session)
			tf.Run("plan", "-no-color").MustFail("Provider configuration not known yet", name+" in the provider block", "jane_doe")
			decoy.WantSent(t)
			if tf.Attributes(address)["token"] != s.WantSessions(t, 1)[0].Token {
				t.Error("the state changed")
			}
		})
	}
}

func TestAccUserAgent(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	s.Variables["TF_APPEND_USER_AGENT"] = "pipeline/7"
	s.Terraform(t, s.Config(session)).Apply()
	got := s.Requests()[0].Header.Get("User-Agent")
	if !strings.HasPrefix(got, "terraform-provider-seam/test (+https://github.com/seamapi/terraform-provider-seam) Terraform/1.") || !strings.HasSuffix(got, " pipeline/7") {
		t.Errorf("User-Agent %q", got)
	}
}

func TestAccBadEndpointIsNotPrinted(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, acctest.RequiredProviders+"provider \"seam\" {\n  endpoint = \"https://jane:hunter2@seam.example\"\n  api_key = \""+seamfake.DefaultAPIKey+"\"\n}\n"+session)
	tf.Run("plan", "-no-color").MustFail("Unusable endpoint", "user info").DoesNotSay("hunter2")
}
