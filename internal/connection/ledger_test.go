package connection_test

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
)

func TestLedger(t *testing.T) {
	t.Parallel()
	var l connection.Ledger
	if l.Return("s") || !l.Return("s") || l.Use("s") != connection.Returned {
		t.Error("the second Return does not report that the session was already returned")
	}
	if l.Show("r") || !l.Show("r") || l.Use("r") != connection.Shown {
		t.Error("the second Show does not report that the session was already shown")
	}
	if l.Use("u") != connection.Unused || l.Ended("u") != connection.NotEnded {
		t.Error("an unknown session is used or ended")
	}
	l.End("u", connection.Revoked)
	if l.Ended("u") != connection.Revoked {
		t.Error("the end is not recorded")
	}
}

func TestTheLastCloseEnds(t *testing.T) {
	t.Parallel()
	var l connection.Ledger
	l.Open("s")
	l.Open("s")
	l.Open("s")
	l.Release("s")
	if end, use := l.Close("s", connection.Deleted); end != connection.NotEnded || use != connection.Open {
		t.Errorf("the first of two Closes must not end the session: %q, %d", end, use)
	}
	if end, use := l.Close("s", connection.NotEnded); end != connection.Deleted || use != connection.Unused {
		t.Errorf("the last Close must end the session: %q, %d", end, use)
	}
	l.Open("kept")
	if end, _ := l.Close("kept", connection.NotEnded); end != connection.NotEnded {
		t.Errorf("no Close requested an end, got %q", end)
	}
	for use, hold := range map[connection.Use]func(string) bool{connection.Returned: l.Return, connection.Shown: l.Show} {
		hold("held")
		l.Open("held")
		if _, got := l.Close("held", connection.Deleted); got < use {
			t.Errorf("use %d is missing: %d", use, got)
		}
	}
}

// Sessions that are opened and closed at random end once, and never while they are
// open.
func TestLedgerInParallel(t *testing.T) {
	t.Parallel()
	var l connection.Ledger
	var open, ends atomic.Int32
	var all sync.WaitGroup
	l.Open("s") // closed last
	for range 8 {
		all.Go(func() {
			for range 500 {
				unlock := l.Lock("key")
				l.Open("s")
				open.Add(1)
				unlock()
				unlock = l.Lock("key")
				open.Add(-1)
				want := connection.NotEnded
				if rand.IntN(2) == 0 {
					want = connection.Deleted
				}
				if end, _ := l.Close("s", want); end != connection.NotEnded {
					ends.Add(1)
				}
				unlock()
			}
		})
	}
	all.Wait()
	if ends.Load() != 0 {
		t.Errorf("ended %d times while it was open", ends.Load())
	}
	if end, _ := l.Close("s", connection.NotEnded); end != connection.Deleted || open.Load() != 0 {
		t.Errorf("the last Close must end the session: %q", end)
	}
}
