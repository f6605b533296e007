package acctest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// tokenForm matches the token of any session of the fake.
var tokenForm = regexp.MustCompile(`seam_cst1[0-9A-Za-z]{8}_[0-9A-Za-z]{24}`)

// SecretIn returns the kind of secret that a string contains, empty for none: a
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

// wantNoSecret asserts that a command printed no secret. Commands that show state
// or outputs are exempt.
func (r Result) wantNoSecret(s *Seam) {
	r.t.Helper()
	if slices.Contains([]string{"show", "output", "state", "console"}, r.Args[0]) {
		return
	}
	if kind := s.SecretIn(r.Output); kind != "" {
		r.t.Errorf("terraform %s printed %s:\n%s", strings.Join(r.Args, " "), kind, r.Output)
	}
}

// Trace makes commands log at TRACE level, and returns a function that reads the
// log.
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
