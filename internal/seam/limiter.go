package seam

import (
	"sync"
	"time"
)

const (
	// startRate is where pacing starts at least, in requests a second, when
	// Seam complains before it answered much.
	startRate = 10
	// minRate keeps an end in sight however often Seam complains.
	minRate = 0.5
	// growth is the share by which a second without a complaint raises the rate.
	growth = 0.1
	// steady is how long the rate stays after it was lowered.
	steady = time.Second
	// maxBlock is how long complaints alone, without Retry-After, hold everybody back.
	maxBlock = 4 * time.Second
)

// limiter paces all requests of a client once Seam has answered one with 429.
// Seam documents no limit, so it is found out: a complaint lowers the rate to
// what Seam has just proved to bear, time without one raises it. Until the first
// complaint nothing is paced.
type limiter struct {
	mu      sync.Mutex
	rate    float64   // requests a second, 0 while nothing is paced
	next    time.Time // when the next request may go at that rate
	blocked time.Time // until when nothing goes
	blocks  int       // how often blocked was moved
	lowered time.Time
	raised  time.Time
	// complained is the time of the last complaint that said something new, and
	// complaints are those since anything was accepted.
	complained time.Time
	complaints int
	// accepted are the times of the answers of the last second that were no 429.
	accepted []time.Time
}

// turn is when a request may go.
type turn struct {
	wait   time.Duration
	blocks int
}

// reserve takes the next free turn.
func (l *limiter) reserve(now time.Time) turn {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rate == 0 {
		return turn{}
	}
	if l.next.After(now) { // the rate proves itself only while it holds requests back
		l.raise(now)
	}
	start := now
	if l.next.After(start) {
		start = l.next
	}
	l.next = start.Add(l.interval())
	return turn{wait: start.Sub(now), blocks: l.blocks}
}

// holds reports whether nothing has blocked the turn since it was reserved.
func (l *limiter) holds(t turn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.blocks == t.blocks
}

// accept notes an answer that was no 429.
func (l *limiter) accept(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(now)
	l.accepted = append(l.accepted, now)
	l.complaints = 0
}

// complain notes a 429 to a request that was sent at the given time. Those that
// were under way when an earlier one came say nothing new.
func (l *limiter) complain(sent, now time.Time, retryAfter time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if sent.After(l.complained) {
		l.complained = now
		l.lower(now)
		l.block(now.Add(min(firstBackoff<<l.complaints, maxBlock)))
		l.complaints = min(l.complaints+1, 8) // the shift must not overflow
	}
	// A longer one concerns the request alone, which fails: it may be about
	// that endpoint only.
	if retryAfter > 0 && retryAfter <= maxRetryAfter {
		l.block(now.Add(retryAfter))
	}
}

// lower lowers the rate, once for all complaints of a second: whoever counts
// by the second refuses everything until the next one begins.
func (l *limiter) lower(now time.Time) {
	if now.Sub(l.lowered) <= steady {
		return
	}
	l.forget(now)
	proved := float64(len(l.accepted))
	switch {
	case l.rate == 0:
		l.rate = max(proved*0.9, startRate)
	case proved == 0:
		l.rate = max(l.rate/2, minRate)
	default:
		l.rate = max(l.rate*0.8, minRate)
	}
	l.lowered, l.raised = now, now
}

// block keeps everybody waiting, also those who have a turn already.
func (l *limiter) block(until time.Time) {
	if until.After(l.blocked) {
		l.blocked, l.next = until, until
		l.blocks++
	}
}

// interval is the time between two requests.
func (l *limiter) interval() time.Duration { return time.Duration(float64(time.Second) / l.rate) }

func (l *limiter) raise(now time.Time) {
	if now.Sub(l.lowered) > steady {
		l.rate *= 1 + growth*min(now.Sub(l.raised).Seconds(), 1)
	}
	l.raised = now
}

// forget drops what was accepted more than a second ago.
func (l *limiter) forget(now time.Time) {
	old := 0
	for old < len(l.accepted) && now.Sub(l.accepted[old]) > time.Second {
		old++
	}
	l.accepted = l.accepted[old:]
}
