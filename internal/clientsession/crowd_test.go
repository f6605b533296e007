package clientsession_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// crowd is a set of parallel users of sessions in one walk.
type crowd struct {
	t *testing.T
	s *acctest.Seam
	w walk

	mu       sync.Mutex
	warnings strings.Builder
	held     map[string]int    // by client_session_id: the number of holders of its token
	key      map[string]string // by client_session_id
	toEnd    map[string]bool   // sessions that a caller tried to end
	revoked  map[string]bool   // by user_identifier_key: the action ends sessions unconditionally
}

// note checks the diagnostics of a call. It accepts an error only about a session
// that the action revoked and that was created again.
func (c *crowd) note(diagnostics []*tfprotov6.Diagnostic) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range diagnostics {
		replaced := strings.Contains(d.Summary, "created again during this apply") && len(c.revoked) > 0
		if d.Severity == tfprotov6.DiagnosticSeverityError && !replaced {
			c.t.Errorf("%s: %s", d.Summary, d.Detail)
		}
		c.warnings.WriteString(d.Detail)
	}
}

// hold records that a caller got a token, which must work.
func (c *crowd) hold(got map[string]*string) string {
	id := *got["client_session_id"]
	row, ok := c.s.Session(id)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held[id]++
	c.key[id] = *got["user_identifier_key"]
	if !c.revoked[*got["user_identifier_key"]] && (!ok || row.Revoked() || row.Token != *got["token"]) {
		c.t.Errorf("session %s was returned, and its token does not work", id)
	}
	return id
}

func (c *crowd) drop(id string, toEnd bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held[id]--
	c.toEnd[id] = c.toEnd[id] || toEnd
}

// ephemeral opens a session, uses it for a while, and closes it.
func (c *crowd) ephemeral(random *rand.Rand, key string) {
	mode := []string{"keep", "delete", "revoke"}[random.IntN(3)]
	open, diagnostics := c.w.open(map[string]any{"user_identifier_key": key, "on_close": mode})
	c.note(diagnostics)
	if open.resp.Result == nil {
		return
	}
	id := c.hold(open.attributes)
	for range random.IntN(5000) { // someone uses the session for a while
		runtime.Gosched()
	}
	c.drop(id, false)
	c.note(c.w.close(open))
}

// managed applies a resource.
func (c *crowd) managed(random *rand.Rand, key string, prior object) {
	var o object
	var diagnostics []*tfprotov6.Diagnostic
	switch {
	case prior.state != nil && random.IntN(2) == 0: // destroy
		id := *c.w.attributes(prior)["client_session_id"]
		c.drop(id, true)
		_, diagnostics = c.w.apply(prior, nil)
		c.note(diagnostics)
		return
	case prior.state != nil: // update
		o, diagnostics = c.w.apply(prior, map[string]any{"user_identifier_key": key, "expires_at": expiry})
		c.drop(*c.w.attributes(prior)["client_session_id"], false)
	default:
		o, diagnostics = c.w.apply(object{}, map[string]any{"user_identifier_key": key})
	}
	c.note(diagnostics)
	c.hold(c.w.attributes(o))
}

// All callers open, close, create, update, destroy and revoke concurrently. At the
// end, no caller holds a token that does not work, and there was a warning about
// each session that should have ended and still exists.
func TestAllAtOnce(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			c := &crowd{t: t, s: s, held: map[string]int{}, key: map[string]string{}, toEnd: map[string]bool{}, revoked: map[string]bool{}}
			random := rand.New(rand.NewPCG(seed, 1))
			before, priors := startWalk(t, s), map[string]object{}
			for i := range 3 {
				key := fmt.Sprint("user-", i)
				priors[key], _ = before.apply(object{}, map[string]any{"user_identifier_key": key})
				c.hold(before.attributes(priors[key]))
			}
			s.Clock.Advance(time.Minute)
			c.w = startWalk(t, s)
			var all sync.WaitGroup
			for i := range 12 {
				key, random := fmt.Sprint("user-", random.IntN(4)), rand.New(rand.NewPCG(seed, uint64(i)+2))
				prior := priors[key]
				delete(priors, key)
				all.Go(func() {
					switch {
					case prior.state != nil || random.IntN(4) == 0:
						c.managed(random, key, prior)
					case random.IntN(8) == 0:
						c.revoke(key)
					default:
						c.ephemeral(random, key)
					}
				})
			}
			all.Wait()
			c.check()
		})
	}
}

func (c *crowd) revoke(key string) {
	c.mu.Lock()
	c.revoked[key] = true
	c.mu.Unlock()
	_, diagnostics := invoke(c.t, c.w.p, map[string]any{"user_identifier_key": key})
	if len(diagnostics) > 0 && !strings.Contains(diagnostics[0].Summary, "No such client session") {
		c.note(diagnostics)
	}
}

func (c *crowd) check() {
	c.t.Helper()
	for id, n := range c.held {
		row, ok := c.s.Session(id)
		switch {
		case n > 0 && !c.revoked[c.key[id]] && (!ok || row.Revoked()):
			c.t.Errorf("a caller holds session %s, which no longer exists", id)
		case n == 0 && ok && !row.Revoked() && c.toEnd[id] && !strings.Contains(c.warnings.String(), id):
			c.t.Errorf("session %s still exists, and no warning said so", id)
		}
	}
}
