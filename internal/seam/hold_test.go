package seam_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// asTerraform sends requests as Terraform does, with limited parallelism. Each
// session has its own RPC, which looks it up and then gets or creates it.
func asTerraform(client *seam.Client, sessions, parallelism int) (failed []error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, parallelism)
	for range sessions {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			rpc := client.ForRPC()
			_, err := rpc.FindClientSession(context.Background(), "jane_doe")
			if err == nil {
				_, err = rpc.GetOrCreateClientSession(context.Background(), seam.GetOrCreateParams{UserIdentifierKey: "jane_doe"})
			}
			if err != nil {
				mu.Lock()
				failed = append(failed, err)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return failed
}

// A server that rejects everything delays a run only for as long as one RPC waits,
// regardless of the number of RPCs.
func TestRunEndsIfEverythingIsRejected(t *testing.T) {
	for _, parallelism := range []int{1, 10, 50, 100} {
		for _, retryAfter := range []string{"", "1", "30", "60", "61"} {
			for _, latency := range []time.Duration{0, 100 * time.Millisecond, 20 * time.Second} {
				t.Run(fmt.Sprintf("%d at a time, Retry-After %q, latency %s", parallelism, retryAfter, latency), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						server := &allowing{latency: latency, retryAfter: retryAfter}
						start := time.Now()
						failed := asTerraform(limited(t, server), 100, parallelism)
						took := time.Since(start)
						limit := 3 * time.Minute
						if retryAfter == "61" { // each request fails at once
							limit = 100 / time.Duration(parallelism) * latency
						}
						if len(failed) != 100 || took > limit {
							t.Errorf("%d RPCs failed within %s after %d requests", len(failed), took, len(server.sent))
						}
						for _, err := range failed {
							if e := failure(t, err); e.Status != http.StatusTooManyRequests || e.GaveUp == "" {
								t.Fatalf("error %v", err)
							}
						}
					})
				})
			}
		}
	}
}

// No RPC fails as long as Seam accepts requests, even if it does so slowly.
func TestWaitingUsesNoBudgetWhileRequestsAreAccepted(t *testing.T) {
	for _, c := range []struct {
		every      time.Duration
		retryAfter string
	}{{3 * time.Second, ""}, {10 * time.Second, ""}, {10 * time.Second, "10"}, {30 * time.Second, "30"}, {45 * time.Second, ""}} {
		t.Run(fmt.Sprintf("one every %s, Retry-After %q", c.every, c.retryAfter), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &allowing{perSecond: 1, window: c.every, latency: 50 * time.Millisecond, retryAfter: c.retryAfter}
				start := time.Now()
				if failed := asTerraform(limited(t, server), 50, 10); len(failed) > 0 {
					t.Errorf("%d RPCs failed, the first with %v", len(failed), failed[0])
				}
				t.Logf("%d requests in %s", len(server.sent), time.Since(start))
			})
		})
	}
}

// An RPC can fail because all its requests were rejected. The next RPCs send requests
// again once any request was accepted.
func TestAnAcceptedRequestEndsTheGivingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &allowing{}
		client := limited(t, server)
		asTerraform(client, 1, 1)
		sent := len(server.sent)
		_, err := client.ForRPC().FindClientSession(t.Context(), "jane_doe")
		if e := failure(t, err); e.Status != http.StatusTooManyRequests || !strings.Contains(e.GaveUp, "rejected every request") || e.MaybeApplied {
			t.Errorf("error %v", err)
		}
		if len(server.sent) != sent {
			t.Error("a request was sent after the client gave up")
		}
		server.perSecond = 1000
		ctx, cancel := seam.Cleanup(t.Context())
		defer cancel()
		if err := client.DeleteClientSession(ctx, sessionID); err != nil {
			t.Errorf("cleanup: %v", err)
		}
		if failed := asTerraform(client, 10, 10); failed != nil {
			t.Error(failed[0])
		}
	})
}

// A cleanup is sent even if the run is blocked or canceled.
func TestCleanupIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &allowing{retryAfter: "60"}
		client := limited(t, server)
		canceled, cancel := context.WithCancel(t.Context())
		go client.ForRPC().FindClientSession(canceled, "jane_doe") //nolint:errcheck // it blocks the others
		time.Sleep(time.Second)
		cancel()
		ctx, end := seam.Cleanup(canceled)
		defer end()
		start := time.Now()
		err := client.DeleteClientSession(ctx, sessionID)
		if e := failure(t, err); e.Attempts != 1 || time.Since(start) > 10*time.Second || len(server.sent) != 2 {
			t.Errorf("%d requests within %s, error %v", len(server.sent), time.Since(start), err)
		}
	})
}

// The requests of an RPC share one budget. Other RPCs have their own.
func TestRequestsOfAnRPCShareABudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := respond(http.StatusServiceUnavailable, "", "", "Retry-After", "50")
		s := &script{handlers: []http.HandlerFunc{busy, busy, ok, busy}}
		client, start := limited(t, s), time.Now()
		rpc := client.ForRPC()
		if _, err := rpc.FindClientSession(t.Context(), "jane_doe"); err != nil {
			t.Fatal(err)
		}
		_, err := rpc.FindClientSession(t.Context(), "jane_doe")
		if e := failure(t, err); e.Attempts != 1 || !strings.Contains(err.Error(), "2m0s in total") || time.Since(start) > 2*time.Minute {
			t.Errorf("error %v after %s", err, time.Since(start))
		}
		if _, err := client.ForRPC().FindClientSession(t.Context(), "jane_doe"); failure(t, err).Attempts != 3 {
			t.Errorf("another RPC: %v", err)
		}
	})
}
