package clientsession

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
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

// phase is the phase of a session's lifecycle that Read last saw.
type phase string

const (
	phaseLive phase = ""
	// phaseDue means that the expiry is less than renew_before away.
	phaseDue phase = "due"
	// phaseLong means that the expiry is further ahead than expires_in allows.
	phaseLong phase = "long"
	// phaseRecreated is a session that replaced the one in state. Its expiry comes
	// from Seam and not from expires_in.
	phaseRecreated phase = "recreated"
	// phaseExpired is a session that has expired, or that no longer exists and
	// whose expiry in state has passed.
	phaseExpired phase = "expired"
)

// phaseOf determines the phase by the clock of the response. Without one, the
// session is active.
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
	case limited && expiresAt.After(answeredAt.Add(lifetime+seam.ClockTolerance)):
		return phaseLong
	}
	return phaseLive
}

// chooseDuration plans the duration of the configuration, in the spelling of the
// state if both are equal.
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

// rotates reports whether the trigger changed. Adding or removing it rotates nothing,
// because the first plan after an import, or after a user prepared a rotation, must
// not invalidate a token that is in use.
func rotates(planned, prior types.Map) bool {
	return !planned.IsNull() && !prior.IsNull() && !planned.Equal(prior)
}
