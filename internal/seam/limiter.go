package seam

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	// startRate is the lowest initial rate, in requests per second.
	startRate = 10
	// minRate is the lowest rate, which guarantees progress.
	minRate = 0.5
	// growth raises the rate, faster the longer there was no 429.
	growth = 0.005
	// firstHold is how long a 429 without Retry-After delays every request. It
	// doubles, up to a minute, while nothing is accepted.
	firstHold = time.Second
)

// limiter limits the rate of all requests of a client after the first 429. Seam
// documents no limit. A 429 lowers the rate, and time without one raises it. Before
// the first 429 there is no limit.
type limiter struct {
	// queue has space for the next request. The waiting requests keep their order
	// when the rate changes.
	queue chan struct{}

	mu    sync.Mutex
	began time.Time // the first request
	rate  float64   // requests per second, 0 for no limit
	schedule
	lowered, raised time.Time
	refused         time.Time // the last 429 that changed the rate
	refusals        int       // such ones since a request was accepted
	refusal         Error     // the last 429
	accepted        time.Time // the last response other than 429
	second          time.Time // the start of the second that inSecond counts
	inSecond        int
	// hopeless is set if an RPC has used up its budget without an accepted request,
	// until one is accepted.
	hopeless bool
}

// schedule is the time of the next request.
type schedule struct {
	next    time.Time // by the rate and the delay after a 429
	blocked time.Time // by Retry-After
}

// begin records when the first request of an RPC began, and reports whether the
// rate is limited.
func (l *limiter) begin(b *budget) (paced bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if b.since.IsZero() {
		b.since = time.Now()
	}
	l.began = cmp.Or(l.began, b.since)
	return l.rate > 0
}

// look returns how long the next request waits from now on. The wait is limited by
// its budget since a request was accepted. After that the request is sent early,
// but never before Retry-After is over.
func (l *limiter) look(b *budget) (schedule, time.Duration, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	left, byRate := b.rest()-b.vain(now, l.accepted), l.next.Sub(now)
	pause := max(l.blocked.Sub(now), min(byRate, left))
	switch {
	case l.hopeless && !b.cleanup():
		return schedule{}, 0, hopeless
	case pause > left || left <= 0 && byRate > 0:
		l.hopeless = l.hopeless || !b.cleanup() && now.Sub(latest(l.began, l.accepted)) >= budgetOfRPC/2
		return schedule{}, 0, gaveUpError(b.says())
	}
	return l.schedule, pause, nil
}

// pass lets a request proceed that waited for this schedule, even if a part of the
// wait was skipped. It returns false if the schedule has changed meanwhile.
func (l *limiter) pass(b *budget, waitedBy schedule, skipped time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.skipped, b.skippedAt = b.skipped+max(skipped, 0), time.Now()
	if l.schedule != waitedBy {
		return false
	}
	now := time.Now()
	l.rate *= 1 + min(growth*now.Sub(l.lowered).Seconds(), 0.5)*min(now.Sub(l.raised).Seconds(), 1)
	l.raised = now
	l.next = latest(l.next, now).Add(time.Duration(float64(time.Second) / l.rate))
	return true
}

// accept records a response other than 429.
func (l *limiter) accept() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accepted, l.refusals, l.hopeless = time.Now(), 0, false
	if l.accepted.Sub(l.second) >= time.Second {
		l.second, l.inSecond = l.accepted, 0
	}
	l.inSecond++
}

// refuse records a 429 to a request that was sent at the given time. It ignores
// requests that were sent before an earlier 429. If Retry-After is longer than the
// provider waits, only that request fails, because the limit may apply only to its
// endpoint.
func (l *limiter) refuse(sent time.Time, refusal *Error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if refusal.RetryAfter > maxRetryAfter {
		return
	}
	now := time.Now()
	l.refusal = *refusal
	if sent.After(l.refused) {
		hold := min(firstHold<<l.refusals, maxRetryAfter)
		if l.rate == 0 { // there was no limit until now
			hold = firstBackoff
		}
		l.lower(now)
		l.refused, l.next = now, latest(l.next, now.Add(hold))
		l.refusals = min(l.refusals+1, 8) // the shift must not overflow
	}
	l.blocked = latest(l.blocked, now.Add(refusal.RetryAfter))
}

// lower lowers the rate, once for all 429s of a second, because a server that
// counts by the second rejects everything until the next one begins.
func (l *limiter) lower(now time.Time) {
	switch {
	case l.rate == 0:
		l.rate = max(float64(l.inSecond)*0.9, startRate)
	case now.Sub(l.lowered) <= time.Second:
		return
	case now.Sub(l.accepted) > time.Second:
		l.rate = max(l.rate/2, minRate)
	default:
		l.rate = max(l.rate*0.8, minRate)
	}
	l.lowered, l.raised = now, now
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// hopeless is the reason that another request has used up its budget.
const hopeless gaveUpError = "the provider gave up because Seam rejected every request within the time limit"

// gaveUpError is why a request that Seam rejects is not sent again.
type gaveUpError string

func (g gaveUpError) Error() string { return string(g) }

// turn waits until the limiter lets a request proceed. A request that failed with
// another error than 429 proceeds at the end of the budget. A cleanup does not wait
// in the queue, and does not wait before its first attempt.
func (c *Client) turn(ctx context.Context, b *budget, last *Error) error {
	l := &c.limiter
	if paced := l.begin(b); !paced || last == nil && b.cleanup() {
		return nil
	}
	if !b.cleanup() {
		select {
		case l.queue <- struct{}{}:
			defer func() { <-l.queue }()
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	for {
		current, pause, err := l.look(b)
		start := time.Now()
		if err == nil {
			err = c.pause(ctx, pause)
		} else if last != nil && last.Status != http.StatusTooManyRequests {
			return nil
		}
		if err != nil || l.pass(b, current, pause-time.Since(start)) {
			return err
		}
	}
}

// pause waits, unless the context ends before the time has passed.
func (c *Client) pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < d {
		return fmt.Errorf("the next attempt would start in %s, after the operation times out", d.Round(time.Millisecond))
	}
	return c.config.Wait(ctx, d)
}

// held returns the Error of a request that is not sent, or not sent again, because
// its wait ended early.
func (c *Client) held(ctx context.Context, operation string, last *Error, cause error) *Error {
	failure := last
	if failure == nil {
		failure = c.failed(operation, received{}, nil)
	}
	_, gaveUp := cause.(gaveUpError) //nolint:errorlint // look does not wrap it
	if gaveUp && failure.Status != http.StatusTooManyRequests {
		c.limiter.mu.Lock()
		refusal := c.limiter.refusal
		c.limiter.mu.Unlock()
		refusal.Operation, refusal.Attempts, refusal.MaybeApplied = operation, failure.Attempts, failure.MaybeApplied
		failure = &refusal
	}
	if gaveUp || last != nil && ctx.Err() == nil {
		failure.GaveUp = cause.Error()
	} else {
		failure.Err = errors.Join(failure.Err, cause)
	}
	return failure
}
