package provider

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/redact"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Environment variables. The names are those of Seam's SDKs.
const (
	envAPIKey              = "SEAM_API_KEY"
	envPersonalAccessToken = "SEAM_PERSONAL_ACCESS_TOKEN"
	envWorkspaceID         = "SEAM_WORKSPACE_ID"
	envEndpoint            = "SEAM_ENDPOINT"
	envReadOnly            = "SEAM_READ_ONLY"
	envInsecure            = "SEAM_ALLOW_INSECURE_ENDPOINT"
	envRefresh             = "SEAM_REFRESH"
)

// Values of refresh.
const (
	refreshEach = "each"
	refreshList = "list"
)

// Errors about a credential or the endpoint have no attribute path, because
// Terraform would print the line of the configuration with a literal secret.

// settings are the merged values of provider block and environment.
type settings struct {
	endpoint            string
	credential          seam.Credential
	assertedWorkspaceID string
	readOnly            bool
	refresh             string
	// missing are the attributes that are unknown during the plan.
	missing string
}

// setting is a value and its source, for error messages.
type setting struct {
	value  string
	source string
}

// resolve merges block and environment. The block takes precedence, and a blank
// variable counts as unset. An unknown value never falls back to the environment or
// a default, because the plan could then use another endpoint or workspace than the
// apply.
func resolve(block providerModel, getenv func(string) string) (settings, diag.Diagnostics) {
	var s settings
	missing, diags := unknownAttributes(block), checkBlock(block)
	if diags.HasError() {
		return s, diags
	}
	if len(missing) > 0 {
		s.missing = strings.Join(missing, " and ")
		return s, diags
	}
	readOnly, flagDiags := flag(block.ReadOnly, envReadOnly, getenv)
	diags.Append(flagDiags...)
	s.readOnly = readOnly
	diags.Append(s.resolveEndpoint(block, getenv)...)
	diags.Append(s.resolveRefresh(block, getenv)...)
	diags.Append(s.resolveCredential(block, getenv)...)
	return s, diags
}

func unknownAttributes(block providerModel) []string {
	var names []string
	for _, a := range []struct {
		name  string
		value attr.Value
	}{
		{"api_key", block.APIKey},
		{"personal_access_token", block.PersonalAccessToken},
		{"workspace_id", block.WorkspaceID},
		{"endpoint", block.Endpoint},
		{"allow_insecure_endpoint", block.AllowInsecureEndpoint},
		{"read_only", block.ReadOnly},
		{"refresh", block.Refresh},
	} {
		if a.value.IsUnknown() {
			names = append(names, a.name)
		}
	}
	return names
}

// isSet reports whether the block has a known value.
func isSet(v types.String) bool { return !v.IsNull() && !v.IsUnknown() }

// validate reports errors of the known values of the block. resolve does the rest, because the environment of the apply
// can be different.
func validate(block providerModel, getenv func(string) string) diag.Diagnostics {
	var unused settings
	diags := checkBlock(block)
	if diags.HasError() {
		return diags
	}
	if isSet(block.Endpoint) {
		if block.AllowInsecureEndpoint.IsUnknown() {
			block.AllowInsecureEndpoint = types.BoolValue(true) // it can become true
		}
		diags.Append(unused.resolveEndpoint(block, getenv)...)
	}
	if isSet(block.APIKey) {
		diags.Append(unused.useAPIKey(blockSetting(block.APIKey, "api_key"), block)...)
	}
	if isSet(block.PersonalAccessToken) {
		_, more := personalAccessToken(blockSetting(block.PersonalAccessToken, "personal_access_token"), "")
		diags.Append(more...)
	}
	return diags
}

// checkBlock reports errors of the block that do not depend on the environment.
func checkBlock(block providerModel) diag.Diagnostics {
	var diags diag.Diagnostics
	if isSet(block.APIKey) && isSet(block.PersonalAccessToken) {
		diags.AddError("Two credentials in the provider block",
			"The provider block sets both api_key and personal_access_token. Set only one of them.")
	}
	if isSet(block.WorkspaceID) && !seam.UUID.MatchString(block.WorkspaceID.ValueString()) {
		// The error has no path, because the value may be an API key in the wrong
		// place.
		diags.AddError("Invalid workspace ID", fmt.Sprintf(
			"workspace_id in the provider block must be a UUID such as b887bf84-9849-4454-a562-cf84293d9781, got %q.",
			redact.Text(block.WorkspaceID.ValueString())))
	}
	return diags
}

func (s *settings) resolveEndpoint(block providerModel, getenv func(string) string) diag.Diagnostics {
	var diags diag.Diagnostics
	from, ok := pick(block.Endpoint, "endpoint", envEndpoint, getenv)
	if !ok {
		from = setting{value: seam.DefaultEndpoint}
	}
	allowInsecure, flagDiags := flag(block.AllowInsecureEndpoint, envInsecure, getenv)
	diags.Append(flagDiags...)
	endpoint, err := seam.ParseEndpoint(from.value, allowInsecure)
	if err != nil {
		diags.AddError("Unusable endpoint", fmt.Sprintf("The endpoint from %s cannot be used: %s.", from.source, err))
	}
	s.endpoint = endpoint
	return diags
}

