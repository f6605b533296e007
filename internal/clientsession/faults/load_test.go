package faults_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// Seam allows 50 requests per second, and Terraform sends 500 at its own rate. All
// of them succeed with few additional requests.
func TestAccLoadUnderARateLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute, most of it waiting")
	}
	t.Parallel()
	const sessions, perSecond, parallelism = 500, 50, 60
	s := acctest.NewSeam(t)
	s.Wait = nil // this test measures time
	limit := &rateLimit{perSecond: perSecond, atOnce: parallelism}
	s.BeforeRequest(limit.hold)
	fault := seamfake.RateLimited("")
	fault.Match = limit.exceeded
	s.Inject(fault)
	tf := s.Terraform(t, s.Config(`
resource "seam_client_session" "all" {
  count               = 500
  user_identifier_key = "user-${count.index}"
}
`))
	limit.start()
	tf.Apply(fmt.Sprintf("-parallelism=%d", parallelism))
	wantRequests(t, s, sessions)
	s.WantSessions(t, sessions)
	limit.start()
	tf.WantEmptyPlan(fmt.Sprintf("-parallelism=%d", parallelism))
	wantRequests(t, s, sessions+1) // including the look-up of the workspace
	s.WantSessions(t, sessions)
}

// A rateLimit allows a number of requests per second. It holds the first requests
// until atOnce of them have arrived, and counts them as one second. They exceed the
// limit even on a slow machine.
type rateLimit struct {
	perSecond, atOnce int

	mu       sync.Mutex
	arrived  int
	together chan struct{}
	first    int // requests counted since the start, at most atOnce
	second   time.Time
	count    int // requests in this second
}

func (l *rateLimit) start() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.arrived, l.together, l.first, l.count = 0, make(chan struct{}), 0, 0
}

func (l *rateLimit) hold(r seamfake.Request) {
	if r.Path != acctest.GetOrCreate {
		return
	}
	l.mu.Lock()
	together := l.together
	l.arrived++
	if l.arrived == l.atOnce {
		close(together)
	}
	l.mu.Unlock()
	select {
	case <-together:
	case <-time.After(20 * time.Second): // less than an attempt may take
	}
}

func (l *rateLimit) exceeded(seamfake.Request) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	switch {
	case l.first < l.atOnce:
		l.first++
		l.second = now
	case now.Sub(l.second) >= time.Second:
		l.second, l.count = now, 0
	}
	l.count++
	return l.count > l.perSecond
}

// wantRequests asserts that at most a fifth more requests were sent than are
// needed, and that the limit was reached.
func wantRequests(t *testing.T, s *acctest.Seam, least int) {
	t.Helper()
	total, refused := 0, 0
	for _, r := range s.Requests() {
		total++
		if r.Status == http.StatusTooManyRequests {
			refused++
		}
		if r.Path != acctest.GetOrCreate && r.Path != acctest.Workspace {
			t.Errorf("a request to %s", r.Path)
		}
	}
	t.Logf("%d requests, %d of them refused", total, refused)
	if float64(total) > 1.2*float64(least) || refused == 0 {
		t.Errorf("%d requests, %d of them refused; want at most 1.2 × %d", total, refused, least)
	}
	s.ResetJournal()
}
