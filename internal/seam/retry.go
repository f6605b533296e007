package seam

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	budgetOfRPC     = 2 * time.Minute
	budgetOfCleanup = 10 * time.Second
	// maxAttempts applies to failures other than 429, which only the budget limits.
	maxAttempts   = 4
	firstBackoff  = 250 * time.Millisecond
	maxRetryAfter = time.Minute
)

// budget is the time that all requests of one RPC together may spend on failed
// attempts and the pauses after them, and while Seam returns only 429.
type budget struct {
	whole time.Duration
	taken atomic.Int64
	// The limiter protects since, the start of the RPC, and skipped, the time until
	// skippedAt that a replaced Config.Wait did not really wait.
	since, skippedAt time.Time
	skipped          time.Duration
}

func (b *budget) rest() time.Duration  { return b.whole - time.Duration(b.taken.Load()) }
func (b *budget) take(d time.Duration) { b.taken.Add(int64(d)) }

// vain is how long the RPC has lasted since a request was accepted.
func (b *budget) vain(now, accepted time.Time) time.Duration {
	if accepted.After(b.skippedAt) {
		b.skipped = 0
	}
	return now.Sub(latest(b.since, accepted)) + b.skipped
}

// cleanup reports whether a request is sent at least once, regardless of the other
// requests of the client.
func (b *budget) cleanup() bool { return b.whole == budgetOfCleanup }

// says describes how long the provider waits.
func (b *budget) says() string {
	return fmt.Sprintf("the provider waits for at most %s at a time and %s in total", maxRetryAfter, b.whole)
}

// ForRPC returns the client for one RPC from Terraform: its requests share a budget
// of two minutes. Without it, each request has its own budget.
func (c *Client) ForRPC() *Client {
	rpc := *c
	rpc.budget = &budget{whole: budgetOfRPC}
	return &rpc
}

type cleanupKey struct{}

// WithCleanupBudget returns a context for requests that end the session of a failed
// operation. They share a budget of ten seconds, separate from that of the RPC, and
// each is sent at least once.
func WithCleanupBudget(ctx context.Context) context.Context {
	return context.WithValue(ctx, cleanupKey{}, &budget{whole: budgetOfCleanup})
}

// Cleanup is WithCleanupBudget for an operation that may be canceled already: it
// ignores the cancellation of ctx and ends after ten seconds.
func Cleanup(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(WithCleanupBudget(context.WithoutCancel(ctx)), budgetOfCleanup)
}

func (c *Client) budgetFor(ctx context.Context) *budget {
	if b, ok := ctx.Value(cleanupKey{}).(*budget); ok {
		return b
	}
	if c.budget != nil {
		return c.budget
	}
	return &budget{whole: budgetOfRPC}
}

// again waits for the next attempt after a failed one. After a 429, turn does. It
// returns false if there is no further attempt, and sets the reason in failure.
func (c *Client) again(ctx context.Context, b *budget, failure *Error, failed int) bool {
	pause := time.Duration(0)
	if failure.Status != http.StatusTooManyRequests {
		if failed == maxAttempts {
			return false
		}
		pause = backoff(failed)
		if failure.RetryAfter > 0 {
			// Several requests wait after the same response, so spread them.
			pause = max(pause, failure.RetryAfter+rand.N(firstBackoff)) //nolint:gosec // spreading requests needs no secrecy
		}
	}
	if failure.RetryAfter > maxRetryAfter || pause > max(b.rest(), 0) {
		failure.GaveUp = b.says()
		return false
	}
	b.take(pause)
	if err := c.pause(ctx, pause); err != nil {
		_ = c.held(ctx, failure.Operation, failure, err) // which it records in failure
		return false
	}
	return true
}

// backoff is how long to wait after the given failed attempt: exponential, with
// half of it random to spread parallel requests.
func backoff(attempt int) time.Duration {
	d := firstBackoff << (attempt - 1)
	return d/2 + rand.N(d/2+1) //nolint:gosec // spreading requests needs no secrecy
}

// retryAfter reads the Retry-After header: seconds, or an HTTP date, which is
// relative to the Date of the response, so a wrong clock has no effect.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), int(24*time.Hour/time.Second))) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	return max(at.Sub(now), 0)
}

// statusMaybeApplied reports whether the request may have taken effect despite the
// status, and another attempt may succeed. This applies to a gateway's 5xx and a
// timeout.
func statusMaybeApplied(status int) bool {
	return status == http.StatusRequestTimeout || status >= 500
}

// wait sleeps until d has passed or ctx is done.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
