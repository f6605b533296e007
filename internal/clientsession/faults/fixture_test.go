package faults_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// fixture is a Seam with a session for each fault. The fault affects the responses about
// its session.
type fixture struct {
	*acctest.Seam

	t      *testing.T
	op     operation
	tf     *acctest.Terraform
	decoy  *acctest.Seam
	faults []faultCase
	// ids are the client_session_ids by key, before the faults.
	ids map[string]string
	// keys are the keys by client_session_id, including those of deleted sessions.
	keys sync.Map
	// refusing has the keys whose connections are refused.
	refusing map[string]int
}

func newRig(t *testing.T, op operation, times int, choose func(faultCase) bool) *fixture {
	t.Helper()
	r := &fixture{Seam: acctest.NewOddSeam(t), t: t, op: op, decoy: acctest.NewSeam(t), ids: map[string]string{}}
	r.faults = slices.DeleteFunc(faultCases(r.decoy.URL), func(f faultCase) bool { return !choose(f) })
	if op.exists {
		for _, f := range r.faults {
			existing(r.Seam, f.name)
		}
	}
	r.tf = r.Terraform(t, "")
	if op.before != "" {
		r.tf.Write(r.config(op.before))
		r.tf.Apply()
	}
	for _, row := range r.Sessions() {
		r.ids[row.UserIdentifierKey] = row.ClientSessionID
	}
	r.tf.Write(r.config(op.config))
	r.spoil(times)
	r.ResetJournal()
	return r
}

func (r *fixture) config(body string) string {
	var faults, ids strings.Builder
	for _, f := range r.faults {
		fmt.Fprintf(&faults, "%q, ", f.name)
	}
	for _, key := range slices.Sorted(maps.Keys(r.ids)) {
		fmt.Fprintf(&ids, "    %q = %q\n", key, r.ids[key])
	}
	return r.Config(fmt.Sprintf("locals {\n  faults = toset([%s])\n  ids = {\n%s  }\n}\n", faults.String(), ids.String()) + body)
}

func (r *fixture) run() acctest.Result {
	r.t.Helper()
	return r.tf.Run(r.op.args...)
}

func (r *fixture) instances() map[string]string {
	r.t.Helper()
	if r.op.before == "" {
		return nil
	}
	return r.tf.Instances("seam_client_session")
}

// subject names the session in an error.
func (r *fixture) subject(f faultCase) string {
	if id := r.ids[f.name]; r.op.path == acctest.Get && r.op.kind == "seam_client_session.all" {
		return id // an import has no key
	}
	if r.op.path == "/client_sessions/list" {
		return "The client sessions of the workspace"
	}
	return fmt.Sprintf("%q", f.name)
}

// isAbout reports whether an error belongs to a fault. Errors of imports and
// destroys have no address.
func (r *fixture) isAbout(f faultCase, d acctest.Diagnostic) bool {
	return d.Address == fmt.Sprintf("%s[%q]", r.op.kind, f.name) || d.Address == "" && strings.Contains(d.Detail, r.subject(f))
}

func (r *fixture) wantNoneTwice() {
	r.t.Helper()
	seen := map[string]bool{}
	for _, row := range r.Sessions() {
		if seen[row.UserIdentifierKey] {
			r.t.Errorf("two sessions have the key %q", row.UserIdentifierKey)
		}
		seen[row.UserIdentifierKey] = true
	}
}

// wantConverged asserts that state and server match the configuration.
func (r *fixture) wantConverged() {
	r.t.Helper()
	rows := r.Sessions()
	if r.op.gone {
		for _, row := range rows {
			if !slices.Contains(r.op.fine, row.UserIdentifierKey) { // whose deletion never reached the server
				r.t.Errorf("%s: the session still exists", row.UserIdentifierKey)
			}
		}
		if r.op.before != "" && len(r.tf.Instances("seam_client_session")) > 0 {
			r.t.Error("there are sessions in state")
		}
		return
	}
	r.WantSessions(r.t, len(r.faults))
	if r.op.kind != "seam_client_session.all" {
		return
	}
	state := r.tf.Instances("seam_client_session")
	if len(state) != len(r.faults) {
		r.t.Errorf("%d sessions in state, want %d", len(state), len(r.faults))
	}
	for _, row := range rows {
		if !strings.Contains(state[row.UserIdentifierKey], row.Token) {
			r.t.Errorf("%s: state has a different token than the server", row.UserIdentifierKey)
		}
		if id, known := r.ids[row.UserIdentifierKey]; known && id != row.ClientSessionID {
			r.t.Errorf("%s: the session is a different one", row.UserIdentifierKey)
		}
	}
	r.tf.WantEmptyPlan()
}

// met returns the faults that affected a request, except refused connections.
func (r *fixture) met() map[string]bool {
	met, requests := map[string]bool{}, map[string]int{}
	for _, request := range r.Requests() {
		if request.Path == r.op.path {
			key := r.keyOf(request)
			requests[key]++
			met[key] = met[key] || requests[key] > 1
		}
	}
	return met
}
