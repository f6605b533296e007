package sequences_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// randomSequence generates a sequence. The same seed generates the same sequence.
func randomSequence(seed uint64, steps int) sequence {
	g := generator{Rand: rand.New(rand.NewPCG(seed, 0)), now: acctest.Start}
	l := sequence{Expired: pick(g, seamfake.ExpiredReturned, seamfake.ExpiredRevived, seamfake.ExpiredNew, seamfake.ExpiredPurged), Strict: g.one(3)}
	for range steps {
		l.Steps = append(l.Steps, g.step())
	}
	return l
}

type generator struct {
	*rand.Rand

	now  time.Time
	last map[string]any
}

// one is true with a probability of 1 in n.
func (g generator) one(n int) bool { return g.IntN(n) == 0 }

func pick[T any](g generator, choices ...T) T { return choices[g.IntN(len(choices))] }

// optional are the attributes that a configuration can omit and ignore.
var optional = []string{
	"connected_account_ids", "connect_webview_ids", "expires_at", "user_identity_id", "user_identity_ids",
	"expires_in", "renew_before", "rotate_when_changed", "on_destroy", "store_token",
}

func (g *generator) step() step {
	s := step{
		Config: g.config(), CreateBeforeDestroy: g.one(6), RefreshOnly: g.one(12), NoRefresh: g.one(6), Replace: g.one(25),
		Destroyed: g.one(25), Killed: g.one(20),
	}
	g.last = s.Config
	if g.one(3) {
		s.Unknown = g.some(slices.Sorted(maps.Keys(s.Config)))
		if g.one(2) { // others are unknown in the plan, and null in the apply
			for _, name := range g.some(optional) {
				if _, set := s.Config[name]; !set {
					s.Unknown = append(s.Unknown, name)
				}
			}
		}
	}
	switch {
	case g.one(10):
		s.Ignored = []string{"all"}
	case g.one(2):
		s.Ignored = g.some(optional)
	}
	for range g.IntN(3) {
		s.Before = append(s.Before, g.event())
	}
	if g.one(3) {
		if e := g.event(); e.Kind != forgotten { // Terraform rejects a plan of another state
			s.Between = append(s.Between, e)
		}
	}
	if g.one(5) {
		s.Fault = &fault{
			Path: pick(*g, acctest.GetOrCreate, acctest.GetOrCreate, acctest.Delete, acctest.Get, ""), Skip: g.IntN(3),
			Kind: pick(*g, "500", "500", "lost"), Once: g.one(3),
		}
	}
	return s
}

// some are a few of the names.
func (g *generator) some(names []string) (few []string) {
	for _, name := range names {
		if g.one(3) {
			few = append(few, name)
		}
	}
	return few
}

// config generates a configuration. Often it is the previous one with a change.
func (g *generator) config() map[string]any {
	if g.last != nil && g.one(2) {
		changed, other := maps.Clone(g.last), g.newConfig()
		name := pick(*g, "expires_at", "connected_account_ids", "rotate_when_changed", "store_token", "connect_webview_ids", "on_destroy")
		delete(changed, name)
		_, hasLifetime := changed["expires_in"]
		if value, ok := other[name]; ok && (name != "expires_at" || !hasLifetime) {
			changed[name] = value
		}
		return changed
	}
	return g.newConfig()
}

func (g *generator) newConfig() map[string]any {
	c := map[string]any{}
	set := func(name string, choices ...any) {
		if value := pick(*g, choices...); value != nil {
			c[name] = value
		}
	}
	set("user_identifier_key", "jane_doe", "jane_doe", "jane_doe", "jane_doe", "jane_doe", "jane_doe", "john", nil)
	switch g.IntN(5) {
	case 0, 1:
		c["expires_at"] = g.instant()
	case 2:
		c["expires_in"] = pick(*g, "720h", "24h", "720h0m")
	case 3:
		c["expires_in"], c["renew_before"] = pick(*g, "720h", "48h"), pick(*g, "24h", "12h")
	}
	set("connected_account_ids", nil, nil, nil, []any{}, []any{acctest.AccountA}, []any{acctest.AccountB, acctest.AccountA})
	set("connect_webview_ids", nil, nil, nil, []any{}, []any{acctest.Webview})
	switch g.IntN(6) {
	case 0:
		c["user_identity_id"] = acctest.IdentityA
	case 1:
		c["user_identity_id"] = acctest.IdentityB
	case 2:
		c["user_identity_ids"] = []any{acctest.IdentityA}
	}
	set("rotate_when_changed", nil, map[string]any{"n": "1"}, map[string]any{"n": "2"}, map[string]any{"n": "3"})
	set("on_existing", nil, nil, nil, "adopt", "error")
	set("on_destroy", nil, nil, nil, "delete", "keep", "revoke")
	set("store_token", nil, nil, true, false)
	return c
}

// instant is a time in the future, sometimes soon, and sometimes in the past.
func (g *generator) instant() string {
	at := g.now.Add(time.Duration(20+g.IntN(400)) * 24 * time.Hour)
	switch {
	case g.one(4):
		at = g.now.Add(time.Duration(1+g.IntN(200)) * time.Hour)
	case g.one(15):
		at = g.now.Add(-100 * time.Hour)
	}
	switch g.IntN(3) {
	case 0:
		return at.Format("2006-01-02T15:04:05.000Z")
	case 1:
		return at.In(time.FixedZone("", 2*60*60)).Format(time.RFC3339)
	}
	return at.Format(time.RFC3339)
}

// The kinds of events.
const (
	deleted   = "deleted"       // the session
	expired   = "expired"       // its expiry was moved into the past
	moved     = "moved"         // its expiry was moved
	connected = "connected"     // the user connected an account
	withdrawn = "withdrawn"     // an account that the user connected was deleted
	merged    = "merged"        // one user identity into the other
	made      = "made"          // the application created its own session
	passed    = "passed"        // time
	forgotten = "state removed" // terraform state rm
)

func (g *generator) event() event {
	e := event{Kind: pick(*g, deleted, expired, moved, connected, connected, connected, withdrawn, merged, made, passed, passed, passed, forgotten)}
	switch e.Kind {
	case passed:
		e.Hours = pick(*g, 1, 13, 30, 10*24, 40*24, 400*24)
		g.now = g.now.Add(time.Duration(e.Hours) * time.Hour)
	case moved:
		e.Hours = pick(*g, 2, 30, 300, 100_000)
	case forgotten:
		if !g.one(3) {
			e.Kind = connected
		}
	}
	return e
}

func (e event) String() string { return fmt.Sprint(e.Kind, " ", e.Hours) }
