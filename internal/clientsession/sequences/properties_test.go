package sequences_test

import (
	"slices"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// sentNames are the fields of a get-or-create other than the key.
var sentNames = []string{"connect_webview_ids", "connected_account_ids", "expires_at", "user_identity_id", "user_identity_ids"}

// wantSent is property (a): to a session that the plan keeps, an apply writes only
// what the plan changes. To another one, it writes only what is managed or copied.
func (w *simulation) wantSent(r run) {
	if r.action != update && r.action != create && r.action != replace || r.config == cty.NilVal {
		return
	}
	old, kept := text(at(r.prior, "client_session_id")), r.action == update && at(r.planned, "client_session_id").IsKnown()
	for _, q := range r.requests {
		if q.path == acctest.Delete && kept && q.body["client_session_id"] == old && w.wasAlive(r.before, old) {
			breaks("(d)", "an update that keeps the session deletes it%s", r.String())
		}
		if q.path != acctest.GetOrCreate {
			continue
		}
		found, exists := w.finds(q)
		for _, name := range sentNames {
			value, sent := q.body[name]
			if !sent {
				continue
			}
			ok := w.isManaged(r, name, value)
			switch onOld := r.action == update && exists && found.ClientSessionID == old; {
			case onOld && kept:
				ok = w.isChanged(r, found, name, value)
			case onOld:
				ok = ok || name != "expires_at" && r.isHanded(q, name, value) && !r.waiting.isEmpty()
			case kept && name == "expires_at" && !same(name, at(r.config, name), at(r.planned, name)): // ignored, and the session was made again
				ok = ok || r.isHanded(q, name, value) || w.isComputed(r, value)
			default:
				ok = ok || r.isHanded(q, name, value)
			}
			if !ok {
				breaks("(a)", "%s = %v is sent to %s; prior %#v, planned %#v, configured %#v, waiting %v%s", name, value, found.ClientSessionID,
					at(r.prior, name), at(r.planned, name), at(r.config, name), r.waiting, r.String())
			}
		}
	}
}

func (w *simulation) wasAlive(rows []seamfake.Session, id string) bool {
	return slices.ContainsFunc(rows, func(row seamfake.Session) bool { return row.ClientSessionID == id && w.alive(row) })
}

// finds returns the session that a get-or-create finds.
func (w *simulation) finds(q request) (seamfake.Session, bool) {
	for _, row := range slices.Backward(q.sessions) {
		if row.UserIdentifierKey == q.body["user_identifier_key"] {
			return row, w.sequence.Expired != seamfake.ExpiredNew || !row.Expired(w.Clock.Now())
		}
	}
	return seamfake.Session{}, false
}

// isManaged reports whether the configuration sets a value, and the plan does.
func (w *simulation) isManaged(r run, name string, value any) bool {
	if name == "expires_at" && !at(r.planned, "expires_in").IsNull() && (at(r.config, name).IsNull() || !at(r.planned, name).IsKnown()) {
		return w.isComputed(r, value)
	}
	config, planned := at(r.config, name), at(r.planned, name)
	return !config.IsNull() && same(name, config, planned) && is(name, planned, value)
}

// isComputed reports whether an expiry counts from now.
func (w *simulation) isComputed(r run, value any) bool {
	lifetime, err := time.ParseDuration(text(at(r.planned, "expires_in")))
	sent, ok := instant(cty.StringVal(value.(string)))
	return err == nil && ok && sent.Sub(w.Clock.Now().Add(lifetime)).Abs() < 2*time.Minute
}

// isChanged reports whether the plan changes an attribute to the value.
func (w *simulation) isChanged(r run, found seamfake.Session, name string, value any) bool {
	prior, planned := at(r.prior, name), at(r.planned, name)
	switch {
	case planned.IsKnown():
		return is(name, planned, value) && !same(name, planned, prior)
	case name == "expires_at":
		return w.isComputed(r, value)
	}
	return r.waiting.gives(found, name, value)
}

// isHanded reports whether a value belongs to a session that existed before, or to
// the waiting reach.
func (r run) isHanded(q request, name string, value any) bool {
	if name == "expires_at" { // a rotation keeps the expiry that the plan shows
		return is(name, at(r.planned, name), value)
	}
	all := slices.Concat(elements(at(r.prior, name)), []string{text(at(r.prior, name))}, r.waiting.of(name))
	for _, row := range slices.Concat(r.before, q.sessions) {
		if row.UserIdentifierKey == q.body["user_identifier_key"] {
			all = append(all, reachOf(row).of(name)...)
		}
	}
	return !slices.ContainsFunc(listOf(value), func(id string) bool { return !slices.Contains(all, id) })
}

// wantState is property (b): the state has the known values of the plan, and the
// values of the server for the unknown ones. Core compares the known values.
func (w *simulation) wantState(r run) {
	if r.failed() || len(r.requests) == 0 || r.state.IsNull() || r.config == cty.NilVal {
		return // if only the policy changes, no request is sent
	}
	row, ok := w.Session(text(at(r.state, "client_session_id")))
	if !ok {
		breaks("(b)", "the session in state does not exist right after the apply%s", r.String())
	}
	for name, value := range r.planned.AsValueMap() {
		if !value.IsKnown() && !w.shows(row, name, at(r.state, name)) {
			breaks("(b)", "%s is %#v in state, and the server has %+v%s", name, at(r.state, name), row, r.String())
		}
	}
}

// wantCompleted is property (a) if an apply finds a different session than its plan.
// That session immediately gets every managed attribute.
func (w *simulation) wantCompleted(r run) {
	if len(r.errors()) != 1 || !r.says("created again during this apply") {
		return
	}
	row, _ := w.Session(text(at(r.state, "client_session_id")))
	for _, name := range sentNames {
		config := at(r.config, name)
		if !config.IsNull() && same(name, config, at(r.planned, name)) && !w.shows(row, name, config) {
			breaks("(a)", "%s is %#v, and the session that was created again has %+v%s", name, config, row, r.String())
		}
	}
}

// wantRefreshed is the rest of property (b): a refresh shows what the server has.
func (w *simulation) wantRefreshed(r run) {
	row, ok := w.Session(text(at(r.prior, "client_session_id")))
	if !ok || !w.alive(row) {
		return
	}
	lifetime, err := time.ParseDuration(text(at(r.prior, "expires_in")))
	if err == nil && row.ExpiresAt.After(w.Clock.Now().Add(lifetime+time.Minute)) && !r.says("ignore_changes") {
		breaks("(b)", "the session expires at %s, and expires_in is %s%s", row.ExpiresAt, lifetime, r.String())
	}
	for name := range r.prior.AsValueMap() {
		if !w.shows(row, name, at(r.prior, name)) {
			breaks("(b)", "%s is %#v after a refresh, and the server has %+v%s", name, at(r.prior, name), row, r.String())
		}
	}
}

// shows reports whether state shows an attribute of a session.
func (w *simulation) shows(row seamfake.Session, name string, state cty.Value) bool {
	switch name {
	case "connect_webview_ids", "connected_account_ids":
		return equal(elements(state), reachOf(row).of(name))
	case "user_identity_ids", "user_identity_id":
		shown := append(elements(state), text(state))
		return text(state) == row.UserIdentityID || slices.Contains(shown, row.UserIdentityID) || slices.ContainsFunc(shown, func(id string) bool {
			return w.merged && id == acctest.IdentityA && row.UserIdentityID == acctest.IdentityB
		})
	case "expires_at":
		expiry, ok := instant(state)
		return ok && expiry.Equal(row.ExpiresAt.Truncate(time.Millisecond))
	case "client_session_id":
		return text(state) == row.ClientSessionID
	case "user_identifier_key":
		return text(state) == row.UserIdentifierKey
	case "token":
		return state.IsNull() || text(state) == row.Token
	case "token_fingerprint":
		return text(state) == getorcreate.Fingerprint(row.Token)
	case "token_version":
		version, _ := getorcreate.TokenVersion(getorcreate.Fingerprint(row.Token))
		return state.RawEquals(cty.NumberIntVal(version))
	}
	return true
}

// wantLive is property (c): an invalid token is in state only if a warning says so.
func (w *simulation) wantLive(r run) {
	if r.prior.IsNull() || r.says("has expired", "ignore_changes", "was replaced outside Terraform") {
		return
	}
	row, ok := w.Session(text(at(r.prior, "client_session_id")))
	if ok && row.Revoked() { // an API key cannot detect that; Create checks the token only if destroy revokes
		return
	}
	if !ok || !w.alive(row) {
		breaks("(c)", "the session in state does not work, and no warning says so: %+v%s", row, r.String())
	}
	stored, store := at(r.prior, "token"), at(r.prior, "store_token")
	if wanted := store.IsNull() || store.True(); wanted == stored.IsNull() {
		breaks("(b)", "store_token is %#v, and the token %#v", store, stored)
	}
}

// wantAccounts is property (d): the accounts that the user connected are not lost.
func (w *simulation) wantAccounts(r run) {
	row, ok := w.Session(text(at(r.prior, "client_session_id")))
	if !ok || !w.alive(row) {
		return
	}
	for _, id := range w.owed[row.UserIdentifierKey] {
		if !slices.Contains(row.ConnectedAccountIDs, id) {
			breaks("(d)", "%s was connected by the user, and the session has only %v%s", id, row.ConnectedAccountIDs, r.String())
		}
	}
}
