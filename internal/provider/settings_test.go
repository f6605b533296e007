package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const (
	apiKey      = "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK"
	otherKey    = "seam_testkey2_4Jv9QmXr7TnWc2LpBz5HdYsK"
	accessToken = "seam_at1abcdefgh_4Jv9QmXr7TnWc2LpBz5HdYsK"
	workspaceA  = "b887bf84-9849-4454-a562-cf84293d9781"
	workspaceB  = "c887bf84-9849-4454-a562-cf84293d9782"
)

func TestResolve(t *testing.T) {
	s, unknown := types.StringValue, types.StringUnknown()
	type env map[string]string
	for name, c := range map[string]struct {
		block     providerModel
		env       env
		error     string // part of the one error; "" means success
		source    string
		workspace string // sent with the credential
		asserts   string
		endpoint  string
		readOnly  bool
		refresh   string // "" means each
		missing   string
	}{
		"key in the block":              {block: providerModel{APIKey: s(apiKey)}, source: "api_key in the provider block"},
		"key in the environment":        {env: env{"SEAM_API_KEY": apiKey}, source: "the environment variable SEAM_API_KEY"},
		"block key wins over variable":  {block: providerModel{APIKey: s(apiKey)}, env: env{"SEAM_API_KEY": otherKey}, source: "api_key in"},
		"block key wins over token":     {block: providerModel{APIKey: s(apiKey)}, env: env{"SEAM_PERSONAL_ACCESS_TOKEN": accessToken}, source: "api_key in"},
		"block token wins over key":     {block: providerModel{PersonalAccessToken: s(accessToken), WorkspaceID: s(workspaceA)}, env: env{"SEAM_API_KEY": apiKey}, source: "personal_access_token in", workspace: workspaceA, asserts: workspaceA},
		"token, workspace in variable":  {block: providerModel{PersonalAccessToken: s(accessToken)}, env: env{"SEAM_WORKSPACE_ID": workspaceA}, source: "personal_access_token in", workspace: workspaceA, asserts: workspaceA},
		"token in the environment":      {env: env{"SEAM_PERSONAL_ACCESS_TOKEN": accessToken, "SEAM_WORKSPACE_ID": workspaceA}, source: "SEAM_PERSONAL_ACCESS_TOKEN", workspace: workspaceA, asserts: workspaceA},
		"block workspace wins":          {block: providerModel{WorkspaceID: s(workspaceB)}, env: env{"SEAM_PERSONAL_ACCESS_TOKEN": accessToken, "SEAM_WORKSPACE_ID": workspaceA}, source: "SEAM_PERSONAL_ACCESS_TOKEN", workspace: workspaceB, asserts: workspaceB},
		"key asserts the workspace":     {block: providerModel{APIKey: s(apiKey), WorkspaceID: s(workspaceA)}, source: "api_key in", asserts: workspaceA},
		"workspace in upper case":       {block: providerModel{APIKey: s(apiKey), WorkspaceID: s(strings.ToUpper(workspaceA))}, source: "api_key in", asserts: workspaceA},
		"variable in upper case":        {env: env{"SEAM_PERSONAL_ACCESS_TOKEN": accessToken, "SEAM_WORKSPACE_ID": strings.ToUpper(workspaceA)}, source: "SEAM_PERSONAL_ACCESS_TOKEN", workspace: workspaceA, asserts: workspaceA},
		"variable asserts nothing":      {block: providerModel{APIKey: s(apiKey)}, env: env{"SEAM_WORKSPACE_ID": workspaceA}, source: "api_key in"},
		"blank variables are unset":     {env: env{"SEAM_API_KEY": apiKey, "SEAM_PERSONAL_ACCESS_TOKEN": " ", "SEAM_ENDPOINT": "\t"}, source: "SEAM_API_KEY"},
		"endpoint in the block":         {block: providerModel{APIKey: s(apiKey), Endpoint: s("https://a.example/x/")}, env: env{"SEAM_ENDPOINT": "https://b.example"}, source: "api_key in", endpoint: "https://a.example/x"},
		"endpoint in the environment":   {env: env{"SEAM_API_KEY": apiKey, "SEAM_ENDPOINT": "http://127.0.0.1:1"}, source: "SEAM_API_KEY", endpoint: "http://127.0.0.1:1"},
		"unknown key":                   {block: providerModel{APIKey: unknown}, env: env{"SEAM_API_KEY": apiKey}, missing: "api_key"},
		"unknown endpoint":              {block: providerModel{Endpoint: unknown}, env: env{"SEAM_API_KEY": apiKey}, missing: "endpoint"},
		"unknown workspace and token":   {block: providerModel{PersonalAccessToken: unknown, WorkspaceID: unknown}, missing: "personal_access_token and workspace_id"},
		"unknown key beside a token":    {block: providerModel{APIKey: unknown, PersonalAccessToken: s(accessToken)}, missing: "api_key"},
		"read-only in the block":        {block: providerModel{APIKey: s(apiKey), ReadOnly: types.BoolValue(true)}, source: "api_key in", readOnly: true},
		"read-only in the environment":  {env: env{"SEAM_API_KEY": apiKey, "SEAM_READ_ONLY": "1"}, source: "SEAM_API_KEY", readOnly: true},
		"block wins over read-only":     {block: providerModel{ReadOnly: types.BoolValue(false)}, env: env{"SEAM_API_KEY": apiKey, "SEAM_READ_ONLY": "true"}, source: "SEAM_API_KEY"},
		"unknown read-only":             {block: providerModel{ReadOnly: types.BoolUnknown()}, env: env{"SEAM_API_KEY": apiKey}, missing: "read_only"},
		"read-only that is no boolean":  {env: env{"SEAM_API_KEY": apiKey, "SEAM_READ_ONLY": "please"}, error: "Unusable SEAM_READ_ONLY"},
		"refresh in the block":          {block: providerModel{APIKey: s(apiKey), Refresh: s("list")}, env: env{"SEAM_REFRESH": "each"}, source: "api_key in", refresh: "list"},
		"refresh in the environment":    {env: env{"SEAM_API_KEY": apiKey, "SEAM_REFRESH": "list"}, source: "SEAM_API_KEY", refresh: "list"},
		"block wins over refresh":       {block: providerModel{Refresh: s("each")}, env: env{"SEAM_API_KEY": apiKey, "SEAM_REFRESH": "list"}, source: "SEAM_API_KEY"},
		"unknown refresh":               {block: providerModel{Refresh: unknown}, env: env{"SEAM_API_KEY": apiKey}, missing: "refresh"},
		"refresh that there is not":     {env: env{"SEAM_API_KEY": apiKey, "SEAM_REFRESH": "all"}, error: "Unusable SEAM_REFRESH"},
		"nothing":                       {error: "SEAM_API_KEY"},
		"both in the block":             {block: providerModel{APIKey: s(apiKey), PersonalAccessToken: s(accessToken)}, error: "Two credentials in the provider block"},
		"both in the environment":       {env: env{"SEAM_API_KEY": apiKey, "SEAM_PERSONAL_ACCESS_TOKEN": accessToken}, error: "Two credentials in the environment"},
		"token without workspace":       {env: env{"SEAM_PERSONAL_ACCESS_TOKEN": accessToken}, error: "No workspace for the personal access token"},
		"token as API key":              {block: providerModel{APIKey: s(accessToken)}, error: "is a personal access token, not an API key"},
		"token, told where it belongs":  {block: providerModel{APIKey: s(accessToken)}, error: "set it as personal_access_token or SEAM_PERSONAL_ACCESS_TOKEN, together with workspace_id"},
		"key, told where it belongs":    {env: env{"SEAM_PERSONAL_ACCESS_TOKEN": apiKey, "SEAM_WORKSPACE_ID": workspaceA}, error: "set it as api_key or SEAM_API_KEY"},
		"other text, told what to use":  {block: providerModel{APIKey: s("hunter2")}, error: "use an API key (in Seam Console, under Developer, API Keys)"},
		"key as token":                  {block: providerModel{PersonalAccessToken: s(apiKey), WorkspaceID: s(workspaceA)}, error: "is an API key, not a personal access token"},
		"empty key in the block":        {block: providerModel{APIKey: s("")}, env: env{"SEAM_API_KEY": apiKey}, error: "empty string"},
		"key in quotes":                 {env: env{"SEAM_API_KEY": `"` + apiKey + `"`}, error: "it starts with a quotation mark"},
		"key in single quotes":          {block: providerModel{APIKey: s("'" + apiKey + "'")}, error: "it starts with a quotation mark"},
		"key after Bearer":              {env: env{"SEAM_API_KEY": "Bearer " + apiKey}, error: "it begins with \"Bearer \""},
		"token after bearer":            {block: providerModel{PersonalAccessToken: s("bearer " + accessToken), WorkspaceID: s(workspaceA)}, error: "it begins with \"Bearer \""},
		"key with a newline":            {env: env{"SEAM_API_KEY": apiKey + "\n"}, error: "trailing newline"},
		"workspace that is none":        {block: providerModel{APIKey: s(apiKey), WorkspaceID: s("sandbox")}, error: "Invalid workspace ID"},
		"workspace variable that isn't": {env: env{"SEAM_PERSONAL_ACCESS_TOKEN": accessToken, "SEAM_WORKSPACE_ID": "sandbox"}, error: "SEAM_WORKSPACE_ID is not a UUID"},
		"clear text endpoint":           {block: providerModel{APIKey: s(apiKey), Endpoint: s("http://a.example")}, error: "endpoint in the provider block cannot be used"},
		"endpoint variable with user":   {env: env{"SEAM_API_KEY": apiKey, "SEAM_ENDPOINT": "https://u:hunter2@a.example"}, error: "SEAM_ENDPOINT cannot be used"},
		"clear text on purpose":         {block: providerModel{APIKey: s(apiKey), Endpoint: s("http://a.example"), AllowInsecureEndpoint: types.BoolValue(true)}, source: "api_key in", endpoint: "http://a.example"},
		"clear text by variable":        {env: env{"SEAM_API_KEY": apiKey, "SEAM_ENDPOINT": "http://a.example", "SEAM_ALLOW_INSECURE_ENDPOINT": "true"}, source: "SEAM_API_KEY", endpoint: "http://a.example"},
		"block wins over clear text":    {block: providerModel{AllowInsecureEndpoint: types.BoolValue(false)}, env: env{"SEAM_API_KEY": apiKey, "SEAM_ENDPOINT": "http://a.example", "SEAM_ALLOW_INSECURE_ENDPOINT": "true"}, error: "allow_insecure_endpoint"},
		"insecure that is no boolean":   {env: env{"SEAM_API_KEY": apiKey, "SEAM_ALLOW_INSECURE_ENDPOINT": "please"}, error: "Unusable SEAM_ALLOW_INSECURE_ENDPOINT"},
		"unknown insecure":              {block: providerModel{AllowInsecureEndpoint: types.BoolUnknown()}, env: env{"SEAM_API_KEY": apiKey}, missing: "allow_insecure_endpoint"},
		"user info though insecure":     {block: providerModel{APIKey: s(apiKey), Endpoint: s("http://u:hunter2@a.example"), AllowInsecureEndpoint: types.BoolValue(true)}, error: "user info"},
		"empty endpoint in the block":   {block: providerModel{APIKey: s(apiKey), Endpoint: s("")}, error: "endpoint in the provider block cannot be used"},
	} {
		t.Run(name, func(t *testing.T) {
			got, diags := resolve(c.block, func(name string) string { return c.env[name] })
			checkDiags(t, diags, c.error)
			if c.error != "" {
				return
			}
			if c.endpoint == "" && c.missing == "" {
				c.endpoint = "https://connect.getseam.com"
			}
			if c.refresh == "" && c.missing == "" {
				c.refresh = "each"
			}
			if got.refresh != c.refresh || got.endpoint != c.endpoint || got.credential.WorkspaceID != c.workspace || got.assertedWorkspaceID != c.asserts || got.missing != c.missing || got.readOnly != c.readOnly {
				t.Errorf("got %+v", got)
			}
			if !strings.Contains(got.credential.Source, c.source) || (c.source == "") != (got.credential.Source == "") {
				t.Errorf("credential from %q, want %q", got.credential.Source, c.source)
			}
		})
	}
}

func checkDiags(t *testing.T, diags diag.Diagnostics, want string) {
	t.Helper()
	if want == "" {
		if len(diags) > 0 {
			t.Errorf("reported %v", diags)
		}
		return
	}
	if len(diags) != 1 {
		t.Fatalf("reported %v, want one error", diags)
	}
	text := diags[0].Summary() + ": " + diags[0].Detail()
	if !strings.Contains(text, want) {
		t.Errorf("reported %q, want %q", text, want)
	}
	for _, secret := range []string{apiKey, otherKey, accessToken, "hunter2"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q contains a secret", text)
		}
	}
	// With a path, Terraform would print the line of the configuration with the
	// secret.
	if _, atPath := diags[0].(diag.DiagnosticWithPath); atPath && !strings.Contains(text, "workspace") {
		t.Errorf("%q is reported at an attribute", text)
	}
}
