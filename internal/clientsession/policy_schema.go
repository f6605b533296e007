package clientsession

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// policyAttributes say how Terraform treats the session. None of them is sent to
// Seam.
func policyAttributes() attribute.List {
	const durations = "as a duration in hours, minutes and seconds, such as `\"720h\"` or `\"1h30m\"`"
	return attribute.List{
		"expires_in": {
			Kind:  attribute.String,
			Brief: "How long the session is valid", Format: durations,
			Details: "The time starts with the apply that creates or renews the session, or that changes this attribute. " +
				"The duration is also an upper bound: if the session on Seam expires later, the next plan moves its expiry back. " +
				"Use it instead of `expires_at`. The provider then computes `expires_at` during apply, so you can apply a plan later.",
			Default: "If you omit it, `expires_at` applies.",
			Change:  "Changing this updates `expires_at` in place.",
			Origin:  attribute.NotSent,
			Strings: []validator.String{instant.IsDuration()}, ConflictsWith: "expires_at",
		},
		"renew_before": {
			Kind:  attribute.String,
			Brief: "How long before its expiry the session is renewed", Format: durations,
			Details: "From then on, a plan moves `expires_at` in place and changes nothing else. A refresh checks this by Seam's clock. " +
				"This attribute requires `expires_in` and must be shorter.",
			Default: "If you omit it, the provider renews a session only after it has expired.",
			Change:  "Changing this updates the resource in place. The new value takes effect with the refresh after that apply.",
			Origin:  attribute.NotSent,
			Strings: []validator.String{instant.IsDuration()}, AlsoRequires: "expires_in",
		},
		"rotate_when_changed": {
			Kind:  attribute.MapOfStrings,
			Brief: "Values that rotate the token of the session when they change", Format: "as a map of text, such as `{ incident = \"2031-04\" }`",
			Details: "The provider deletes the session and creates it again, which invalidates the old token. " +
				"The new session gets the accounts, the webviews and the user identity of the old one.",
			Default: "If you omit it, the token is not rotated.",
			Change: "Changing this updates the resource in place, with a new ID and token. " +
				"Adding the attribute to an existing session, or removing it, does not rotate the token.",
			Origin: attribute.NotSent,
		},
		"on_existing": {
			Kind:  attribute.String,
			Brief: "What a create does if a session with the same `user_identifier_key` already exists", Format: "`adopt` or `error`",
			Details: "With `adopt`, the resource adopts the session, as get-or-create does. With `error`, the create fails and shows an `import` block for the session.",
			Default: "Defaults to `adopt`.",
			Change:  "Changing this updates the resource in place. The value takes effect when the resource is created.",
			Origin:  attribute.NotSent, Strings: []validator.String{stringvalidator.OneOf(existingAdopt, existingError)},
		},
		"on_destroy": {
			Kind:  attribute.String,
			Brief: "What a destroy does with the session", Format: "`delete`, `revoke` or `keep`",
			Details: "With `revoke`, the token becomes invalid, and the session presumably stays visible on Seam. With `keep`, the provider sends nothing, and the token stays valid.",
			Default: "Defaults to `delete`.",
			Change:  "Changing this updates the resource in place. A destroy uses the value of the last apply.",
			Origin:  attribute.NotSent, Strings: []validator.String{stringvalidator.OneOf(destroyDelete, destroyRevoke, destroyKeep)},
		},
		"store_token": {
			Kind:  attribute.Bool,
			Brief: "Whether `token` is stored in the Terraform state", Format: "`true` or `false`",
			Details: "With `false`, `token` is null in state and plan. `token_version` still shows when the token changes, " +
				"and the ephemeral resource `seam_client_session` provides the token.",
			Default: "Defaults to `true`.",
			Change:  "Changing this updates the resource in place and keeps the token.",
			Origin:  attribute.NotSent,
		},
	}
}

// ValidateConfig rejects durations that make no sense.
func (r *sessionResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	config, diags := load(ctx, modelFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(checkDurations(config.policy)...)
	}
}

func checkDurations(p policy) diag.Diagnostics {
	var diags diag.Diagnostics
	for name, value := range map[string]types.String{"expires_in": p.ExpiresIn, "renew_before": p.RenewBefore} {
		if d, ok := instant.Length(value); ok && d <= 0 {
			diags.AddAttributeError(path.Root(name), "Duration not positive", fmt.Sprintf(
				"%s must be positive, got %q.", name, value.ValueString()))
		}
	}
	lifetime, okLifetime := instant.Length(p.ExpiresIn)
	before, okBefore := instant.Length(p.RenewBefore)
	if okLifetime && okBefore && lifetime > 0 && before >= lifetime {
		diags.AddAttributeError(path.Root("renew_before"), "renew_before is not shorter than expires_in", fmt.Sprintf(
			"renew_before is %q and expires_in is %q, so every plan would renew the session. Make renew_before shorter.",
			p.RenewBefore.ValueString(), p.ExpiresIn.ValueString()))
	}
	return diags
}
