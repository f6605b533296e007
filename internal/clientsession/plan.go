package clientsession

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// Planning is pure: it sees configuration, prior state and what Read noted, and
// never a clock. A plan that looked at one could not be applied a moment later.

// notes are what Read found out about the session, and noted for planning.
type notes struct {
	phase phase
	// waiting is set when the reach of a deleted session waits for this one.
	waiting bool
}

// verdict is what planning found besides the planned values.
type verdict struct {
	// replace is set when another key means another session.
	replace bool
	// rotate is set when the session is to get another token.
	rotate bool
	// renew is set when the plan replaces a session that has expired.
	renew bool
	// dead is set when the session has expired and the plan cannot renew it,
	// because the configuration asks for the expiry that has passed.
	dead bool
	// ignored is set when ignore_changes keeps the plan from moving the expiry.
	ignored bool
	// unreachable is set when the plan would change a session that has no
	// user_identifier_key, which get-or-create cannot find.
	unreachable bool
}

// planUpdate returns what the next apply makes of an existing session.
//
// What the configuration leaves null is unmanaged and stays as it is. An expired
// session is renewed in place, never by replacement: under create_before_destroy
// Seam would answer the new half with the old session, and the destroy half would
// then delete it.
func planUpdate(config, prior model, noted notes) (model, verdict) {
	planned := overlay(modelFields, config, prior, isNull)
	planned.policy = choosePolicy(config.policy, prior.policy)
	planned.UserIdentityID, planned.UserIdentityIDs = chooseIdentity(config, prior)
	planned = keepSpelling(planned, prior) // another spelling is no change
	planned.ExpiresAt = chooseExpiry(config, planned, prior, noted.phase)
	planned.Token = chooseToken(planned, prior)

	var v verdict
	v.replace = !planned.UserIdentifierKey.Equal(prior.UserIdentifierKey)
	if v.replace {
		return planned, v // Terraform plans the new session by itself
	}
	v.rotate = rotates(planned.RotateWhenChanged, prior.RotateWhenChanged)
	if fixedExpiry(config, prior) {
		v.ignored = noted.phase != phaseLive || v.rotate || !planned.ExpiresIn.Equal(prior.ExpiresIn)
		if v.rotate { // the new session would need an expiry that the plan cannot show
			v.rotate, planned.RotateWhenChanged = false, prior.RotateWhenChanged
		}
	}
	expired := noted.phase == phaseExpired
	v.unreachable = prior.UserIdentifierKey.IsNull() && (v.rotate || changes(planned, prior))
	v.dead = expired && !v.ignored && (config.ExpiresAt.SameInstant(prior.ExpiresAt) || prior.UserIdentifierKey.IsNull())
	v.renew = expired && !v.ignored && !v.dead
	switch {
	case prior.ClientSessionID.IsNull(): // what an unclear create left
		planned = planNewSession(config, planned)
		planned.WorkspaceID = types.StringUnknown()
	case v.renew:
		planned = planNewSession(config, planned)
	case v.rotate:
		planned = planNewToken(config, planned)
	case noted.waiting && !expired:
		planned = planReach(config, planned)
	case reachChanges(planned, prior):
		planned.DeviceCount = types.Int64Unknown()
	}
	return planned, v
}

// fixedExpiry reports whether ignore_changes holds expires_at: it then is as in
// state beside an expires_in, which a configuration alone cannot have. Terraform
// accepts no other expiry in such a plan. An expires_in that is not known yet
// counts, because the plan must hold once it is.
func fixedExpiry(config, prior model) bool {
	return isKnown(config.ExpiresAt) && config.ExpiresAt.Equal(prior.ExpiresAt) && !config.ExpiresIn.IsNull()
}

// chooseExpiry plans the expiry. With expires_in it stays as it is, until it is
// to be computed anew at apply: a plan may be applied a day later.
func chooseExpiry(config, planned, prior model, seen phase) instant.Value {
	// Read judged by the renew_before in state; another one counts from the next
	// refresh. One that is not known yet may turn out to be the same.
	due := seen == phaseDue && (planned.RenewBefore.IsUnknown() || !planned.RenewBefore.IsNull() && planned.RenewBefore.Equal(prior.RenewBefore))
	anew := due || seen == phaseLong || seen == phaseRecreated || !planned.ExpiresIn.Equal(prior.ExpiresIn)
	switch {
	case config.ExpiresAt.SameInstant(prior.ExpiresAt):
		return prior.ExpiresAt // another spelling is no change
	case !config.ExpiresAt.IsNull():
		return config.ExpiresAt // expires_in is null, or not known yet
	case !planned.ExpiresIn.IsNull() && anew:
		return instant.Unknown()
	}
	return prior.ExpiresAt
}

