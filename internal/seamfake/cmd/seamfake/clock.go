package main

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// clockPath is the path to read and move the clock. No path in Seam's API begins with an underscore.
const clockPath = "/_seamfake/clock"

// movableClock is this machine's clock plus an offset that a person sets.
type movableClock struct {
	mu    sync.Mutex
	moved time.Duration
}

// Now returns the time of the clock.
func (c *movableClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.moved)
}

// before responds to requests to [clockPath], and passes all others to next.
func (c *movableClock) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == clockPath {
			c.serve(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// serve returns the time. A POST first moves the clock by the parameter advance, which may be negative.
func (c *movableClock) serve(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
	case http.MethodPost:
		by, err := time.ParseDuration(r.URL.Query().Get("advance"))
		if err != nil {
			http.Error(w, "advance must be a duration like 720h or -30m", http.StatusBadRequest)
			return
		}
		c.mu.Lock()
		c.moved += by
		c.mu.Unlock()
	default:
		http.Error(w, "only GET,POST accepted", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"now": c.Now().UTC().Format(time.RFC3339)})
}
