package sequences_test

import (
	"testing"
	"time"
)

// These properties are true after every apply, for every configuration and all
// outside events:
//
//	(a) to a session that the plan keeps, an apply writes what the plan changes;
//	    to another one, it writes what is managed or copied
//	(b) the state has the known values of the plan, and otherwise the values of
//	    the server; after a refresh, it has the values of the server
//	(c) an invalid token stays in state only if a warning says so
//	(d) the accounts that a user connected are not lost
//	(e) the plan is empty after at most two applies
//
// SEED=n starts with another sequence, STEPS=n makes the sequences longer, and SEQUENCES=n runs
// more of them. SHRINK=0 shows a failing sequence without reducing it. With -short, only
// the first few sequences run.
func TestRandomSequences(t *testing.T) {
	t.Parallel()
	usual := 60
	if testing.Short() {
		usual = 10
	}
	seed, steps, sequences := number("SEED", 1), number("STEPS", 12), number("SEQUENCES", usual)
	began, applies := time.Now(), 0
	for i := range sequences {
		l := randomSequence(uint64(seed+i), steps)
		n, problem := simulate(t, l)
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
	t.Logf("%d sequences of %d steps, %d applies in %s", sequences, steps, applies, time.Since(began).Round(time.Millisecond))
}
