package seam_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// counting is a server that counts the connections to it.
func counting(t *testing.T, handlers ...http.HandlerFunc) (*server, *seam.Client, *atomic.Int32) {
	t.Helper()
	s, connections := &server{}, &atomic.Int32{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(s.requests.Add(1))
		handlers[min(n, len(handlers))-1](w, r)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s, s.client(t, s.URL), connections
}

// dialer counts the connections of the client: those at a time, at most, and all.
type dialer struct {
	mu              sync.Mutex
	open, most, all int
}

type dialled struct {
	net.Conn

	closed func()
}

func (c dialled) Close() error {
	c.closed()
	return c.Conn.Close()
}

func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open, d.all = d.open+1, d.all+1
	d.most = max(d.most, d.open)
	return dialled{conn, sync.OnceFunc(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.open--
	})}, nil
}

// goesBy makes clients dial by d, for the time of the test.
func goesBy(t *testing.T, d *dialer) {
	t.Helper()
	original := http.DefaultTransport
	t.Cleanup(func() { http.DefaultTransport = original })
	counted := original.(*http.Transport).Clone()
	counted.DialContext = d.dial
	http.DefaultTransport = counted
}

// Terraform's parallelism is what there are connections for, and no more. Few
// are lost: Go's transport gives up one whose request took long to write.
func TestConnectionsAreReused(t *testing.T) {
	const parallel, each = 10, 30
	for range 20 { // by chance there are no more
		d := &dialer{}
		goesBy(t, d)
		s, client := serve(t, ok)
		manyAtOnce(t, client, parallel, each)
		if d.most > parallel || d.all > 2*parallel || s.requests.Load() != parallel*each {
			t.Errorf("%d connections at a time, %d in all, for %d requests, %d at a time", d.most, d.all, s.requests.Load(), parallel)
		}
	}
}

func manyAtOnce(t *testing.T, client *seam.Client, parallel, each int) {
	t.Helper()
	var all sync.WaitGroup
	for range parallel {
		all.Go(func() {
			for range each {
				if _, err := client.GetClientSession(t.Context(), sessionID); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// Connections that the server closes are replaced, and leave no room taken.
func TestConnectionsAreReplaced(t *testing.T) {
	const parallel, each = 10, 50
	s, client, connections := counting(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		ok(w, r)
	})
	manyAtOnce(t, client, parallel, each)
	if got, want := connections.Load(), s.requests.Load(); got != want || want != parallel*each {
		t.Errorf("%d connections for %d requests", got, want)
	}
}

// A server that is not there takes no room either.
func TestConnectionsThatFail(t *testing.T) {
	s, client, _ := counting(t, ok)
	s.Close()
	for range 3 {
		if _, err := client.GetClientSession(t.Context(), sessionID); err == nil {
			t.Fatal("there was an answer")
		}
	}
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := client.GetClientSession(t.Context(), sessionID); err == nil || strings.Contains(err.Error(), "no connection came free") {
				t.Errorf("error %v", err)
			}
		})
	}
	all.Wait()
}

// An answer that is no success is read to its end, or its connection would be lost.
func TestConnectionSurvivesRefusals(t *testing.T) {
	page := strings.Repeat("<p>busy</p>", 1000)
	s, client, connections := counting(t,
		answer(http.StatusBadGateway, "text/html", page), answer(http.StatusTooManyRequests, "text/html", page),
		answer(http.StatusNotFound, "application/json", `{"ok":false,"error":{"type":"client_session_not_found","message":"no"}}`), ok)
	if _, err := client.GetClientSession(t.Context(), sessionID); !seam.IsNotFound(err) {
		t.Fatal(err)
	}
	if works, err := client.TokenWorks(t.Context(), testToken); !works || err != nil {
		t.Fatal(works, err)
	}
	if got := connections.Load(); got != 1 || s.requests.Load() != 4 {
		t.Errorf("%d connections for %d requests one after the other", got, s.requests.Load())
	}
}

func TestHTTP2WhereItIsOffered(t *testing.T) {
	var major atomic.Int32
	s := &server{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		major.Store(int32(r.ProtoMajor))
		ok(w, r)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	// The client takes Go's own transport; here it must trust the test's certificate.
	original := http.DefaultTransport
	t.Cleanup(func() { http.DefaultTransport = original })
	trusting := original.(*http.Transport).Clone()
	trusting.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	trusting.TLSClientConfig.NextProtos = nil
	http.DefaultTransport = trusting
	if _, err := s.client(t, s.URL).GetClientSession(t.Context(), sessionID); err != nil {
		t.Fatal(err)
	}
	if got := major.Load(); got != 2 {
		t.Errorf("HTTP/%d", got)
	}
}
