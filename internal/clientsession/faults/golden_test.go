package faults_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var update = flag.Bool("update", false, "write the golden files of the diagnostics")

// scene causes a diagnostic.
type scene struct {
	// options and knobs configure the Seam.
	options []seamfake.Option
	knobs   func(*seamfake.Knobs)
	// there creates the sessions at the beginning. ID_OF(KEY) in a configuration is
	// the ID of one of them.
	there func(*acctest.Seam)
	// before is applied first, and fails if faults interrupt it. Then meanwhile is
	// called.
	before    string
	cutOff    []seamfake.Fault
	meanwhile func(*testing.T, *acctest.Seam)
	// block has the lines of the provider block, "" for the API key. variables are
	// the environment variables of the provider.
	block     string
	variables map[string]string
	// config is run with args, by default those of an apply.
	config string
	args   []string
	// faults affect responses of that run.
	faults []seamfake.Fault
}

const noKey = "# no credential"

// TestAccGolden compares every error and every warning that users can see, as the
// CLI prints it, with a golden file. With -update it writes the files.
func TestAccGolden(t *testing.T) {
	t.Parallel()
	for name, c := range scenes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, c.play(t))
		})
	}
}

// play runs the scene and returns the output.
func (c scene) play(t *testing.T) string {
	t.Helper()
	s := acctest.NewOddSeam(t, c.options...)
	if c.knobs != nil {
		s.SetKnobs(c.knobs)
	}
	if c.there != nil {
		c.there(s)
	}
	rows := s.Sessions()
	withIDs := func(config string) string {
		for _, row := range rows {
			config = strings.ReplaceAll(config, "ID_OF("+row.UserIdentifierKey+")", row.ClientSessionID)
		}
		return config
	}
	tf := s.Terraform(t, "")
	if c.before != "" {
		tf.Write(withIDs(s.Config(c.before)))
		c.prepare(s, tf)
	}
	if c.meanwhile != nil {
		c.meanwhile(t, s)
	}
	for _, fault := range c.faults {
		s.Inject(fault)
	}
	for name, value := range c.variables {
		s.Variables[name] = value
	}
	block := c.block
	if block == "" {
		block = fmt.Sprintf("api_key = %q", seamfake.DefaultAPIKey)
	}
	config := s.ConfigWith(block, c.config)
	if strings.Contains(block, "endpoint") {
		config = acctest.RequiredProviders + "provider \"seam\" {\n  " + block + "\n}\n\n" + c.config
	}
	tf.Write(withIDs(config))
	args := c.args
	if args == nil {
		args = []string{"apply", "-auto-approve"}
	}
	result := tf.Run(append(slices.Clone(args), "-json")...)
	return tidy(s, result.Diagnostics())
}

// prepare creates the initial state of the scene.
func (c scene) prepare(s *acctest.Seam, tf *acctest.Terraform) {
	if len(c.cutOff) == 0 {
		tf.Apply()
		return
	}
	for _, fault := range c.cutOff {
		s.Inject(fault)
	}
	tf.Run("apply", "-auto-approve", "-no-color").MustFail()
	s.ClearFaults()
}

// kept are the IDs that a golden file shows unchanged.
var kept = []string{accountA, accountB, webview, identity, another, otherWorkspace, seamfake.DefaultWorkspaceID}

func tidy(s *acctest.Seam, diagnostics []acctest.Diagnostic) string {
	return acctest.Tidy(s, diagnostics, kept...)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	acctest.Golden(t, name, got, *update)
}
