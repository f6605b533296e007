// Command fake serves an in-memory Seam for internal/bench, on loopback and in a
// separate process to keep its CPU time apart. Each response takes the given time.
// It counts requests and connections. A second address returns the counts since the
// last call, and the sessions.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func main() {
	latency := flag.Duration("latency", 0, "time that each response takes")
	sessions := flag.Int("sessions", 0, "number of sessions at the start")
	flag.Parse()
	if err := serve(*latency, *sessions); err != nil {
		log.Fatal(err)
	}
}

// counters are the counts since they were last read.
type counters struct{ requests, connections, open, most atomic.Int64 }

// connection counts new connections, and the maximum at a time.
func (c *counters) connection(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		c.connections.Add(1)
		for open := c.open.Add(1); ; {
			most := c.most.Load()
			if open <= most || c.most.CompareAndSwap(most, open) {
				return
			}
		}
	case http.StateClosed, http.StateHijacked:
		c.open.Add(-1)
	default:
	}
}

func (c *counters) take() map[string]int64 {
	return map[string]int64{"requests": c.requests.Swap(0), "connections": c.connections.Swap(0), "most": c.most.Swap(0)}
}

func serve(latency time.Duration, sessions int) error {
	fake := seamfake.New()
	for i := range sessions {
		fake.AddSession(seamfake.Session{UserIdentifierKey: fmt.Sprintf("user-%d", i)})
	}
	fake.BeforeRequest(func(seamfake.Request) { fake.ResetJournal() })
	var count counters
	api := &http.Server{
		ReadHeaderTimeout: time.Minute,
		ConnState:         count.connection,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			count.requests.Add(1)
			time.Sleep(latency)
			fake.ServeHTTP(w, r)
		}),
	}
	control := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var answer any = fake.Sessions()
		if r.URL.Path != "/sessions" {
			answer = count.take()
		}
		json.NewEncoder(w).Encode(answer) //nolint:errcheck // the client notices
	})}
	ended := make(chan error)
	addresses := []any{}
	for _, server := range []*http.Server{api, control} {
		listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // until the process ends
		if err != nil {
			return err
		}
		addresses = append(addresses, "http://"+listener.Addr().String())
		go func() { ended <- server.Serve(listener) }()
	}
	fmt.Println(addresses...)
	return <-ended
}
