package docs_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const leakDir = "guides/a-token-has-leaked/"

// leak is a session whose token has leaked, and in which the end user has connected an account.
type leak struct {
	*acctest.Seam

	t       *testing.T
	tf      *acctest.Terraform
	before  seamfake.Session
	account string
}

func leaked(t *testing.T, file string, options ...seamfake.Option) *leak {
	t.Helper()
	s := newSeam(t, options...)
	l := &leak{Seam: s, t: t, tf: example(t, s, leakDir+file)}
	l.tf.Apply()
	l.before = s.WantSessions(t, 1)[0]
	_, l.account, _ = s.ConnectAccount(l.before.ClientSessionID)
	return l
}

// want asserts whether the token has changed, and whether the session still has the account that the end user connected.
func (l *leak) want(what string, rotated, kept bool) {
	l.t.Helper()
	alive := slices.DeleteFunc(l.Sessions(), seamfake.Session.Revoked)
	if len(alive) != 1 {
		l.t.Errorf("%s: %d valid sessions", what, len(alive))
		return
	}
	if got := alive[0].Token != l.before.Token; got != rotated {
		l.t.Errorf("%s: another token: %t, want %t", what, got, rotated)
	}
	if got := slices.Contains(alive[0].ConnectedAccountIDs, l.account); got != kept {
		l.t.Errorf("%s: the account stays: %t, want %t", what, got, kept)
	}
	if state := l.tf.Attributes(jane)["token"]; state != alive[0].Token {
		l.t.Errorf("%s: state has another token than the session", what)
	}
}

// With rotate_when_changed, one apply invalidates the leaked token and loses
// nothing.
func TestAccLeakedPrepared(t *testing.T) {
	t.Parallel()
	l := leaked(t, "prepared.tf")
	hash := sha256.Sum256([]byte(l.before.Token))
	if got, want := l.tf.Attributes(jane)["token_fingerprint"], hex.EncodeToString(hash[:])[:12]; got != want {
		t.Errorf("the fingerprint is %v, and the page computes %s", got, want)
	}
	l.tf.Apply("-var=leak=2030-01-07").Says("0 added, 1 changed, 0 destroyed")
	l.want("another value", true, true)
	l.tf.WantEmptyPlan("-var=leak=2030-01-07")
}

// Without it, two applies do this, because the one that adds it rotates nothing.
func TestAccLeakedUnprepared(t *testing.T) {
	t.Parallel()
	l := leaked(t, "unprepared.tf")
	load(t, l.tf, leakDir+"prepared.tf")
	l.tf.Apply()
	l.want("the attribute is added", false, true)
	l.tf.Apply("-var=leak=2030-01-07")
	l.want("its value changes", true, true)
}

// The effect of -replace.
func TestAccLeakedReplaced(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		lines         string
		rotated, kept bool
	}{
		"nothing else":                     {"", true, false},
		"the account in the configuration": {`connected_account_ids = ["ACCOUNT"]`, true, true},
		"keep":                             {`on_destroy = "keep"`, false, true},
		"create_before_destroy":            {"lifecycle {\n    create_before_destroy = true\n  }", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := leaked(t, "unprepared.tf")
			lines := strings.Replace(tc.lines, "ACCOUNT", l.account, 1)
			l.tf.WriteFile("unprepared.tf", strings.Replace(read(t, "examples/"+leakDir+"unprepared.tf"), "\n}", "\n  "+lines+"\n}", 1))
			l.tf.Apply()
			l.want("before", false, true)
			l.tf.Apply("-replace=" + jane)
			l.want("replaced", tc.rotated, tc.kept)
		})
	}
}

// A revocation invalidates the token immediately, and an apply without a rotation does not detect it. Seam does not
// document its later responses. If it creates a new session, the accounts are lost.
func TestAccLeakedRevoked(t *testing.T) {
	t.Parallel()
	for name, knobs := range map[string]seamfake.Knobs{"returned": {}, "followed by another": {RevokedCreatesNew: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := leaked(t, "prepared.tf", seamfake.WithKnobs(knobs))
			runScript(t, l.Seam, leakDir+"revoke.sh", "CLIENT_SESSION_ID="+l.before.ClientSessionID)
			if !l.Sessions()[0].Revoked() {
				t.Fatal("the script has not revoked the session")
			}
			if !knobs.RevokedCreatesNew {
				l.tf.WantEmptyPlan()
			}
			l.tf.Apply("-var=leak=2030-01-07")
			l.want("rotated after the revocation", true, !knobs.RevokedCreatesNew)
		})
	}
}

// The action also revokes a managed session.
func TestAccLeakedAndRevokedByTheAction(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, read(t, "examples/"+leakDir+"revoke.tf"))
	l := leaked(t, "prepared.tf")
	load(t, l.tf, leakDir+"prepared.tf", leakDir+"revoke.tf")
	l.tf.Apply("-invoke=action.seam_client_session_revoke.jane").Says("Its token no longer works")
	if !l.Sessions()[0].Revoked() {
		t.Fatal("the action has not revoked the session")
	}
	l.tf.WantEmptyPlan()
	l.tf.Apply("-var=leak=2030-01-07").Says("0 added, 1 changed, 0 destroyed")
	l.want("rotated after the action", true, true)
}

// Without a resource, the next run that opens the session after a revocation gets a new token.
func TestAccLeakedEphemeral(t *testing.T) {
	t.Parallel()
	for name, knobs := range map[string]seamfake.Knobs{"returned": {}, "followed by another": {RevokedCreatesNew: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(t, seamfake.WithKnobs(knobs))
			tf := example(t, s, leakDir+"ephemeral.tf")
			tf.Apply()
			before := s.WantSessions(t, 1)[0]
			s.Clock.Advance(time.Minute) // a session of this moment counts as created by the run
			s.RevokeSession(before.ClientSessionID)
			tf.Apply()
			alive := slices.DeleteFunc(s.Sessions(), seamfake.Session.Revoked)
			if len(alive) != 1 || alive[0].Token == before.Token {
				t.Errorf("valid sessions after the next run: %v", alive)
			}
		})
	}
}
