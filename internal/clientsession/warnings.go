package clientsession

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Terraform merges warnings with the same headline. A headline therefore contains the
// session if the warning must be visible for each session.

// adoptedWarning reports that a create adopted an existing session.
func adoptedWarning(state model, got *seam.ClientSession) diag.Diagnostic {
	destroy := "destroying the resource deletes the session"
	switch state.OnDestroy.ValueString() {
	case destroyRevoke:
		destroy = "destroying the resource revokes the session"
	case destroyKeep:
		destroy = "destroying the resource does not change the session"
	}
	return diag.NewWarningDiagnostic("Client session "+name(state)+" already existed and was adopted", fmt.Sprintf(
		"%s already existed (%s, created at %s). This resource now manages it, and %s. "+
			"If this is intended, set on_existing to \"adopt\" to remove this warning. To fail if a session exists, set it to \"error\".",
		subject(state), got.ClientSessionID, got.CreatedAt, destroy))
}

// unrenewableWarning reports an expired session that the plan cannot renew.
func unrenewableWarning(prior model) diag.Diagnostic {
	if prior.UserIdentifierKey.IsNull() {
		return diag.NewWarningDiagnostic("The client session has expired", fmt.Sprintf(
			"%s expired at %s, and its token no longer works. The session has no user_identifier_key, so get-or-create cannot renew it. "+
				"Replace the resource (terraform apply -replace=…).", subject(prior), prior.ExpiresAt.ValueString()))
	}
	return diag.NewAttributeWarningDiagnostic(path.Root("expires_at"), "The client session has expired", fmt.Sprintf(
		"%s expired at %s, and its token no longer works. This plan keeps that expires_at. To use the session again, set a later expires_at. "+
			"If the configuration already has a later one, ignore_changes keeps it out of the plan.",
		subject(prior), prior.ExpiresAt.ValueString()))
}

// renewWarning explains why a plan renews a session.
func renewWarning(prior model) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Client session "+name(prior)+" has expired and will be renewed", fmt.Sprintf(
		"%s expired at %s. This plan renews it in place. If Seam returns a different token, the same apply updates everything that depends on the token.",
		subject(prior), prior.ExpiresAt.ValueString()))
}

// ignoredWarning reports that ignore_changes prevents the plan from moving the expiry.
func ignoredWarning(prior model) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("expires_at"), "ignore_changes keeps "+name(prior)+" from being renewed", fmt.Sprintf(
		"%s has expires_at %s in state. The plan has both expires_in and expires_at, because ignore_changes contains one of them or is all. Terraform then accepts only the expires_at in state. "+
			"This plan therefore neither renews nor rotates the session, and its token stops working at that time. Remove expires_at and expires_in from ignore_changes.",
		subject(prior), prior.ExpiresAt.ValueString()))
}

// undecidedError reports that an unknown expires_in decides whether the token is rotated. A plan that guesses wrong fails
// halfway through the apply.
func undecidedError(prior model) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("expires_in"), "Rotation depends on an unknown expires_in", fmt.Sprintf(
		"%s: rotate_when_changed changes, expires_at is still %s, and expires_in is known only during apply. If it is null then, the provider rotates the token. "+
			"If it is set, ignore_changes contains expires_at, and the token cannot be rotated. First apply what expires_in depends on, or change rotate_when_changed in a later apply.",
		subject(prior), prior.ExpiresAt.ValueString()))
}

// sharedWarning reports that two objects in state have the same session.
func sharedWarning(state model) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Two resources use one client session", fmt.Sprintf(
		"%s (%s) is in state more than once. Either two resources use the same key, or a deposed object has the same session as the current one. "+
			"Destroying either one invalidates the token of both. Give each resource its own key. "+
			"Terraform destroys a deposed object in the next apply. Then apply again to get a new session.",
		subject(state), state.ClientSessionID.ValueString()))
}
