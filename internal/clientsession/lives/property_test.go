package lives_test

import (
	"testing"
	"time"
)

// These properties are true after every apply, for every configuration and all
// outside events:
//
//	(a) an apply writes to a session that the plan keeps what the plan changes,
//	    and to another one what is managed or copied
//	(b) state is what the plan says, or else what the server has; after a
//	    refresh, what the server has
//	(c) an invalid token stays in state only if a warning says so
//	(d) what a user connected is not lost
//	(e) after at most two applies the plan is empty
//
// SEED=n starts with another life, STEPS=n makes the lives longer, and LIVES=n runs
// more of them. SHRINK=0 shows a failing life without reducing it.
func TestRandomLives(t *testing.T) {
	t.Parallel()
	seed, steps, lives := number("SEED", 1), number("STEPS", 12), number("LIVES", 60)
	began, applies := time.Now(), 0
	for i := range lives {
		l := randomLife(uint64(seed+i), steps)
		n, problem := lead(t, l)
		applies += n
		if problem == "" {
			continue
		}
		if number("SHRINK", 1) > 0 {
			l, problem = shrink(t, l, problem)
		}
		t.Errorf("SEED=%d: %s\n%s", seed+i, problem, l)
		if t.Failed() {
			break
		}
	}
	t.Logf("%d lives of %d steps, %d applies in %s", lives, steps, applies, time.Since(began).Round(time.Millisecond))
}
