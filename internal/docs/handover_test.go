package docs_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// The apply that creates the token passes it to the write-only argument of the
// other provider. The token is written again only if it changes, and is in neither
// state nor plan.
func TestAccHandOver(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		other           *substitute
		source, writing string
		again           []string // the calls of the other provider for a new token
	}{
		"aws": {aws(), "hashicorp/aws", "aws_secretsmanager_secret_version secret_string_wo", []string{
			"delete aws_secretsmanager_secret_version", "create aws_secretsmanager_secret_version",
		}},
		"kubernetes": {kubernetes(), "hashicorp/kubernetes", "kubernetes_secret_v1 data_wo.token", []string{"create kubernetes_secret_v1"}},
		"vercel":     {vercel(), "vercel/vercel", "vercel_project_environment_variable value_wo", []string{"create vercel_project_environment_variable"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(t)
			tf := example(t, s, "guides/hand-over/"+name+".tf")
			tc.other.beside(t, tf, tc.source)
			var arguments []string
			if name == "vercel" {
				arguments = []string{"-var=project_id=prj_1"}
			}
			var tokens []string
			wantWritten := func(what string) {
				t.Helper()
				row := s.WantSessions(t, 1)[0]
				tokens = append(tokens, row.Token)
				if _, writes := tc.other.take(); !slices.Equal(writes, []string{tc.writing + "=" + row.Token}) {
					t.Errorf("%s: written %d times: %v", what, len(writes), writes)
				}
			}
			tf.Apply(arguments...)
			wantWritten("first apply")
			tf.WantEmptyPlan(arguments...)
			tf.Apply(arguments...)
			if _, writes := tc.other.take(); len(writes) > 0 {
				t.Errorf("written again although nothing changed: %v", writes)
			}

			// The session is deleted outside Terraform, and the refresh creates it
			// again.
			s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
			tf.Apply(arguments...)
			asked, _ := tc.other.take()
			asked = slices.DeleteFunc(asked, func(text string) bool { return strings.HasPrefix(text, "read ") })
			if !slices.Equal(asked, tc.again) {
				t.Errorf("a new token caused %v, want %v", asked, tc.again)
			}
			tf.WantEmptyPlan(arguments...)
			tokens = append(tokens, s.WantSessions(t, 1)[0].Token)

			// An expired session is renewed in the same way.
			s.Clock.Advance(20 * 365 * 24 * time.Hour)
			tf.Apply(arguments...)
			wantWritten("after the expiry")
			if slices.Sort(tokens); len(slices.Compact(tokens)) != 3 {
				t.Errorf("tokens %v, want 3 different ones", tokens)
			}
			for _, token := range tokens {
				if strings.Contains(tf.StateFile(), token) {
					t.Error("a token is in the state")
				}
			}
		})
	}
}
