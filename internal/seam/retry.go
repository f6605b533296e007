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
	// maxAttempts is for failures other than 429, which only the budget bounds.
	maxAttempts   = 4
	firstBackoff  = 250 * time.Millisecond
	maxRetryAfter = time.Minute
)

// budget is the time that all requests of one RPC from Terraform together may
// lose: in failed attempts and the pauses after them, and while Seam answers with
// 429 and accepts nothing.
type budget struct {
	whole time.Duration
	taken atomic.Int64
	// The limiter guards since, when the RPC began, and skipped, what a replaced
	// Config.Wait passed without sleeping until skippedAt.
	since, skippedAt time.Time
	skipped          time.Duration
}

func (b *budget) rest() time.Duration  { return b.whole - time.Duration(b.taken.Load()) }
func (b *budget) take(d time.Duration) { b.taken.Add(int64(d)) }

// vain is how long the RPC has lasted since anything was accepted.
func (b *budget) vain(now, accepted time.Time) time.Duration {
	if accepted.After(b.skippedAt) {
		b.skipped = 0
	}
	return now.Sub(latest(b.since, accepted)) + b.skipped
}

// cleanup reports whether a request is sent at least once, whatever the other
// requests of the client have met.
func (b *budget) cleanup() bool { return b.whole == budgetOfCleanup }

// says is how long the provider waits.
func (b *budget) says() string {
	return fmt.Sprintf("the provider waits for at most %s at a time and %s in total", maxRetryAfter, b.whole)
}

// ForRPC returns the client for one RPC from Terraform: its requests share a
// budget of two minutes. Without it, each request has a budget of its own.
func (c *Client) ForRPC() *Client {
	rpc := *c
	rpc.budget = &budget{whole: budgetOfRPC}
	return &rpc
}

type cleanupKey struct{}

// WithCleanupBudget returns a context for requests that end what an operation
// leaves behind. They share a budget of ten seconds, apart from that of the RPC,
// and each is sent at least once.
func WithCleanupBudget(ctx context.Context) context.Context {
	return context.WithValue(ctx, cleanupKey{}, &budget{whole: budgetOfCleanup})
}

// Cleanup is WithCleanupBudget for an operation that may be canceled already:
// the cancellation of ctx does not count, and the context ends after ten seconds.
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

// again waits for the next attempt after a failed one; for one after a 429, turn
// does. It returns false when there is to be none, and says in failure why.
func (c *Client) again(ctx context.Context, b *budget, failure *Error, failed int) bool {
	pause := time.Duration(0)
	if failure.Status != http.StatusTooManyRequests {
		if failed == maxAttempts {
			return false
		}
		pause = backoff(failed)
		if failure.RetryAfter > 0 {
			// What one answer says holds for all who wait for it: spread them.
			pause = max(pause, failure.RetryAfter+rand.N(firstBackoff)) //nolint:gosec // spreading requests needs no secrecy
		}
	}
	if failure.RetryAfter > maxRetryAfter || pause > max(b.rest(), 0) {
		failure.GaveUp = b.says()
		return false
	}
	b.take(pause)
	if err := c.pause(ctx, pause); err != nil {
		_ = c.held(ctx, failure.Operation, failure, err) // which it notes in failure
		return false
	}
	return true
}

// backoff is how long to wait after the given failed attempt: exponential, with
// half of it left to chance so that parallel requests spread.
func backoff(attempt int) time.Duration {
	d := firstBackoff << (attempt - 1)
	return d/2 + rand.N(d/2+1) //nolint:gosec // spreading requests needs no secrecy
}

// retryAfter reads the Retry-After header: seconds, or an HTTP date, which is
// taken relative to the answer's own Date so that a wrong clock does not count.
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

// statusMaybeApplied tells which statuses leave open whether the request took
// effect, and may be gone at the next attempt: a gateway's 5xx and a time-out do.
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
