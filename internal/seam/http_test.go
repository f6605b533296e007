package seam_test

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// gateway is a TCP proxy. On demand, it drops all data on the existing connections,
// like a firewall that no longer tracks them.
type gateway struct {
	net.Listener

	to         atomic.Pointer[string]
	generation atomic.Int32
}

func newGateway(t *testing.T, to string) *gateway {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gateway{Listener: listener}
	g.to.Store(&to)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { conn.Close() })
			go g.serve(conn, g.generation.Load())
		}
	}()
	return g
}

func (g *gateway) swallow() { g.generation.Add(1) }

func (g *gateway) serve(client net.Conn, generation int32) {
	server, err := net.Dial("tcp", *g.to.Load())
	if err != nil {
		return
	}
	defer server.Close()
	pass := func(to io.Writer, from io.Reader) {
		buffer := make([]byte, 32<<10)
		for {
			n, err := from.Read(buffer)
			if g.generation.Load() == generation {
				to.Write(buffer[:n]) //nolint:errcheck // the reader notices
			}
			if err != nil { // the other side does not learn of it
				return
			}
		}
	}
	go pass(client, server)
	pass(server, client)
}

// serveTLS starts a server for HTTP/1.1 or HTTP/2.
func serveTLS(t *testing.T, version int) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != version {
			t.Errorf("HTTP/%d, want HTTP/%d", r.ProtoMajor, version)
		}
		ok(w, r)
	}))
	server.EnableHTTP2 = version == 2
	server.StartTLS()
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server
}

// behind returns a client of the server behind a gateway.
func behind(t *testing.T, server *httptest.Server) (*gateway, *seam.Client) {
	t.Helper()
	g := newGateway(t, server.Listener.Addr().String())
	trust(t, server.Client().Transport.(*http.Transport).TLSClientConfig)
	credential, err := seam.NewAPIKey(testKey, "the test")
	if err != nil {
		t.Fatal(err)
	}
	return g, seam.New(seam.Config{
		Endpoint: "https://" + g.Addr().String(), Credential: credential, AttemptTimeout: time.Second,
	})
}

// trust makes Go's default transport, which the client uses, trust the certificate of
// a test.
func trust(t *testing.T, config *tls.Config) {
	t.Helper()
	original := http.DefaultTransport
	t.Cleanup(func() { http.DefaultTransport = original })
	trusting := original.(*http.Transport).Clone()
	trusting.TLSClientConfig = config.Clone()
	trusting.TLSClientConfig.NextProtos = nil
	http.DefaultTransport = trusting
}

func TestBlockedConnectionsAreReplaced(t *testing.T) {
	for _, version := range []int{1, 2} {
		g, client := behind(t, serveTLS(t, version))
		get := func() error {
			_, err := client.GetClientSession(t.Context(), sessionID)
			return err
		}
		allAtOnce(t, 5, get) // over HTTP/1.1, this leaves several idle connections
		g.swallow()
		start := time.Now()
		allAtOnce(t, 5, get)
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("HTTP/%d: the second attempt did not succeed: it took %s", version, took)
		}
	}
}

// A server that stops announces that on idle connections only over HTTP/2, with
// GOAWAY, after which the gateway keeps the connection.
func TestClosedConnectionsAreReplaced(t *testing.T) {
	for _, version := range []int{1, 2} {
		leaving := serveTLS(t, version)
		g, client := behind(t, leaving)
		if _, err := client.GetClientSession(t.Context(), sessionID); err != nil {
			t.Fatal(err)
		}
		next := serveTLS(t, version).Listener.Addr().String()
		g.to.Store(&next)
		leaving.Config.Shutdown(t.Context()) //nolint:errcheck // it goes away
		start := time.Now()
		if _, err := client.GetClientSession(t.Context(), sessionID); err != nil || time.Since(start) > 2*time.Second {
			t.Errorf("HTTP/%d: error %v after %s", version, err, time.Since(start))
		}
	}
}

func allAtOnce(t *testing.T, n int, do func() error) {
	t.Helper()
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			if err := do(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// A failed response is read to its end, because the connection could not be reused
// otherwise.
func TestConnectionIsReusedAfterErrors(t *testing.T) {
	page := strings.Repeat("<p>busy</p>", 1000)
	var connections atomic.Int32
	handlers := []http.HandlerFunc{
		respond(http.StatusBadGateway, "text/html", page), respond(http.StatusTooManyRequests, "text/html", page),
		respond(http.StatusNotFound, "application/json", `{"ok":false,"error":{"type":"client_session_not_found","message":"no"}}`), ok,
	}
	s := &scriptedServer{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handlers[min(int(s.requests.Add(1)), len(handlers))-1](w, r)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	client := s.client(t, s.URL)
	if _, err := client.GetClientSession(t.Context(), sessionID); !seam.IsNotFound(err) {
		t.Fatal(err)
	}
	if works, err := client.TokenWorks(t.Context(), testToken); !works || err != nil {
		t.Fatal(works, err)
	}
	if got := connections.Load(); got != 1 || s.requests.Load() != 4 {
		t.Errorf("%d connections for %d consecutive requests", got, s.requests.Load())
	}
}
