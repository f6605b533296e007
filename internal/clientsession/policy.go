package clientsession

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// Values of on_existing; null is adopt.
const (
	existingAdopt = "adopt"
	existingError = "error"
)

// Values of on_destroy; null is delete.
const (
	destroyDelete = "delete"
	destroyRevoke = "revoke"
	destroyKeep   = "keep"
)

// phase is where a session stands in its life, as Read last saw it.
type phase string

const (
	phaseLive phase = ""
	// phaseDue is within renew_before of the expiry.
	phaseDue phase = "due"
	// phaseLong is an expiry further ahead than expires_in allows.
	phaseLong phase = "long"
	// phaseRecreated is a session that took the place of the one in state. Seam
	// gave it an expiry, not expires_in.
	phaseRecreated phase = "recreated"
	// phaseExpired is a session that has expired, or that no longer exists and
	// whose expiry in state has come.
	phaseExpired phase = "expired"
)

// clockGrace is how much further ahead than expires_in allows an expiry may be.
const clockGrace = time.Minute

// phaseOf judges by the clock of the answer. Without one the session lives.
func phaseOf(expiresAt, answeredAt time.Time, p policy) phase {
	before, renewed := instant.Length(p.RenewBefore)
	lifetime, limited := instant.Length(p.ExpiresIn)
	switch {
	case answeredAt.IsZero():
		return phaseLive
	case !expiresAt.After(answeredAt):
		return phaseExpired
	case renewed && !expiresAt.Add(-before).After(answeredAt):
		return phaseDue
	case limited && expiresAt.After(answeredAt.Add(lifetime+clockGrace)):
		return phaseLong
	}
	return phaseLive
}

// chooseDuration plans what the configuration says, in the spelling that state
// has for the same duration.
func chooseDuration(config, prior types.String) types.String {
	c, okC := instant.Length(config)
	p, okP := instant.Length(prior)
	if okC && okP && c == p {
		return prior
	}
	return config
}

// choosePolicy plans the policy of the configuration.
func choosePolicy(config, prior policy) policy {
	planned := config
	planned.ExpiresIn = chooseDuration(config.ExpiresIn, prior.ExpiresIn)
	planned.RenewBefore = chooseDuration(config.RenewBefore, prior.RenewBefore)
	return planned
}

// rotates reports whether the trigger changed. Adding it to a session, or
// removing it, changes nothing: the first plan after an import, or after a user
// only prepared a rotation, must not kill a token that is in use.
func rotates(planned, prior types.Map) bool {
	return !planned.IsNull() && !prior.IsNull() && !planned.Equal(prior)
}
