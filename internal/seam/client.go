// Package seam talks to the Seam API: client sessions and the workspace that a
// credential belongs to.
//
// Facts about the API come from Seam's API reference and OpenAPI document.
// Every endpoint is called by POST with a JSON body. All calls made here are
// idempotent, so they are retried; see [Client].
package seam

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	// defaultAttemptTimeout is that of Seam's own SDKs.
	defaultAttemptTimeout = 30 * time.Second
	// maxBody is far above any response from Seam. A longer one is not from Seam.
	maxBody = 10 << 20
	// maxErrorBody is the maximum size of an error response that is read.
	maxErrorBody = 1 << 20
)

// Config has the endpoint and the credential.
type Config struct {
	// Endpoint is a base URL as ParseEndpoint returns it.
	Endpoint string
	// Credential authenticates every request.
	Credential Credential
	// UserAgent is sent with every request.
	UserAgent string
	// ReadOnly rejects every request that could write, with ErrReadOnly.
	ReadOnly bool
	// Transport defaults to one that keeps connections alive.
	Transport http.RoundTripper
	// Wait defaults to sleeping. Tests replace it.
	Wait func(context.Context, time.Duration) error
	// AttemptTimeout limits one attempt. It defaults to 30 seconds.
	AttemptTimeout time.Duration
}

// Client sends requests to Seam. It is safe for concurrent use.
//
// Transport errors, timeouts, 408 and 5xx are retried, four attempts in total, with
// exponential backoff and jitter. 429 is retried as long as the budget allows, see
// ForRPC, and slows down every request of the client, see limiter. Retry-After is
// honored up to a minute. A longer one is an error immediately. Redirects are
// errors, because the credential must not reach other hosts. Each attempt may take
// 30 seconds.
type Client struct {
	config Config
	budget *budget // of one RPC, nil for one budget per request
	*shared
}

// shared is the part that the clients of all RPCs share.
type shared struct {
	http      *http.Client
	transport *transport // nil if Config has another
	limiter   limiter
	clock     atomic.Pointer[reading]

	workspace       atomic.Pointer[Workspace]
	workspaceFlight singleflight.Group
}

// New returns a client. The endpoint and the credential must have been checked.
func New(config Config) *Client {
	var own *transport
	if config.Transport == nil {
		own = newTransport()
		config.Transport = own
	}
	if config.Wait == nil {
		config.Wait = wait
	}
	if config.AttemptTimeout == 0 {
		config.AttemptTimeout = defaultAttemptTimeout
	}
	return &Client{config: config, shared: &shared{
		transport: own, limiter: limiter{queue: make(chan struct{}, 1)},
		http: &http.Client{
			Transport:     config.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}}
}

// ReadOnly reports whether the client rejects every request that could write.
func (c *Client) ReadOnly() bool { return c.config.ReadOnly }

// reading is a time of Seam's clock, and when it was read.
type reading struct{ date, at time.Time }

// ClockTolerance is the difference between two clocks that counts as none. A response's
// Date has whole seconds, and it takes time to arrive.
const ClockTolerance = time.Minute

// Clock returns the time of Seam's clock, and whether any response has shown it. It
// is the Date of the latest response with one, in whole seconds, plus the time that
// has passed since.
func (c *Client) Clock() (now time.Time, known bool) {
	last := c.clock.Load()
	if last == nil {
		return time.Time{}, false
	}
	return last.date.Add(time.Since(last.at)), true
}
