package clientsession

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// Shortcut returns the rules for those calls about the managed resource that do not
// need the framework. current returns the connection of the provider.
func Shortcut(current func() *connection.Connection) shortcut.Resource {
	attributes := resourceAttributes()
	return shortcut.Of(resourceSchema(), shortcut.Rules{
		Valid:         func(ctx context.Context, config shortcut.Object) bool { return isValid(ctx, attributes, config) },
		PlanUnchanged: planIsUnchanged, PlanNew: newPlanIsConfig, Identity: []string{"client_session_id", "workspace_id"},
		ReadUnchanged: func(ctx context.Context, prior shortcut.Object) (context.Context, bool) {
			return (&sessionResource{connection: current()}).readIsUnchanged(ctx, prior)
		},
	})
}

// isValid reports whether a configuration has no diagnostics.
func isValid(ctx context.Context, attributes attribute.List, config shortcut.Object) bool {
	m, ok := modelOf(config)
	if !ok {
		return false
	}
	values := make(map[string]attr.Value, len(modelFields))
	for _, f := range modelFields {
		values[f.name] = f.get(&m)
	}
	return attributes.Accepts(ctx, values) && len(checkDurations(m.policy)) == 0
}

// planIsUnchanged reports whether ModifyPlan returns the prior state without a diagnostic, if the configuration equals
// the state and there are no notes. It mirrors planUpdate and storeModel, which plan the state of an unclear create as
// new, read a token that is not in state, remove a token that must not be stored, and derive user_identity_id from
// user_identity_ids. The framework rejects an invalid instant.
func planIsUnchanged(config, prior shortcut.Object) bool {
	option, known := valueOf(prior["store_token"], types.BoolNull())
	return known && !prior["client_session_id"].IsNull() && prior["token"].IsNull() != storesToken(option) && config["user_identity_ids"].IsNull() &&
		isInstant(prior["created_at"]) && isInstant(prior["expires_at"])
}

// newPlanIsConfig mirrors ModifyPlan for a new session: a token that must not be stored is null.
func newPlanIsConfig(config shortcut.Object) (except string, ok bool) {
	if option, known := valueOf(config["store_token"], types.BoolNull()); known && !storesToken(option) {
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

// readIsUnchanged reports whether Read returns the prior state without a diagnostic or a note, for a session without
// notes. It sends the request of Read. Read takes the response from the context and does not send the request again.
func (r *sessionResource) readIsUnchanged(ctx context.Context, before shortcut.Object) (context.Context, bool) {
	prior, ok := modelOf(before)
	if !ok {
		return ctx, false
	}
	got := r.requestSession(ctx, prior)
	same := got.session != nil && len(got.diags) == 0 && shows(got.session, prior) && !got.show(r.connection, got.session)
	return withResult(ctx, got), same
}

// shows reports whether a session equals the state and there is nothing to note. Comparing every attribute includes the
// checks that Read makes.
func shows(session *seam.ClientSession, prior model) bool {
	state := withoutUnstored(stateOf(fromAPI(session), prior))
	for _, f := range modelFields {
		if !f.get(&state).Equal(f.get(&prior)) {
			return false
		}
	}
	return phaseOf(session.ExpiresAt.Time, session.AnsweredAt, prior.policy) == phaseLive
}

// modelOf decodes a configuration or a state. It returns false if it cannot decode it, for example because of an
// invalid instant.
func modelOf(object shortcut.Object) (model, bool) {
	m := emptyModel()
	for _, f := range modelFields {
		value, ok := valueOf(object[f.name], f.get(&m))
		if !ok {
			return m, false
		}
		f.set(&m, value)
	}
	return m, true
}
