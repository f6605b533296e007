package seam

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

const (
	maxAttempts   = 4
	firstBackoff  = 250 * time.Millisecond
	maxRetryAfter = time.Minute
)

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

// statusRetryable tells which statuses may be gone at the next attempt.
func statusRetryable(status int) bool {
	return status == http.StatusRequestTimeout || status == http.StatusTooManyRequests || status >= 500
}

// statusMaybeApplied tells which statuses leave open whether the request took
// effect: a gateway's 5xx and a time-out do, a refusal does not.
func statusMaybeApplied(status int) bool {
	return status == http.StatusRequestTimeout || status >= 500
}

// wait sleeps until d has passed or ctx is done.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