// flag returns the value of the block, or that of the environment variable, or
// false.
func flag(configured types.Bool, variable string, getenv func(string) string) (bool, diag.Diagnostics) {
	value := strings.TrimSpace(getenv(variable))
	if !configured.IsNull() || value == "" {
		return configured.ValueBool(), nil
	}
	parsed, err := strconv.ParseBool(value)
	if err != nil {
		return false, diag.Diagnostics{diag.NewErrorDiagnostic("Unusable "+variable,
			fmt.Sprintf("The environment variable %s is %q. Set it to true or false.", variable, redact.Text(value)))}
	}
	return parsed, nil
}

func (s *settings) resolveRefresh(block providerModel, getenv func(string) string) diag.Diagnostics {
	var diags diag.Diagnostics
	from, _ := pick(block.Refresh, "refresh", envRefresh, getenv)
	s.refresh = strings.TrimSpace(from.value)
	switch s.refresh {
	case "":
		s.refresh = refreshEach
	case refreshEach, refreshList:
	default: // the schema validates the value from the block
		diags.AddError("Unusable "+envRefresh, fmt.Sprintf("The environment variable %s is %q. Set it to %s or %s.", envRefresh, redact.Text(s.refresh), refreshEach, refreshList))
	}
	return diags
}

func (s *settings) resolveCredential(block providerModel, getenv func(string) string) diag.Diagnostics {
	var diags diag.Diagnostics
	apiKey, hasKey := pick(block.APIKey, "api_key", envAPIKey, getenv)
	token, hasToken := pick(block.PersonalAccessToken, "personal_access_token", envPersonalAccessToken, getenv)
	switch {
	case !block.APIKey.IsNull():
		hasToken = false // the block takes precedence over the variable of the other credential
	case !block.PersonalAccessToken.IsNull():
		hasKey = false
	case hasKey && hasToken:
		diags.AddError("Two credentials in the environment", fmt.Sprintf(
			"%s and %s are both set. Unset one of them, or set the credential in the provider block, which takes precedence.", envAPIKey, envPersonalAccessToken))
		return diags
	}
	switch {
	case hasKey:
		diags.Append(s.useAPIKey(apiKey, block)...)
	case hasToken:
		diags.Append(s.usePersonalAccessToken(token, block, getenv)...)
	default:
		diags.AddError("No credential for Seam", fmt.Sprintf(
			"Set the environment variable %s to an API key of your workspace (Seam Console, Developer, API Keys), or api_key in the provider block. "+
				"With a personal access token, set %s and %s, or personal_access_token and workspace_id.",
			envAPIKey, envPersonalAccessToken, envWorkspaceID))
	}
	return diags
}

func (s *settings) useAPIKey(from setting, block providerModel) diag.Diagnostics {
	var diags diag.Diagnostics
	credential, err := seam.NewAPIKey(from.value, from.source)
	if err != nil {
		diags.AddError("Unusable API key", fmt.Sprintf("The API key from %s cannot be used: %s.", from.source, err))
	}
	s.credential = credential
	// SEAM_WORKSPACE_ID is for a personal access token. Seam's SDKs also ignore it
	// with an API key.
	s.assertedWorkspaceID = attribute.ID(block.WorkspaceID)
	return diags
}

func (s *settings) usePersonalAccessToken(from setting, block providerModel, getenv func(string) string) diag.Diagnostics {
	var diags diag.Diagnostics
	workspace, ok := pick(block.WorkspaceID, "workspace_id", envWorkspaceID, getenv)
	switch {
	case !ok:
		diags.AddAttributeError(path.Root("workspace_id"), "No workspace for the personal access token", fmt.Sprintf(
			"A personal access token does not select a workspace. Set workspace_id in the provider block or the environment variable %s.", envWorkspaceID))
		return diags
	case !seam.UUID.MatchString(workspace.value):
		diags.AddError("Invalid workspace ID", fmt.Sprintf(
			"The workspace ID from %s is not a UUID.", workspace.source))
		return diags
	}
	workspaceID := seam.CanonicalID(workspace.value)
	s.credential, diags = personalAccessToken(from, workspaceID)
	s.assertedWorkspaceID = workspaceID
	return diags
}

func personalAccessToken(from setting, workspaceID string) (seam.Credential, diag.Diagnostics) {
	var diags diag.Diagnostics
	credential, err := seam.NewPersonalAccessToken(from.value, workspaceID, from.source)
	if err != nil {
		diags.AddError("Unusable personal access token", fmt.Sprintf(
			"The personal access token from %s cannot be used: %s.", from.source, err))
	}
	return credential, diags
}

func blockSetting(configured types.String, name string) setting {
	return setting{value: configured.ValueString(), source: name + " in the provider block"}
}

// pick returns the value of the block, or that of the environment variable.
func pick(configured types.String, name, variable string, getenv func(string) string) (setting, bool) {
	if !configured.IsNull() {
		return blockSetting(configured, name), true
	}
	if value := getenv(variable); strings.TrimSpace(value) != "" {
		return setting{value: value, source: "the environment variable " + variable}, true
	}
	return setting{}, false
}
