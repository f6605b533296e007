package seam

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

const (
	maxAttempts = 4
	// maxLimitedAttempts is for requests that Seam refused with 429: each was
	// not handled, and with other users of the same limit some are unlucky.
	maxLimitedAttempts = 8
	firstBackoff       = 250 * time.Millisecond
	maxRetryAfter      = time.Minute
	// maxPatience bounds the pauses of one request.
	maxPatience = 2 * time.Minute
)

// patience decides how often a request is sent again.
type patience struct {
	failed, limited int // attempts by how they ended
	left            time.Duration
}

func newPatience() *patience { return &patience{left: maxPatience} }

// after returns the pause after a failed attempt, and whether there is to be
// another one.
func (p *patience) after(failure *Error) (time.Duration, bool) {
	if failure.Status == http.StatusTooManyRequests {
		p.limited++
	} else {
		p.failed++
	}
	if !failure.retryable || p.failed == maxAttempts || p.limited == maxLimitedAttempts {
		return 0, false
	}
	pause := backoff(p.failed + p.limited)
	if failure.RetryAfter > 0 {
		// What one answer says holds for all who wait for it: spread them.
		pause = max(pause, failure.RetryAfter+rand.N(firstBackoff)) //nolint:gosec // spreading requests needs no secrecy
	}
	if failure.RetryAfter > maxRetryAfter || pause > p.left {
		failure.GaveUp = fmt.Sprintf("the provider waits for at most %s at a time and %s in all", maxRetryAfter, maxPatience)
		return 0, false
	}
	p.left -= pause
	return pause, true
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
