package seam_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// allowing accepts a number of requests in each second, and returns 429 for the
// others. It responds after a latency, and counts the responses.
type allowing struct {
	perSecond  int
	window     time.Duration // instead of a second
	latency    time.Duration
	retryAfter string

	mu       sync.Mutex
	second   time.Time
	inSecond int
	sent     []time.Time
	refused  int
}

func (a *allowing) RoundTrip(req *http.Request) (*http.Response, error) {
	handler := ok
	a.mu.Lock()
	now := time.Now()
	a.sent = append(a.sent, now)
	if now.Sub(a.second) >= cmp.Or(a.window, time.Second) {
		a.second, a.inSecond = now, 0
	}
	if a.inSecond++; a.inSecond > a.perSecond {
		a.refused++
		handler = respond(http.StatusTooManyRequests, "", "", "Retry-After", a.retryAfter)
	}
	a.mu.Unlock()
	time.Sleep(a.latency)
	recorder := httptest.NewRecorder()
	handler(recorder, req)
	return recorder.Result(), nil
}

// limited returns a client with a transport. It sleeps in the time of the synctest
// bubble.
func limited(t *testing.T, transport http.RoundTripper) *seam.Client {
	t.Helper()
	credential, err := seam.NewAPIKey(testKey, "the test")
	if err != nil {
		t.Fatal(err)
	}
	return seam.New(seam.Config{Endpoint: seam.DefaultEndpoint, Credential: credential, Transport: transport})
}

// inParallel sends n requests with the given parallelism.
func inParallel(t *testing.T, client *seam.Client, n, parallelism int) {
	t.Helper()
	var all sync.WaitGroup
	slots := make(chan struct{}, parallelism)
	for range n {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if _, err := client.GetClientSession(context.Background(), sessionID); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestLimiterWastesFewRequests(t *testing.T) {
	for _, c := range []struct {
		allowing *allowing
		within   time.Duration
	}{
		{&allowing{perSecond: 50}, 15 * time.Second},
		{&allowing{perSecond: 50, latency: 100 * time.Millisecond}, 15 * time.Second},
		{&allowing{perSecond: 50, latency: 10 * time.Millisecond, retryAfter: "1"}, 20 * time.Second},
		{&allowing{perSecond: 20}, 40 * time.Second},
		{&allowing{perSecond: 5000, latency: 20 * time.Millisecond}, time.Second},
	} {
		name := fmt.Sprintf("%d a second, %s latency, Retry-After %q", c.allowing.perSecond, c.allowing.latency, c.allowing.retryAfter)
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				inParallel(t, limited(t, c.allowing), 500, 50)
				took := time.Since(start)
				t.Logf("%d requests in %s, %d of them rejected", len(c.allowing.sent), took, c.allowing.refused)
				if len(c.allowing.sent) > 600 || took > c.within {
					t.Errorf("%d requests in %s, want at most 600 within %s", len(c.allowing.sent), took, c.within)
				}
			})
		})
	}
}

// With an exact limit, a run sends at most a fifth more requests than necessary.
func TestExactLimitsCostFewRequests(t *testing.T) {
	const sessions = 500
	for _, perSecond := range []int{2, 3, 5, 10, 20, 50, 100} {
		for _, parallelism := range []int{10, 50} {
			for _, latency := range []time.Duration{0, 20 * time.Millisecond, 150 * time.Millisecond} {
				synctest.Test(t, func(t *testing.T) {
					honest, start := &allowing{perSecond: perSecond, latency: latency}, time.Now()
					inParallel(t, limited(t, honest), sessions, parallelism)
					least := time.Second * sessions / time.Duration(perSecond)
					if len(honest.sent) > sessions*12/10 || time.Since(start) > least*3/2+time.Second {
						t.Errorf("%d a second, %d at a time, latency %s: %d requests in %s", perSecond, parallelism, latency, len(honest.sent), time.Since(start))
					}
				})
			}
		}
	}
}

// Several pipelines can share one workspace without coordination.
func TestLimitersShareALimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := &allowing{perSecond: 50, latency: 20 * time.Millisecond}
		start := time.Now()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { inParallel(t, limited(t, shared), 250, 10) })
		}
		all.Wait()
		t.Logf("%d requests in %s, %d of them rejected", len(shared.sent), time.Since(start), shared.refused)
		if len(shared.sent) > 1400 || time.Since(start) > time.Minute {
			t.Errorf("%d requests in %s", len(shared.sent), time.Since(start))
		}
	})
}

func TestLimiterSpeedsUpAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &allowing{perSecond: 5, latency: 10 * time.Millisecond}
		client := limited(t, server)
		inParallel(t, client, 50, 10)
		slow := time.Now()
		server.mu.Lock()
		server.perSecond = 1000
		server.mu.Unlock()
		inParallel(t, client, 1000, 10)
		if took := time.Since(slow); took < 5*time.Second || took > 60*time.Second {
			t.Errorf("1,000 requests took %s after the limit was lifted", took)
		}
		fast := time.Now()
		inParallel(t, client, 100, 10)
		if took := time.Since(fast); took > 2*time.Second {
			t.Errorf("the last 100 requests took %s", took)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	const date = "Mon, 01 Jun 2026 12:00:00 GMT" // years from this machine's clock, which must have no effect
	for name, c := range map[string]struct {
		value    string
		wait     time.Duration
		requests int
	}{
		"seconds":       {"7", 7 * time.Second, 2},
		"date":          {"Mon, 01 Jun 2026 12:00:30 GMT", 30 * time.Second, 2},
		"a minute":      {"60", time.Minute, 2},
		"none":          {"", 0, 2},
		"negative":      {"-5", 0, 2},
		"nonsense":      {"soon", 0, 2},
		"a past date":   {"Mon, 01 Jun 2026 11:00:00 GMT", 0, 2},
		"over a minute": {"61", 0, 1},
		"a late date":   {"Mon, 01 Jun 2026 12:01:01 GMT", 0, 1},
		"a huge number": {"99999999999999", 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{handlers: []http.HandlerFunc{respond(429, "", "", "Retry-After", c.value, "Date", date), ok}}
				start := time.Now()
				_, err := limited(t, s).GetClientSession(t.Context(), sessionID)
				took := time.Since(start)
				if (err == nil) != (c.requests == 2) || s.requests != c.requests || took < c.wait || took > c.wait+500*time.Millisecond {
					t.Errorf("error %v, %d requests within %s", err, s.requests, took)
				}
				if err != nil && (!strings.Contains(err.Error(), "asked to wait") || !strings.Contains(err.Error(), "at most 1m0s")) {
					t.Errorf("error %q does not show what the server requested and how long the provider waits", err)
				}
			})
		})
	}
}

// A Retry-After also delays the other requests of the process.
func TestRetryAfterAppliesToAllRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{handlers: []http.HandlerFunc{respond(429, "", "", "Retry-After", "20"), ok}}
		client, start := limited(t, s), time.Now()
		var first sync.WaitGroup
		defer first.Wait()
		first.Go(func() { client.GetClientSession(t.Context(), sessionID) }) //nolint:errcheck // the test checks only the requests
		time.Sleep(time.Second)
		if _, err := client.GetClientSession(t.Context(), sessionID); err != nil || time.Since(start) < 20*time.Second {
			t.Errorf("error %v after %s", err, time.Since(start))
		}
	})
}

func TestRetriesEnd(t *testing.T) {
	for name, c := range map[string]struct {
		handler  http.HandlerFunc
		deadline time.Duration
		requests int
		within   time.Duration
		says     []string
	}{
		"429 that lasts":             {respond(429, "", ""), time.Hour, 8, 2 * time.Minute, []string{"429", "8 attempts"}},
		"a minute each time":         {respond(429, "", "", "Retry-After", "59"), time.Hour, 3, 2 * time.Minute, []string{"asked to wait 59s", "3 attempts", "2m0s in total"}},
		"wait after the deadline":    {respond(429, "", "", "Retry-After", "30"), 10 * time.Second, 1, time.Second, []string{"429", "asked to wait 30s", "after the operation times out"}},
		"backoff after the deadline": {respond(503, "", ""), 300 * time.Millisecond, 2, time.Second, []string{"503", "2 attempts", "after the operation times out"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), c.deadline)
				defer cancel()
				s := &script{handlers: []http.HandlerFunc{c.handler}}
				start := time.Now()
				_, err := limited(t, s).GetClientSession(ctx, sessionID)
				e := failure(t, err)
				if s.requests != c.requests || e.Attempts != c.requests || time.Since(start) > c.within {
					t.Errorf("%d requests in %s, %d attempts", s.requests, time.Since(start), e.Attempts)
				}
				for _, text := range c.says {
					if !strings.Contains(err.Error(), text) {
						t.Errorf("error %q does not contain %q", err, text)
					}
				}
			})
		})
	}
}

// script responds like scriptedServer, without a network, which a synctest bubble cannot have.
type script struct {
	handlers []http.HandlerFunc
	requests int
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	s.requests++
	recorder := httptest.NewRecorder()
	s.handlers[min(s.requests, len(s.handlers))-1](recorder, req)
	return recorder.Result(), nil
}
