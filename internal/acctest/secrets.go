package acctest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// tokenForm matches the token of any session of the fake.
var tokenForm = regexp.MustCompile(`seam_cst1[0-9A-Za-z]{8}_[0-9A-Za-z]{24}`)

// SecretIn returns what kind of secret a text has in it, empty for none: a
// credential of the fake's workspaces, or the token of any session.
func (s *Seam) SecretIn(text string) string {
	for _, w := range s.Workspaces() {
		for _, secret := range slices.Concat(w.APIKeys, w.AccessTokens) {
			if strings.Contains(text, secret) {
				return "a credential"
			}
		}
	}
	if tokenForm.MatchString(text) {
		return "the token of a session"
	}
	return ""
}

// wantNoSecret asserts that a command printed none. Those that show state or
// outputs do as they are told.
func (r Result) wantNoSecret(s *Seam) {
	r.t.Helper()
	if slices.Contains([]string{"show", "output", "state", "console"}, r.Args[0]) {
		return
	}
	if kind := s.SecretIn(r.Output); kind != "" {
		r.t.Errorf("terraform %s printed %s:\n%s", strings.Join(r.Args, " "), kind, r.Output)
	}
}

// replayed are the configurations that have been replayed, without the values by
// which tests tell theirs apart.
var replayed sync.Map

var incidental = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+`)

// replayLater lets a configuration be replayed when the test is over, once for
// all tests, with the sessions that are on the server now.
func (s *Seam) replayLater(config string) {
	template := strings.ReplaceAll(config, s.URL, "${endpoint}")
	if _, again := replayed.LoadOrStore(incidental.ReplaceAllString(template, "0"), true); again || s.t == nil {
		return
	}
	sessions := s.Sessions()
	s.t.Cleanup(func() { s.replay(template, sessions) })
}

// replay applies and destroys a configuration with the provider's own binary and
// logs at TRACE level, at a Seam that answers with all that it is told; and
// searches all that this brings to light for secrets.
func (s *Seam) replay(template string, sessions []seamfake.Session) {
	t := s.t
	t.Helper()
	options := []seamfake.Option{seamfake.WithClock(time.Now)}
	for _, w := range s.Workspaces() {
		options = append(options, seamfake.WithWorkspace(w))
	}
	copied := &Seam{t: t, Server: seamfake.New(options...), Variables: s.Variables}
	for _, row := range sessions {
		copied.AddSession(row)
	}
	gossip := &gossip{next: copied.Server}
	server := httptest.NewServer(gossip)
	defer server.Close()
	copied.URL = server.URL
	tf := copied.Installed(t, strings.ReplaceAll(template, "${endpoint}", server.URL))
	log := tf.Trace()
	tf.Run("apply", "-auto-approve", "-no-color")
	gossip.lasting.Store(true)
	tf.Run("destroy", "-auto-approve", "-no-color")
	for line := range strings.Lines(log()) {
		if kind := s.SecretIn(line); kind != "" {
			t.Errorf("%s is in the log: %s\nwith the configuration\n%s", kind, line, template)
			return
		}
	}
}

// Trace lets commands log at TRACE level, and returns what reads the log.
func (tf *Terraform) Trace() (log func() string) {
	path := filepath.Join(tf.Dir, "trace.log")
	tf.variables = append(tf.variables, "TF_LOG=TRACE", "TF_LOG_PATH="+path)
	return func() string {
		tf.t.Helper()
		logged, err := os.ReadFile(path)
		if err != nil {
			tf.t.Fatal(err)
		}
		return string(logged)
	}
}

// gossip answers the first request about anything, and while lasting every
// request, with the request's own headers and a token.
type gossip struct {
	next    http.Handler
	lasting atomic.Bool
	count   atomic.Int64
}

func (g *gossip) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	turn := g.count.Add(1)
	if turn%2 == 0 && !g.lasting.Load() {
		g.next.ServeHTTP(w, r)
		return
	}
	told := fmt.Sprintf("%v seam_cst1gossip00_123456789ABCDEFGHJKLMNPQ", r.Header)
	w.Header().Set("Seam-Request-Id", strings.ReplaceAll(told, "\n", " "))
	status := map[bool]int{true: http.StatusBadRequest, false: http.StatusInternalServerError}[g.lasting.Load()]
	if turn%4 == 1 {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<html>%s</html>", told)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"ok":false,"error":{"type":%q,"message":%q,"validation_errors":{"_errors":[%q],"expires_at":{"_errors":[%q]},%q:{"_errors":["x"]}}}}`,
		told, told, told, told, told)
}
