package seam

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// thrifty is a transport that never has more connections than there were
// requests at a time. Go's own starts a connection for every request that finds
// none free, and keeps it though the request was meanwhile given another one that
// came free: under Terraform's parallelism, twice as many as are ever used.
//
// It makes a connection only while there are fewer than requests in flight. Else
// one of them is free or about to be, and Go's transport hands it to whoever has
// waited longest.
type thrifty struct {
	next http.RoundTripper
	dial func(ctx context.Context, network, address string) (net.Conn, error)

	mu          sync.Mutex
	requests    int           // until their answer is read
	connections int           // open, or about to be
	room        chan struct{} // closed when a connection may be made; nil when nobody waits
}

// newTransport returns the transport of all requests of a process.
func newTransport() http.RoundTripper {
	original, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	transport := original.Clone()
	// Terraform's parallelism goes to one host; the default of two would open
	// a connection for almost every request.
	transport.MaxIdleConnsPerHost = transport.MaxIdleConns
	t := &thrifty{next: transport, dial: transport.DialContext}
	if t.dial == nil {
		t.dial = new(net.Dialer).DialContext
	}
	transport.DialContext = t.connect
	return t
}

// RoundTrip is in flight until the answer was read.
func (t *thrifty) RoundTrip(r *http.Request) (*http.Response, error) {
	t.count(1, 0)
	over := sync.OnceFunc(func() { t.count(-1, 0) })
	resp, err := t.next.RoundTrip(r)
	if err != nil {
		over()
		return nil, err
	}
	resp.Body = &countedBody{ReadCloser: resp.Body, over: over}
	return resp, nil
}

var errNoRoom = errors.New("no connection came free")

// connect makes a connection when there is room for it. A request that was given
// another one meanwhile leaves its wait behind, which makes the next that is needed.
func (t *thrifty) connect(ctx context.Context, network, address string) (net.Conn, error) {
	patience := time.NewTimer(defaultAttemptTimeout)
	defer patience.Stop()
	for room := t.enter(); room != nil; room = t.enter() {
		select {
		case <-room:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-patience.C:
			return nil, errNoRoom
		}
	}
	conn, err := t.dial(ctx, network, address)
	if err != nil {
		t.count(0, -1)
		return nil, err
	}
	return &countedConn{Conn: conn, closed: sync.OnceFunc(func() { t.count(0, -1) })}, nil
}

// enter counts a connection when there is room for it, and returns nil then; or
// else what to wait for.
func (t *thrifty) enter() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.connections < t.requests {
		t.connections++
		return nil
	}
	if t.room == nil {
		t.room = make(chan struct{})
	}
	return t.room
}

func (t *thrifty) count(requests, connections int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.requests += requests
	t.connections += connections
	if t.room != nil && t.connections < t.requests {
		close(t.room)
		t.room = nil
	}
}

// countedBody tells when the answer was read. By then its connection is free.
type countedBody struct {
	io.ReadCloser

	over func()
}

func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.over()
	}
	return n, err
}

func (b *countedBody) Close() error {
	defer b.over()
	return b.ReadCloser.Close()
}

// countedConn tells when it is closed.
type countedConn struct {
	net.Conn

	closed func()
}

func (c *countedConn) Close() error {
	defer c.closed()
	return c.Conn.Close()
}
