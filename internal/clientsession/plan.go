package clientsession

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// Planning is pure. It uses the configuration, the prior state and the notes of
// Read, but no clock. A plan that depends on a clock could not be applied a moment
// later.

// notes are what Read recorded about the session for planning.
type notes struct {
	phase phase
	// waiting is set if this session must still get the reach of a deleted one.
	waiting bool
}

// verdict is the result of planning in addition to the planned values.
type verdict struct {
	// replace is set if the key changes, which means another session.
	replace bool
	// rotate is set if the session gets a new token.
	rotate bool
	// renew is set if the plan renews an expired session.
	renew bool
	// unrenewable is set if the session has expired and the plan cannot renew it, because
	// the configuration has the expiry that has passed or the session has no key.
	unrenewable bool
	// ignored is set if ignore_changes prevents the plan from moving the expiry.
	ignored bool
	// undecided is set if the plan cannot know yet whether ignore_changes prevents the
	// rotation.
	undecided bool
	// unreachable is set if the plan would change a session without a
	// user_identifier_key, which get-or-create cannot find.
	unreachable bool
}

// planUpdate plans the update of an existing session.
//
// Null attributes of the configuration are not managed and keep their values. An
// expired session is renewed in place and never replaced. With
// create_before_destroy, Seam would return the old session to the create, and the
// destroy would then delete it.
func planUpdate(config, prior model, noted notes) (model, verdict) {
	planned := overlay(modelFields, config, prior, isNull)
	planned.policy = choosePolicy(config.policy, prior.policy)
	planned.UserIdentityID, planned.UserIdentityIDs = chooseIdentity(config, prior)
	planned = keepSpelling(planned, prior) // a different spelling is not a change
	planned.ExpiresAt = chooseExpiry(config, planned, prior, noted.phase)
	planned.Token = chooseToken(planned, prior)

	var v verdict
	v.replace = !planned.UserIdentifierKey.Equal(prior.UserIdentifierKey)
	if v.replace {
		return planned, v // Terraform plans the new session
	}
	v.rotate = rotates(planned.RotateWhenChanged, prior.RotateWhenChanged)
	if fixedExpiry(config, prior) {
		v.undecided = v.rotate && config.ExpiresIn.IsUnknown()
		v.ignored = isKnown(config.ExpiresIn) && (noted.phase != phaseLive || v.rotate || !planned.ExpiresIn.Equal(prior.ExpiresIn))
		if v.rotate && !planned.RotateWhenChanged.IsUnknown() { // an unknown trigger may turn out to be null
			planned.RotateWhenChanged = prior.RotateWhenChanged
		}
		v.rotate = false // the new session would need an expiry that the plan cannot show
	}
	expired := noted.phase == phaseExpired
	v.unreachable = prior.UserIdentifierKey.IsNull() && (v.rotate || changes(planned, prior))
	v.unrenewable = expired && !v.ignored && (config.ExpiresAt.SameInstant(prior.ExpiresAt) || prior.UserIdentifierKey.IsNull())
	v.renew = expired && !v.ignored && !v.unrenewable
	switch {
	case prior.ClientSessionID.IsNull(): // the state of an unclear create
		planned = planNewSession(config, planned)
		planned.WorkspaceID = types.StringUnknown()
	case v.renew:
		planned = planNewSession(config, planned)
	case v.rotate && noted.waiting: // an unknown trigger may turn out to be the one in state
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

// fixedExpiry reports whether ignore_changes contains expires_at. The configuration
// then has the expires_at of the state together with expires_in, which it could not
// have otherwise. Terraform accepts no other expiry in such a plan. An unknown
// expires_in counts, although it may turn out to be null.
func fixedExpiry(config, prior model) bool {
	return isKnown(config.ExpiresAt) && config.ExpiresAt.Equal(prior.ExpiresAt) && !config.ExpiresIn.IsNull()
}

// chooseExpiry plans the expiry. With expires_in, it does not change until a renewal
// is due. It is then unknown and computed during apply, because a plan may be
// applied a day later.
func chooseExpiry(config, planned, prior model, seen phase) instant.Value {
	// Read used the renew_before in state. A different one takes effect with the
	// next refresh. An unknown one may turn out to be the same.
	due := seen == phaseDue && (planned.RenewBefore.IsUnknown() || !planned.RenewBefore.IsNull() && planned.RenewBefore.Equal(prior.RenewBefore))
	recompute := due || seen == phaseLong || seen == phaseRecreated || !planned.ExpiresIn.Equal(prior.ExpiresIn)
	switch {
	case config.ExpiresAt.SameInstant(prior.ExpiresAt):
		return prior.ExpiresAt // a different notation is not a change
	case !config.ExpiresAt.IsNull():
		return config.ExpiresAt // expires_in is null or unknown
	case !planned.ExpiresIn.IsNull() && recompute:
		return instant.Unknown()
	}
	return prior.ExpiresAt
}

// chooseToken plans the token. If the token is not in state yet, the apply reads it.
func chooseToken(planned, prior model) types.String {
	if prior.Token.IsNull() || planned.StoreToken.IsUnknown() {
		return types.StringUnknown()
	}
	return prior.Token
}

// planNewSession marks everything that differs in a new session as unknown.
func planNewSession(config, planned model) model {
	return planReach(config, planNewToken(config, planned))
}

// planReach marks the accounts, webviews and user identity as unknown if the
// configuration does not manage them.
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

// planNewToken marks everything that a rotation changes as unknown. After a rotation,
// the new session has the same accounts, webviews and user identity.
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

// chooseIdentity plans both attributes of the user identity from the one that the
// configuration uses.
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
	return id, ids // they conflict, so one of them is unknown
}

// onlyElement returns the element of a set with one element. It is unknown if the
// set is unknown, and null if the set is empty. ignore_changes can copy an empty set
// from state.
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

// reachChanges reports whether the session will have access to other devices.
func reachChanges(planned, prior model) bool {
	return !planned.ConnectWebviewIDs.Equal(prior.ConnectWebviewIDs) ||
		!planned.ConnectedAccountIDs.Equal(prior.ConnectedAccountIDs) ||
		!planned.UserIdentityID.Equal(prior.UserIdentityID)
}

// changes reports whether the plan changes the session on Seam.
func changes(planned, prior model) bool {
	return slices.ContainsFunc(sentFields, func(f field[sessionModel]) bool {
		return !f.get(&planned.sessionModel).Equal(f.get(&prior.sessionModel))
	})
}

// settle returns the state after an apply: the planned values, with the values of the
// response in place of unknown ones.
func settle(planned model, returned sessionModel) model {
	planned.sessionModel = overlay(sessionFields, planned.sessionModel, returned, isUnknown)
	return planned
}

// recreated reports whether the response has a different session or token than the
// plan, because the session ended after the plan was made.
func recreated(planned model, returned sessionModel) bool {
	return isKnown(planned.ClientSessionID) && !planned.ClientSessionID.Equal(returned.ClientSessionID) ||
		isKnown(planned.TokenFingerprint) && !planned.TokenFingerprint.Equal(returned.TokenFingerprint)
}

// asksForNew reports whether the plan has a new session, which replaces one that has expired or whose token is rotated.
func asksForNew(planned model) bool { return planned.ClientSessionID.IsUnknown() }