// chooseToken plans a token that is not in state yet: it is read at apply.
func chooseToken(planned, prior model) types.String {
	if prior.Token.IsNull() || planned.StoreToken.IsUnknown() {
		return types.StringUnknown()
	}
	return prior.Token
}

// planNewSession makes everything unknown that a new session has of its own.
func planNewSession(config, planned model) model {
	return planReach(config, planNewToken(config, planned))
}

// planReach makes unknown what the configuration leaves to end users.
func planReach(config, planned model) model {
	planned.DeviceCount = types.Int64Unknown()
	if config.ConnectWebviewIDs.IsNull() {
		planned.ConnectWebviewIDs = types.SetUnknown(types.StringType)
	}
	if config.ConnectedAccountIDs.IsNull() {
		planned.ConnectedAccountIDs = types.SetUnknown(types.StringType)
	}
	if config.UserIdentityID.IsNull() && config.UserIdentityIDs.IsNull() {
		planned.UserIdentityID = types.StringUnknown()
		planned.UserIdentityIDs = types.SetUnknown(types.StringType)
	}
	return planned
}

// planNewToken makes unknown what a session has of its own that gets the reach of
// another: after a rotation the new session has the same accounts, webviews and
// user identity.
func planNewToken(config, planned model) model {
	planned.ClientSessionID = types.StringUnknown()
	planned.TokenFingerprint = types.StringUnknown()
	planned.TokenVersion = types.Int64Unknown()
	planned.Token = types.StringUnknown()
	planned.CreatedAt = instant.Unknown()
	planned.DeviceCount = types.Int64Unknown()
	planned.CustomerID = types.StringUnknown()
	planned.CustomerKey = types.StringUnknown()
	if config.ExpiresAt.IsNull() {
		planned.ExpiresAt = instant.Unknown()
	}
	return planned
}

// chooseIdentity plans both spellings of the user identity from the one that
// the configuration uses.
func chooseIdentity(config, prior model) (types.String, types.Set) {
	id, ids := config.UserIdentityID, config.UserIdentityIDs
	switch {
	case id.IsNull() && ids.IsNull(), ids.IsNull() && attribute.SameID(id, prior.UserIdentityID):
		return prior.UserIdentityID, prior.UserIdentityIDs
	case ids.IsNull() && id.IsUnknown():
		return id, types.SetUnknown(types.StringType)
	case ids.IsNull():
		return id, setOf([]string{id.ValueString()})
	case id.IsNull():
		return onlyElement(ids), ids
	}
	return id, ids // they conflict, so one of them is still unknown
}

// onlyElement returns the element of a set of one, unknown as long as it is. An
// empty set, which ignore_changes takes over from state, has none.
func onlyElement(set types.Set) types.String {
	elements := set.Elements()
	switch {
	case set.IsUnknown():
		return types.StringUnknown()
	case len(elements) == 0:
		return types.StringNull()
	}
	return elements[0].(types.String)
}

// reachChanges reports whether the session will reach other devices.
func reachChanges(planned, prior model) bool {
	return !planned.ConnectWebviewIDs.Equal(prior.ConnectWebviewIDs) ||
		!planned.ConnectedAccountIDs.Equal(prior.ConnectedAccountIDs) ||
		!planned.UserIdentityID.Equal(prior.UserIdentityID)
}

// changes reports whether the plan asks something else of Seam than what is.
func changes(planned, prior model) bool {
	return reachChanges(planned, prior) || !planned.ExpiresAt.Equal(prior.ExpiresAt) ||
		!planned.UserIdentityIDs.Equal(prior.UserIdentityIDs)
}

// settle returns the state after an apply: what the plan promised, and the
// answer for what it left open.
func settle(planned model, answer sessionModel) model {
	planned.sessionModel = overlay(sessionFields, planned.sessionModel, answer, isUnknown)
	return planned
}

// recreated reports whether the answer is another session than the plan
// promised: the session died since the plan was made.
func recreated(planned model, answer sessionModel) bool {
	return isKnown(planned.ClientSessionID) && !planned.ClientSessionID.Equal(answer.ClientSessionID) ||
		isKnown(planned.TokenFingerprint) && !planned.TokenFingerprint.Equal(answer.TokenFingerprint)
}

// asksForNew reports whether the plan asks for a new session, in place of one that has
// expired or whose token is to be rotated.
func asksForNew(planned model) bool { return planned.ClientSessionID.IsUnknown() }
