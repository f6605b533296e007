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

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// policySpecs are the attributes of policy. None of them is sent to Seam.
func policySpecs() map[string]spec {
	const durations = "a duration in hours, minutes and seconds, such as `\"720h\"` or `\"1h30m\"`"
	return map[string]spec{
		"expires_in": {
			description: "How long the session lives from the apply that creates or renews it, or that changes this attribute. " +
				"Use it instead of `expires_at`, which is then computed, at apply, so that a plan can be applied later.",
			format: durations,
			unset:  "none: `expires_at` holds",
			change: "in place; it moves `expires_at`, and ID and token stay the same",
			origin: notSent, strings: []validator.String{instant.IsDuration(), stringvalidator.ConflictsWith(path.MatchRoot("expires_at"))},
		},
		"renew_before": {
			description: "How long before its expiry the session is renewed: from then on a plan moves `expires_at` in place, and nothing else. " +
				"Judged at refresh, by Seam's clock.",
			format: durations + ", shorter than `expires_in`, which it needs",
			unset:  "none: a session is renewed only once it has expired",
			change: "in place; the new value counts from the refresh after its apply",
			origin: notSent, strings: []validator.String{instant.IsDuration(), stringvalidator.AlsoRequires(path.MatchRoot("expires_in"))},
		},
		"rotate_when_changed": {
			kind: kindMap,
			description: "Values that give the session a new token when they change. " +
				"The session is deleted and created again, so that the old token dies; accounts, webviews and the user identity are handed on.",
			format: "a map of text, such as `{ incident = \"2031-04\" }`",
			unset:  "none: nothing rotates",
			change: "in place, with a new ID and token; adding the attribute to a session, or removing it, rotates nothing",
			origin: notSent,
		},
		"on_existing": {
			description: "What creating the resource does when a session with the same `user_identifier_key` exists: " +
				"`adopt` takes it over, as get-or-create does; `error` fails and shows the `import` block for it.",
			format: "`adopt` or `error`",
			unset:  "`adopt`",
			change: "in place; it counts when the resource is created",
			origin: notSent, strings: []validator.String{stringvalidator.OneOf(existingAdopt, existingError)},
		},
		"on_destroy": {
			description: "What destroying the resource does with the session: `delete`; `revoke`, so that the token dies and the session stays visible on Seam; " +
				"or `keep`, which sends nothing and leaves the token alive.",
			format: "`delete`, `revoke` or `keep`",
			unset:  "`delete`",
			change: "in place; the value of the last apply counts",
			origin: notSent, strings: []validator.String{stringvalidator.OneOf(destroyDelete, destroyRevoke, destroyKeep)},
		},
		"store_token": {
			kind: kindBool,
			description: "Whether `token` is stored in the Terraform state. With `false` it is null in state and plan; `token_fingerprint` still tells when it changes, " +
				"and the ephemeral resource `seam_client_session` hands out the token.",
			format: "`true` or `false`",
			unset:  "`true`",
			change: "in place; the token stays the same",
			origin: notSent,
		},
	}
}

// ValidateConfig refuses durations that make no sense.
func (r *sessionResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	config, diags := load(ctx, modelFields, req.Config)
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(checkDurations(config.policy)...)
	}
}

func checkDurations(p policy) diag.Diagnostics {
	var diags diag.Diagnostics
	for attribute, value := range map[string]types.String{"expires_in": p.ExpiresIn, "renew_before": p.RenewBefore} {
		if d, ok := instant.Length(value); ok && d <= 0 {
			diags.AddAttributeError(path.Root(attribute), "Duration not positive", fmt.Sprintf(
				"%s is %q; it must be longer than zero.", attribute, value.ValueString()))
		}
	}
	lifetime, okLifetime := instant.Length(p.ExpiresIn)
	before, okBefore := instant.Length(p.RenewBefore)
	if okLifetime && okBefore && lifetime > 0 && before >= lifetime {
		diags.AddAttributeError(path.Root("renew_before"), "renew_before is not shorter than expires_in", fmt.Sprintf(
			"renew_before is %q and expires_in is %q, so that every plan would renew the session. Make renew_before shorter.",
			p.RenewBefore.ValueString(), p.ExpiresIn.ValueString()))
	}
	return diags
}
