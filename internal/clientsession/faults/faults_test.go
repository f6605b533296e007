package faults_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// operation is an operation of the provider, with a session for each fault. The key
// of the session is the name of its fault, which affects only the responses about
// that session. One run of Terraform therefore has all faults.
type operation struct {
	// kind is the resource whose instances are affected.
	kind string
	// path is the endpoint that is affected.
	path string
	// before is applied first, without faults; empty for nothing.
	before string
	// config is run with args while the faults last.
	config string
	args   []string
	// says is in every error.
	says []string
	// fine are faults without an effect, and cannot are faults that are impossible
	// for this operation.
	fine, cannot []string
	// alone is set if Terraform stops at the first error. Each fault then has its
	// own run.
	alone bool
	// exists reports whether the sessions exist at the beginning.
	exists bool
	// gone reports whether success means that the session no longer exists.
	gone bool
}

const each = "for_each = local.faults\n  user_identifier_key = each.key\n"

func operations() map[string]operation {
	managed := "resource \"seam_client_session\" \"all\" {\n  " + each + "  expires_at = \"" + expiry + "\"\n}\n"
	changed := strings.Replace(managed, expiry, later, 1)
	apply, unrefreshed := []string{"apply", "-json", "-auto-approve"}, []string{"apply", "-json", "-auto-approve", "-refresh=false"}
	return map[string]operation{
		"create": {
			kind: "seam_client_session.all", path: acctest.GetOrCreate, config: managed, args: apply,
			says: []string{"Could not get or create the client session", "POST", acctest.GetOrCreate},
		},
		"refresh": {
			kind: "seam_client_session.all", path: acctest.GetOrCreate, before: managed, config: managed, args: apply,
			says: []string{"Could not read the client session", "The state has not changed", acctest.GetOrCreate},
		},
		"update": {
			kind: "seam_client_session.all", path: acctest.GetOrCreate, before: managed, config: changed, args: unrefreshed,
			says: []string{"Could not get or create the client session", acctest.GetOrCreate},
		},
		"destroy": {
			kind: "seam_client_session.all", path: acctest.Delete, before: managed, config: managed, gone: true,
			args: []string{"destroy", "-json", "-auto-approve", "-refresh=false"},
			says: []string{"Could not delete the client session", "The resource stays in state", acctest.Delete},
			fine: []string{"404-of-seam"}, cannot: []string{"another-session"},
		},
		"import": {
			kind: "seam_client_session.all", path: acctest.Get, exists: true, args: apply,
			config: "import {\n  for_each = local.ids\n  to = seam_client_session.all[each.key]\n  id = each.value\n}\n" +
				"resource \"seam_client_session\" \"all\" {\n  " + each + "}\n",
			alone: true,
		},
		"ephemeral open": {
			kind: "ephemeral.seam_client_session.all", path: acctest.GetOrCreate, args: apply,
			config: "ephemeral \"seam_client_session\" \"all\" {\n  " + each + "}\n",
			says:   []string{"Could not get or create the client session", acctest.GetOrCreate},
		},
		"ephemeral close": {
			kind: "ephemeral.seam_client_session.all", path: acctest.Delete, args: []string{"plan", "-json"},
			config: "ephemeral \"seam_client_session\" \"all\" {\n  " + each + "  on_close = \"delete\"\n}\n",
			says:   []string{"Could not delete the client session", "still exists", acctest.Delete}, gone: true,
			fine: []string{"404-of-seam"}, cannot: []string{"another-session"},
		},
		"data source": {
			kind: "data.seam_client_session.all", path: acctest.Get, exists: true, args: apply,
			config: "data \"seam_client_session\" \"all\" {\n  " + each + "}\n",
		},
		"data source of many": {
			kind: "data.seam_client_sessions.all", path: "/client_sessions/list", exists: true, args: apply,
			config: "data \"seam_client_sessions\" \"all\" {\n  " + each + "}\n",
			says:   []string{"Could not list the client sessions", "/client_sessions/list"}, cannot: []string{"another-session"},
		},
	}
}

func TestAccFaults(t *testing.T) {
	t.Parallel()
	for name, op := range operations() {
		t.Run(name+", lasting", func(t *testing.T) {
			t.Parallel()
			if !op.alone {
				testLasting(t, name, op, func(faultCase) bool { return true })
				return
			}
			for _, f := range faultCases("") {
				testLasting(t, name, op, func(other faultCase) bool { return other.name == f.name })
			}
		})
		t.Run(name+", once", func(t *testing.T) {
			t.Parallel()
			testOnce(t, op)
		})
	}
}

// testLasting asserts that each permanent fault causes a complete error and does
// not change the state, that the next run without faults converges, and that there
// is never a second session for a key.
func testLasting(t *testing.T, name string, op operation, choose func(faultCase) bool) {
	t.Helper()
	r := newRig(t, op, 0, func(f faultCase) bool { return choose(f) && !slices.Contains(op.cannot, f.name) })
	before := r.instances()
	result := r.run()
	if result.Code == 0 {
		t.Fatalf("it succeeded:\n%s", result)
	}
	errors := result.Errors()
	for _, f := range r.faults {
		var failure acctest.Diagnostic
		at := slices.IndexFunc(errors, func(d acctest.Diagnostic) bool { return r.isAbout(f, d) })
		failed := at >= 0
		if failed {
			failure = errors[at]
			errors = slices.Delete(errors, at, at+1)
		}
		if fine := slices.Contains(op.fine, f.name); failed == fine {
			t.Errorf("%s: failed %v, want %v: %+v", f.name, failed, !fine, failure)
		}
		if failed {
			failure.WantSays(t, append(slices.Clone(f.says(name)), r.subject(f))...)
			if !f.special {
				failure.WantSays(t, op.says...)
			}
			if now := r.instances()[f.name]; now != before[f.name] {
				t.Errorf("%s: the state was\n%s\nand is\n%s", f.name, before[f.name], now)
			}
		}
	}
	if len(errors) > 0 {
		t.Errorf("other errors: %+v", errors)
	}
	r.wantNoneTwice()
	r.decoy.WantSent(t)
	if name == "ephemeral close" {
		return // nothing ends the session later, as its error says
	}
	r.ClearFaults()
	r.refusing = nil
	r.run().MustSucceed()
	r.wantConverged()
}

// testOnce asserts that a run succeeds despite a temporary fault.
func testOnce(t *testing.T, op operation) {
	t.Helper()
	r := newRig(t, op, 1, func(f faultCase) bool { return f.passes && !slices.Contains(op.cannot, f.name) })
	r.run().MustSucceed()
	r.wantConverged()
	r.wantNoneTwice()
	met := r.met()
	for _, f := range r.faults {
		if !met[f.name] && f.name != refused {
			t.Errorf("%s: the fault never occurred", f.name)
		}
	}
}
