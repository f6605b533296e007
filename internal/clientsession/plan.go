package clientsession

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// Planning is pure: it sees configuration, prior state and what Read noted, and
// never a clock. A plan that looked at one could not be applied a moment later.

// verdict is what planning found besides the planned values.
type verdict struct {
	// replace is set when another key means another session.
	replace bool
	// rotate is set when the session is to get another token.
	rotate bool
	// dead is set when the session has expired and the plan cannot heal it,
	// because the configuration itself asks for the expiry that has passed.
	dead bool
	// unreachable is set when the plan would change a session that has no
	// user_identifier_key, which get-or-create cannot find.
	unreachable bool
}

// planUpdate returns what the next apply makes of an existing session.
//
// What the configuration leaves null is unmanaged and stays as it is. An expired
// session is healed in place: never by replacement, because under
// create_before_destroy the new half would be answered with the old session and
// the destroy half would then delete it.
func planUpdate(config, prior model, seen phase) (model, verdict) {
	planned := overlay(modelFields, config, prior, isNull)
	planned.policy = choosePolicy(config.policy, prior.policy)
	planned.UserIdentityID, planned.UserIdentityIDs = chooseIdentity(config, prior)
	planned.ExpiresAt = chooseExpiry(config, planned, prior, seen)
	planned.Token = chooseToken(planned, prior)

	var v verdict
	v.replace = !planned.UserIdentifierKey.Equal(prior.UserIdentifierKey)
	if v.replace {
		return planned, v // Terraform plans the new session by itself
	}
	v.rotate = rotates(planned.RotateWhenChanged, prior.RotateWhenChanged)
	v.unreachable = prior.UserIdentifierKey.IsNull() && (v.rotate || changes(planned, prior))
	v.dead = seen == phaseExpired && (config.ExpiresAt.SameInstant(prior.ExpiresAt) || prior.UserIdentifierKey.IsNull())
	switch {
	case prior.ClientSessionID.IsNull(): // what an unclear create left
		planned = planNewSession(config, planned)
		planned.WorkspaceID = types.StringUnknown()
	case seen == phaseExpired && !v.dead:
		planned = planNewSession(config, planned)
	case v.rotate:
		planned = planNewToken(config, planned)
	case reachChanges(planned, prior):
		planned.DeviceCount = types.Int64Unknown()
	}
	return planned, v
}

// chooseExpiry plans the expiry. With expires_in it stays as it is, until it is
// to be computed anew at apply: a plan may be applied a day later.
func chooseExpiry(config, planned, prior model, seen phase) instant.Value {
	// Read judged by the renew_before in state; another one counts from the next refresh.
	due := seen == phaseDue && !planned.RenewBefore.IsNull() && planned.RenewBefore.Equal(prior.RenewBefore)
	switch {
	case config.ExpiresAt.SameInstant(prior.ExpiresAt):
		return prior.ExpiresAt // another spelling is no change
	case !config.ExpiresAt.IsNull():
		return config.ExpiresAt // expires_in is null, or not known yet
	case !planned.ExpiresIn.IsNull() && (due || !planned.ExpiresIn.Equal(prior.ExpiresIn)):
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
	planned = planNewToken(config, planned)
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

// planNewToken makes unknown what a session has of its own that takes over the
// reach of another: a rotation hands the accounts, the webviews and the user
// identity on, so that what end users connected survives it.
func planNewToken(config, planned model) model {
	planned.ClientSessionID = types.StringUnknown()
	planned.TokenFingerprint = types.StringUnknown()
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
	case id.IsNull() && ids.IsNull(), ids.IsNull() && id.Equal(prior.UserIdentityID):
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

// onlyElement returns the element of a set of one, unknown as long as it is.
func onlyElement(set types.Set) types.String {
	if elements := set.Elements(); len(elements) == 1 {
		if only, ok := elements[0].(types.String); ok {
			return only
		}
	}
	return types.StringUnknown()
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
