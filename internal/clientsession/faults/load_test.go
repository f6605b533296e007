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
	limit := seamfake.RateLimited("")
	limit.Match = beyond(perSecond)
	s.Inject(limit)
	tf := s.Terraform(t, s.Config(`
resource "seam_client_session" "all" {
  count               = 500
  user_identifier_key = "user-${count.index}"
}
`))
	allAtOnce(s, parallelism)
	tf.Apply(fmt.Sprintf("-parallelism=%d", parallelism))
	wantRequests(t, s, sessions)
	s.WantSessions(t, sessions)
	allAtOnce(s, parallelism)
	tf.WantEmptyPlan(fmt.Sprintf("-parallelism=%d", parallelism))
	wantRequests(t, s, sessions+1) // including the look-up of the workspace
	s.WantSessions(t, sessions)
}

// allAtOnce holds the first requests until n have arrived. This exceeds the limit
// even on a slow machine.
func allAtOnce(s *acctest.Seam, many int) {
	var mu sync.Mutex
	var arrived int
	together := make(chan struct{})
	s.BeforeRequest(func(r seamfake.Request) {
		if r.Path != acctest.GetOrCreate {
			return
		}
		mu.Lock()
		arrived++
		if arrived == many {
			close(together)
		}
		mu.Unlock()
		select {
		case <-together:
		case <-time.After(20 * time.Second): // less than an attempt may take
		}
	})
}

// beyond reports the requests that exceed a number per second.
func beyond(perSecond int) func(seamfake.Request) bool {
	var mu sync.Mutex
	var second time.Time
	var count int
	return func(seamfake.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		if now := time.Now(); now.Sub(second) >= time.Second {
			second, count = now, 0
		}
		count++
		return count > perSecond
	}
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
