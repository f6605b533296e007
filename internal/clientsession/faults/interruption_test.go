package faults_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const many = 100

// manySessions is a configuration with enough sessions for an interruption in the
// middle.
func manySessions(s *acctest.Seam, lines ...string) string {
	return s.Config(fmt.Sprintf("resource \"seam_client_session\" \"all\" {\n  count = %d\n  %s\n}\n", many, strings.Join(lines, "\n  ")))
}

const numbered = `user_identifier_key = "user-${count.index}"`

// wantMany asserts that state and server have the same sessions, without duplicates
// and losses.
func wantMany(t *testing.T, s *acctest.Seam, tf *acctest.Terraform) {
	t.Helper()
	rows, state := s.Sessions(), tf.StateFile()
	if inState := len(tf.Instances(typeName)); len(rows) != many || inState != many {
		t.Errorf("%d sessions on the server and %d in state, want %d", len(rows), inState, many)
	}
	keys := map[string]bool{}
	for _, row := range rows {
		if keys[row.UserIdentifierKey] {
			t.Errorf("two sessions have the key %q", row.UserIdentifierKey)
		}
		keys[row.UserIdentifierKey] = true
		if !strings.Contains(state, row.Token) {
			t.Errorf("the token of %q is not in state", row.UserIdentifierKey)
		}
	}
}

// The provider's process is killed at a random moment of an apply. The next apply
// completes it.
func TestAccKilledProvider(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 1))
			s := acctest.NewSeam(t, seamfake.WithClock(time.Now))
			tf := s.Installed(t, manySessions(s, numbered))
			// The responses to the last requests may all have arrived.
			at, after := random.Int64N(many-20), time.Duration(random.Int64N(int64(5*time.Millisecond)))
			t.Logf("killed %s after request %d", after, at)
			reached := onRequest(s, at)
			run := tf.Start("apply", "-auto-approve", "-no-color")
			<-reached
			time.AfterFunc(after, func() { run.KillProvider() })
			run.Wait().MustFail()
			s.BeforeRequest(nil)
			tf.Apply()
			wantMany(t, s, tf)
		})
	}
}

// onRequest returns a channel that is closed when n requests have arrived.
func onRequest(s *acctest.Seam, number int64) <-chan struct{} {
	reached := make(chan struct{})
	var count atomic.Int64
	s.BeforeRequest(func(seamfake.Request) {
		if count.Add(1) == number+1 {
			close(reached)
		}
	})
	return reached
}

// Ctrl-C ends an apply soon, regardless of what its requests wait for, and the next
// apply completes it. The test does not run in parallel, because it measures time.
func TestAccInterruptedApply(t *testing.T) {
	const answered, parallelism = many / 2, 10
	slow := seamfake.Fault{Path: acctest.GetOrCreate, HangAfterCommit: true, Skip: answered}
	limited := seamfake.RateLimited("30")
	limited.Path, limited.Skip = acctest.GetOrCreate, answered
	// If all parallel operations of Terraform hang, no others start.
	const allHang = answered + parallelism - 1
	for name, c := range map[string]struct {
		fault seamfake.Fault
		lines []string
		// Ctrl-C follows this request after the given time.
		at    int64
		after time.Duration
	}{
		"requests get responses":          {lines: []string{numbered}, at: answered},
		"requests hang":                   {fault: slow, lines: []string{numbered}, at: allHang},
		"requests hang, keys are random":  {fault: slow, lines: []string{expires}, at: allHang},
		"Seam asks to wait for a while":   {fault: limited, lines: []string{numbered}, at: answered, after: 300 * time.Millisecond},
		"Seam asks to wait, keys missing": {fault: limited, lines: []string{expires}, at: answered, after: 300 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			s := acctest.NewSeam(t, seamfake.WithClock(time.Now))
			if c.fault.Path != "" {
				s.Inject(c.fault)
			}
			reached := onRequest(s, c.at)
			tf := s.Installed(t, manySessions(s, c.lines...))
			run := tf.Start("apply", "-auto-approve", "-no-color", fmt.Sprintf("-parallelism=%d", parallelism))
			<-reached
			time.Sleep(c.after)
			run.Interrupt()
			interrupted := time.Now()
			result := run.Wait().MustFail()
			if strings.Contains(result.Output, "cannot be saved in state") {
				t.Skip("This Terraform crashes and loses its state when a create fails while another one ends: see internal/TRAPS.md")
			}
			requests := s.Requests()
			from := requests[len(requests)-1].ArrivedAt
			if from.Before(interrupted) {
				from = interrupted
			}
			if took := time.Since(from); took > 2*time.Second {
				t.Errorf("it ended %s after Ctrl-C or the last request:\n%s", took, result)
			}
			s.ClearFaults()
			tf.Apply()
			wantMany(t, s, tf)
		})
	}
}

// A crash leaves no secret in the log and on the terminal, although it prints the
// stack of every goroutine during requests.
func TestAccCrashOutput(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, seamfake.WithClock(time.Now))
	s.Inject(seamfake.Fault{Path: acctest.GetOrCreate, HangAfterCommit: true, Skip: many / 2})
	reached := onRequest(s, many/2)
	tf := s.Installed(t, manySessions(s, numbered))
	log := tf.Trace()
	run := tf.Start("apply", "-auto-approve", "-no-color")
	<-reached
	run.CrashProvider()
	run.Wait().MustFail()
	logged := log()
	if !strings.Contains(logged, "SIGQUIT") || !strings.Contains(logged, "internal/seam.(*Client).attempt") {
		t.Error("the log has no stacks")
	}
	if kind := s.SecretIn(logged); kind != "" {
		t.Errorf("%s is in the log", kind)
	}
}
