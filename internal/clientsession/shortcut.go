package clientsession

import (
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// Shortcut tells which plans of the managed resource the framework need not see.
func Shortcut() shortcut.Resource {
	return shortcut.Of(resourceSchema(), shortcut.Rules{Stays: staysAsItIs, Starts: startsAsConfigured})
}

// staysAsItIs reports whether ModifyPlan returns the prior state and says nothing, when the configuration asks for what
// state has and nothing is noted. It follows planUpdate and storeModel: a session that an unclear create left is new, a
// token that state lacks is read, one that is not to be stored is removed, and user_identity_ids decides what
// user_identity_id is. The framework refuses an instant that is none.
func staysAsItIs(config, prior shortcut.Object) bool {
	stored := !prior["store_token"].IsFalse()
	return !prior["client_session_id"].IsNull() && prior["token"].IsNull() != stored && config["user_identity_ids"].IsNull() &&
		isInstant(prior["created_at"]) && isInstant(prior["expires_at"])
}

// startsAsConfigured follows what ModifyPlan does for a new session: a token that is not to be stored is null.
func startsAsConfigured(config shortcut.Object) (except string, ok bool) {
	if config["store_token"].IsFalse() {
		except = "token"
	}
	for _, name := range []string{"created_at", "expires_at"} {
		if at := config[name]; !at.IsNull() && !at.IsUnknown() && !isInstant(at) {
			return "", false
		}
	}
	return except, config["token"].IsNull()
}

func isInstant(v shortcut.Value) bool {
	_, err := instant.Parse(v.Text())
	return err == nil
}
