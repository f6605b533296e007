package seam

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"
)

// transport wraps that of net/http and can replace it with a new one, together with
// all connections. A firewall may silently drop the packets of an open connection,
// and net/http keeps an HTTP/2 connection and idle connections after a timeout.
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
	// All parallel requests go to one host. With the default of two, almost every
	// request would open a connection.
	fresh.MaxIdleConnsPerHost = fresh.MaxIdleConns
	// A broken HTTP/2 connection is detected within an attempt.
	fresh.HTTP2 = &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second}
	return fresh
}

// RoundTrip sends a request.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	return t.current.Load().RoundTrip(r)
}

// leaveIf is called before an attempt, and the returned function after it. If the
// attempt ended for this cause, later ones use new connections. If several attempts
// fail on the same transport, only the first replaces it.
func (t *transport) leaveIf(ctx context.Context, tooSlow error) func() {
	if t == nil {
		return func() {}
	}
	used := t.current.Load()
	return func() {
		if context.Cause(ctx) == tooSlow && t.current.CompareAndSwap(used, freshTransport()) { //nolint:errorlint // the same
			used.CloseIdleConnections()
		}
	}
}
