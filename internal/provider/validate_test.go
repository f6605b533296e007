package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The known values of a block are checked without the others.
func TestValidate(t *testing.T) {
	t.Parallel()
	s, unknown := types.StringValue, types.StringUnknown()
	for name, c := range map[string]struct {
		block providerModel
		env   map[string]string
		error string // part of the one error; "" means success
	}{
		"nothing":                      {},
		"all unknown":                  {block: providerModel{APIKey: unknown, PersonalAccessToken: unknown, WorkspaceID: unknown, Endpoint: unknown, AllowInsecureEndpoint: types.BoolUnknown()}},
		"key with an unknown token":    {block: providerModel{APIKey: s(apiKey), PersonalAccessToken: unknown}},
		"token, workspace elsewhere":   {block: providerModel{PersonalAccessToken: s(accessToken)}},
		"two credentials, environment": {env: map[string]string{"SEAM_API_KEY": apiKey, "SEAM_PERSONAL_ACCESS_TOKEN": accessToken}},
		"two credentials":              {block: providerModel{APIKey: s(apiKey), PersonalAccessToken: s(accessToken), Endpoint: unknown}, error: "Two credentials in the provider block"},
		"invalid workspace":            {block: providerModel{APIKey: unknown, WorkspaceID: s("sandbox")}, error: "Invalid workspace ID"},
		"clear text":                   {block: providerModel{APIKey: unknown, Endpoint: s("http://a.example")}, error: "Unusable endpoint"},
		"clear text, flag unknown":     {block: providerModel{Endpoint: s("http://a.example"), AllowInsecureEndpoint: types.BoolUnknown()}},
		"clear text, flag set":         {block: providerModel{Endpoint: s("http://a.example"), AllowInsecureEndpoint: types.BoolValue(true)}},
		"clear text, flag in variable": {block: providerModel{Endpoint: s("http://a.example")}, env: map[string]string{"SEAM_ALLOW_INSECURE_ENDPOINT": "true"}},
		"user info, flag unknown":      {block: providerModel{Endpoint: s("http://u:hunter2@a.example"), AllowInsecureEndpoint: types.BoolUnknown()}, error: "user info"},
		"endpoint in the environment":  {env: map[string]string{"SEAM_ENDPOINT": "http://a.example"}},
		"token as key":                 {block: providerModel{APIKey: s(accessToken), Endpoint: unknown}, error: "Unusable API key"},
		"key as token":                 {block: providerModel{PersonalAccessToken: s(apiKey), WorkspaceID: unknown}, error: "Unusable personal access token"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkDiags(t, validate(c.block, func(name string) string { return c.env[name] }), c.error)
		})
	}
}
