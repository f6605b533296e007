package seam

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"
)

// transport is net/http's, and can be left for a fresh one with all of its
// connections. A firewall may swallow what is sent over an open connection, and
// net/http keeps a connection of HTTP/2 after a time-out, and other idle ones.
type transport struct {
	current atomic.Pointer[http.Transport]
}

func newTransport() *transport {
	t := &transport{}
	t.current.Store(freshTransport())
	return t
}

func freshTransport() *http.Transport {
	fresh := &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}
	if original, ok := http.DefaultTransport.(*http.Transport); ok {
		fresh = original.Clone()
	}
	// Terraform's parallelism goes to one host; the default of two would open
	// a connection for almost every request.
	fresh.MaxIdleConnsPerHost = fresh.MaxIdleConns
	// A dead HTTP/2 connection is found within an attempt.
	fresh.HTTP2 = &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second}
	return fresh
}

// RoundTrip sends a request.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	return t.current.Load().RoundTrip(r)
}

// leaveIf is called before an attempt, and what it returns after it: when the
// attempt has ended for this cause, later ones use other connections. Of all that
// failed on the same transport, the first leaves it.
func (t *transport) leaveIf(ctx context.Context, tooSlow error) func() {
	if t == nil {
		return func() {}
	}
	used := t.current.Load()
	return func() {
		if context.Cause(ctx) == tooSlow && t.current.CompareAndSwap(used, freshTransport()) { //nolint:errorlint // the very same
			used.CloseIdleConnections()
		}
	}
}
