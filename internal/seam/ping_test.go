package seam_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// pipes is a network in a synctest bubble.
type pipes struct {
	accepted  chan net.Conn
	swallowed atomic.Bool
}

// deaf is a connection that drops all data once the network is blocked.
type deaf struct {
	net.Conn

	lost func() bool
}

func (d deaf) Write(p []byte) (int, error) {
	if d.lost() {
		return len(p), nil
	}
	return d.Conn.Write(p)
}

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	lost := func() bool { return false }
	if !p.swallowed.Load() {
		lost = p.swallowed.Load
	}
	p.accepted <- deaf{server, lost}
	return deaf{client, lost}, nil
}

func (p *pipes) Accept() (net.Conn, error) {
	conn, ok := <-p.accepted
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}
func (p *pipes) Close() error   { close(p.accepted); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// A ping detects a broken connection before the attempt times out.
func TestPingDetectsABrokenHTTP2Connection(t *testing.T) {
	server := httptest.NewUnstartedServer(ok)
	server.EnableHTTP2 = true
	server.StartTLS() // for its certificate
	trust(t, server.Client().Transport.(*http.Transport).TLSClientConfig)
	server.Close()
	synctest.Test(t, func(t *testing.T) {
		network := &pipes{accepted: make(chan net.Conn)}
		http.DefaultTransport.(*http.Transport).DialContext = network.dial
		s := &http.Server{Handler: ok, TLSConfig: server.TLS.Clone()}
		go s.ServeTLS(network, "", "") //nolint:errcheck // it ends with the test
		credential, err := seam.NewAPIKey(testKey, "the test")
		if err != nil {
			t.Fatal(err)
		}
		client := seam.New(seam.Config{Endpoint: "https://example.com", Credential: credential})
		for _, atMost := range []time.Duration{time.Second, 16 * time.Second} {
			start := time.Now()
			if _, err := client.GetClientSession(t.Context(), sessionID); err != nil || time.Since(start) > atMost {
				t.Errorf("error %v after %s", err, time.Since(start))
			}
			network.swallowed.Store(true)
		}
		s.Close()
		time.Sleep(5 * time.Minute) // until the idle connections are closed
	})
}
