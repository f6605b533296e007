package clientsession

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// Terraform folds warnings with one headline into one. The headlines of warnings
// that must be seen for each session name the session.

// deadWarning tells of an expired session that the plan cannot renew.
func deadWarning(prior model) diag.Diagnostic {
	if prior.UserIdentifierKey.IsNull() {
		return diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
			"%s expired at %s and its token no longer works. It has no user_identifier_key, so get-or-create cannot renew it; "+
				"replace it (terraform apply -replace=…).", subject(prior), prior.ExpiresAt.ValueString()))
	}
	return diag.NewAttributeWarningDiagnostic(path.Root("expires_at"), "The client session has expired", fmt.Sprintf(
		"%s expired at %s, which is the expires_at of this plan, and its token no longer works. Set a later expires_at to use it again. "+
			"If the configuration has a later one, ignore_changes keeps it out of the plan.",
		subject(prior), prior.ExpiresAt.ValueString()))
}

// renewWarning says why a plan replaces a session.
func renewWarning(prior model) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Client session "+name(prior)+" has expired and is renewed", fmt.Sprintf(
		"%s expired at %s. This plan renews it in place, and whatever depends on its token gets the new one.",
		subject(prior), prior.ExpiresAt.ValueString()))
}

// ignoredWarning tells of an expiry that ignore_changes keeps from being moved.
func ignoredWarning(prior model) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("expires_at"), "ignore_changes keeps "+name(prior)+" from being renewed", fmt.Sprintf(
		"%s expires at %s. The configuration has expires_in, but ignore_changes has expires_at or all, and Terraform then accepts no other expires_at in a plan. "+
			"So this plan neither renews nor rotates the session. Take expires_at out of ignore_changes.",
		subject(prior), prior.ExpiresAt.ValueString()))
}
