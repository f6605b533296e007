package sequences_test

import (
	"slices"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// step runs one step, and then applies until nothing changes. It reports whether
// this succeeded, because an error may require another configuration.
func (w *simulation) step(s step) (rested bool) {
	for _, e := range s.Before {
		w.happen(e)
	}
	w.pass(time.Minute)
	if s.RefreshOnly {
		w.wantExcused(s, w.tf.refreshOnly(s), false)
	}
	w.disturbed(s)
	return w.rest(s)
}

// disturbed plans and applies with all disturbances of the step.
func (w *simulation) disturbed(s step) {
	planned := w.plan(s, true)
	w.wantExcused(s, planned, false)
	if planned.failed() {
		return
	}
	for _, e := range s.Between {
		w.happen(e)
	}
	if s.Fault != nil {
		s.Fault.inject(w.Server)
	}
	w.apply(s, s.Killed)
	w.ClearFaults()
}

// plan plans, and checks its requests. A refresh writes nothing, and creates no
// expired session again.
func (w *simulation) plan(s step, unknown bool) run {
	ends, ok := instant(at(w.tf.current(), "expires_at"))
	result := w.record(func() run { return w.tf.plan(s, unknown) })
	for _, q := range result.requests {
		if q.path == acctest.GetOrCreate && len(q.body) > 1 || q.path == acctest.Delete || q.path == acctest.Revoke {
			breaks("(a)", "a plan sends %s %v", q.path, q.body)
		}
	}
	if ok && !ends.After(w.Clock.Now()) && len(result.after) > len(result.before) {
		breaks("(c)", "a refresh created a session in place of one that has expired%s", result.String())
	}
	return result
}

// apply applies the saved plan, and checks the result.
func (w *simulation) apply(s step, killed bool) run {
	key := w.key()
	result := w.record(func() run { return w.tf.apply(killed) })
	w.steps++
	w.wantExcused(s, result, true)
	w.wantSent(result)
	if !killed {
		w.wantState(result)
		w.wantCompleted(result)
	}
	planned := at(result.planned, "connected_account_ids")
	switch {
	case result.action == destroy, result.action == replace:
		w.owed[key] = nil
	case killed && result.action == update && !at(result.planned, "client_session_id").IsKnown():
		w.owed[key] = nil // the known limit: killed inside a rotation
	}
	if result.action != noOp && !at(result.config, "connected_account_ids").IsNull() && same("", at(result.config, "connected_account_ids"), planned) {
		for _, k := range []string{key, text(at(result.planned, "user_identifier_key"))} {
			w.keepOwed(k, elements(planned))
		}
	}
	return result
}

// rest applies without disturbances until the plan is empty: property (e).
func (w *simulation) rest(s step) (rested bool) {
	most := 1
	if s.Fault != nil || s.Killed || len(s.Between) > 0 || s.NoRefresh {
		most = 2
	}
	s = step{Config: s.Config, Destroyed: s.Destroyed, Ignored: s.Ignored, CreateBeforeDestroy: s.CreateBeforeDestroy}
	var planned run
	for n := 0; ; n++ {
		w.pass(time.Minute)
		planned = w.plan(s, false)
		w.wantExcused(s, planned, false)
		if planned.action == noOp || planned.failed() {
			break
		}
		if n == most {
			breaks("(e)", "after %d applies the plan still has %s: %#v, it was %#v%s", n+1, planned.action, planned.planned, planned.prior, planned.String())
		}
		if result := w.apply(s, false); result.failed() && w.blocked(s, result) {
			return false // only a different configuration resolves it
		}
	}
	if planned.failed() {
		return false
	}
	w.wantRefreshed(planned)
	w.wantLive(planned)
	w.wantAccounts(planned)
	w.apply(s, false) // writes the refreshed state
	return true
}

// wantExcused fails on an error that the step does not explain.
func (w *simulation) wantExcused(s step, r run, applied bool) {
	for _, d := range r.said {
		one := run{said: []diagnostic{d}, config: r.config, planned: r.planned, prior: r.prior}
		if !d.err || w.blocked(s, one) {
			continue
		}
		disturbed := len(s.Between) > 0 || s.NoRefresh
		switch {
		case applied && s.Fault != nil:
		case applied && disturbed && one.says("created again during this apply", "It expired after the plan was made"):
		case applied && disturbed && one.says("Seam returned an expired client session", "Could not read the client session"):
		case applied && disturbed && w.sequence.Expired == seamfake.ExpiredReturned && one.says("Seam returned a different"):
			// It has expired since the plan, and Seam does not change it.
		default:
			breaks("(error)", "%s%s", d.text, r.String())
		}
	}
}

// blocked reports an error that only a different configuration resolves.
func (w *simulation) blocked(s step, r run) bool {
	if r.says("Rotation depends on an unknown expires_in") {
		return slices.Contains(s.Unknown, "expires_in")
	}
	if r.says("already exists") {
		return s.Config["on_existing"] == "error"
	}
	if r.says("renew_before is not shorter than expires_in") {
		return s.ignores("expires_in") || s.ignores("renew_before")
	}
	if !r.says("expires_at has passed") || r.says("It expired after the plan was made") {
		return false
	}
	expiry, ok := instant(at(r.planned, "expires_at"))
	return ok && !expiry.After(w.Clock.Now())
}
