// Command fake serves an in-memory Seam for internal/bench, on loopback and in a
// process of its own so that its CPU is nobody else's. Each answer takes the
// given time. It counts requests and connections; a second address tells how many
// there were since it was last asked, and which sessions there are.
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
	latency := flag.Duration("latency", 0, "what each answer takes")
	sessions := flag.Int("sessions", 0, "how many sessions there are to begin with")
	flag.Parse()
	if err := serve(*latency, *sessions); err != nil {
		log.Fatal(err)
	}
}

// counters are since the last look.
type counters struct{ requests, connections atomic.Int64 }

func serve(latency time.Duration, sessions int) error {
	fake := seamfake.New()
	for i := range sessions {
		fake.AddSession(seamfake.Session{UserIdentifierKey: fmt.Sprintf("user-%d", i)})
	}
	fake.BeforeRequest(func(seamfake.Request) { fake.ResetJournal() })
	var count counters
	api := &http.Server{
		ReadHeaderTimeout: time.Minute,
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				count.connections.Add(1)
			}
		},
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			count.requests.Add(1)
			time.Sleep(latency)
			fake.ServeHTTP(w, r)
		}),
	}
	control := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var answer any = map[string]int64{"requests": count.requests.Swap(0), "connections": count.connections.Swap(0)}
		if r.URL.Path == "/sessions" {
			answer = fake.Sessions()
		}
		json.NewEncoder(w).Encode(answer) //nolint:errcheck // the client notices
	})}
	ended := make(chan error)
	addresses := []any{}
	for _, server := range []*http.Server{api, control} {
		listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // for the life of the process
		if err != nil {
			return err
		}
		addresses = append(addresses, listener.Addr())
		go func() { ended <- server.Serve(listener) }()
	}
	fmt.Printf("http://%s http://%s\n", addresses...)
	return <-ended
}
