package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// blockAttributes are the attributes of the provider block. The credentials have no
// validators, because those of the framework print the value even of a sensitive
// attribute.
func blockAttributes() attribute.List {
	const flag = "`true` or `false`"
	return attribute.List{
		"api_key": {
			Kind: attribute.String, Use: attribute.Input, Sensitive: true,
			Brief: "API key of the workspace", Format: "in the form `seam_…`",
			Details: "It conflicts with `personal_access_token`.",
			Default: "Defaults to the environment variable `" + envAPIKey + "`.",
		},
		"personal_access_token": {
			Kind: attribute.String, Use: attribute.Input, Sensitive: true,
			Brief: "Personal access token", Format: "in the form `seam_at…`",
			Details: "It requires `workspace_id`.",
			Default: "Defaults to the environment variable `" + envPersonalAccessToken + "`.",
		},
		"workspace_id": {
			Kind: attribute.String, Use: attribute.Input,
			Brief: "ID of the workspace", Format: attribute.UUID,
			Setting: attribute.AnyCase,
			Details: "With a personal access token, it selects the workspace. With an API key, it asserts the workspace that the key belongs to: " +
				"if the key belongs to another workspace, the provider only looks up the workspace and sends nothing else.",
			Default: "Defaults to the environment variable `" + envWorkspaceID + "` with a personal access token, and to no assertion with an API key.",
		},
		"endpoint": {
			Kind: attribute.String, Use: attribute.Input,
			Brief: "Base URL of the API", Format: "with https, or with http on a loopback host",
			Details: "The provider puts its path, if any, before the path of every request. User info, a query and a fragment are not allowed.",
			Default: "Defaults to the environment variable `" + envEndpoint + "`, then to `" + seam.DefaultEndpoint + "`.",
		},
		"allow_insecure_endpoint": {
			Kind: attribute.Bool, Use: attribute.Input,
			Brief: "Whether to accept an `endpoint` that uses http on any host", Format: flag,
			Details: "Anyone on the network path can then read the credential and every token.",
			Default: "Defaults to the environment variable `" + envInsecure + "`, then to `false`.",
		},
		"read_only": {
			Kind: attribute.Bool, Use: attribute.Input,
			Brief: "Whether to refuse every request that could write", Format: flag,
			Details: "Use it in a pipeline that only plans: a refresh then reads sessions by ID and does not restore any, and an apply that has to write fails.",
			Default: "Defaults to the environment variable `" + envReadOnly + "`, then to `false`.",
		},
		"refresh": {
			Kind: attribute.String, Use: attribute.Input,
			Brief: "How a refresh reads the sessions in state", Format: "`each` or `list`",
			Details: "With `each`, the refresh sends one request per session. With `list`, it lists all sessions of the workspace once. " +
				"It then sends a separate request only for each session that is missing from the list, has expired or belongs to another workspace. " +
				"Use `list` when the state has a large share of the sessions of the workspace.",
			Default: "Defaults to the environment variable `" + envRefresh + "`, then to `each`.",
			Strings: []validator.String{stringvalidator.OneOf(refreshEach, refreshList)},
		},
	}
}
