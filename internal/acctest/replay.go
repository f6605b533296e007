package acctest

import (
	"flag"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// replayShapes runs TestConfigurationsLeakNothing after the tests of a package, and
// reports whether it passed. It skips the test if -run or -skip selects tests of
// the package.
func replayShapes(always bool) bool {
	some := flag.Lookup("test.run").Value.String() != "" || flag.Lookup("test.skip").Value.String() != ""
	if len(shapes.all) == 0 || some && !always {
		return true
	}
	// The replays spend most of the time waiting for responses.
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	every := func(string, string) (bool, error) { return true, nil }
	return testing.RunTests(every, []testing.InternalTest{{Name: "TestConfigurationsLeakNothing", F: testConfigurationsLeakNothing}})
}

// testConfigurationsLeakNothing applies and destroys each shape of configuration
// that the tests of the package wrote: with the provider's binary and logs at TRACE
// level, against a Seam that echoes everything it receives. It searches all output
// for secrets.
func testConfigurationsLeakNothing(t *testing.T) { //nolint:thelper // it is a test
	const most = 40
	all := slices.DeleteFunc(shapes.all, func(w written) bool { return Missing(t, w.body) != "" })
	t.Logf("%d shapes of configurations", len(all))
	for i, batch := range batches(all, most) {
		t.Run(fmt.Sprintf("batch-%d-of-%d", i, len(batch)), func(t *testing.T) {
			t.Parallel()
			if len(batch) == 1 {
				replayAlone(t, batch[0])
			} else {
				replayTogether(t, batch)
			}
		})
	}
}

// replay is one replay of a configuration.
type replay struct {
	t    *testing.T
	seam *Seam
	echo *echoServer
	tf   *Terraform
	log  func() string
}

func newReplay(t *testing.T, w written, sessions []seamfake.Session) *replay {
	t.Helper()
	options := []seamfake.Option{seamfake.WithClock(time.Now)}
	for _, workspace := range w.seam.Workspaces() {
		options = append(options, seamfake.WithWorkspace(workspace))
	}
	s := &Seam{t: t, Server: seamfake.New(options...)}
	for _, row := range sessions {
		s.AddSession(row)
	}
	r := &replay{t: t, seam: s, echo: &echoServer{next: s.Server}}
	server := httptest.NewServer(r.echo)
	t.Cleanup(server.Close)
	s.URL, s.Variables = server.URL, w.variables(server.URL)
	r.tf = s.Installed(t, "")
	r.log = r.tf.Trace()
	return r
}

func (r *replay) run(args ...string) Result {
	r.t.Helper()
	return r.tf.Run(append(args, "-no-color")...)
}

// destroy destroys everything while Seam returns only errors.
func (r *replay) destroy(args ...string) {
	r.t.Helper()
	r.echo.lasting.Store(true)
	r.run(append([]string{"destroy", "-auto-approve"}, args...)...)
}

// leak is the first line of the log with a secret.
func (r *replay) leak() (kind, line string) {
	for line := range strings.Lines(r.log()) {
		if kind := r.seam.SecretIn(line); kind != "" {
			return kind, line
		}
	}
	return "", ""
}

func replayAlone(t *testing.T, w written) {
	t.Helper()
	r := newReplay(t, w, w.sessions)
	config := w.config(r.seam.URL)
	r.tf.Write(config)
	r.run("apply", "-auto-approve")
	r.destroy()
	if kind, line := r.leak(); kind != "" {
		t.Errorf("%s is in the log: %s\nwith the configuration\n%s", kind, line, config)
	}
}

// replayTogether replays configurations as modules of one configuration. It removes
// a configuration that Terraform rejects and continues with the others.
func replayTogether(t *testing.T, batch []written) {
	t.Helper()
	modules, sessions := map[string]written{}, []seamfake.Session{}
	for i, w := range batch {
		name := fmt.Sprintf("c%d", i)
		w = w.ofOwn(name)
		modules[name] = w
		sessions = append(sessions, w.sessions...)
	}
	r := newReplay(t, batch[0], sessions)
	for name, w := range modules {
		if err := os.Mkdir(filepath.Join(r.tf.Dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		r.tf.write(filepath.Join(name, "main.tf"), RequiredProviders+strings.ReplaceAll(w.body, endpoint, r.seam.URL))
	}
	block := batch[0].block
	r.call(block, modules)
	r.run("get")
	valid := r.without(block, modules, "validate")
	planned := r.without(block, valid, "plan", "-parallelism=40", "-out=saved.tfplan")
	t.Logf("of %d configurations, %d are valid and %d can be planned", len(batch), len(valid), len(planned))
	r.run("apply", "-parallelism=40", "saved.tfplan")
	r.destroy("-parallelism=40")
	// Configurations that cannot be planned may still read something.
	maps.DeleteFunc(valid, func(name string, _ written) bool { _, ok := planned[name]; return ok })
	if len(valid) > 0 {
		r.call(block, valid)
		r.destroy("-state=nothing.tfstate")
	}
	if kind, line := r.leak(); kind != "" {
		t.Errorf("%s is in the log: %s", kind, line)
	}
	if t.Failed() {
		for _, w := range batch {
			replayAlone(t, w) // finds the configuration
		}
	}
}

// call writes a root module that calls these modules.
func (r *replay) call(block string, modules map[string]written) {
	r.t.Helper()
	config := providerBlock(block, r.seam.URL)
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		config += fmt.Sprintf("\nmodule %q {\n  source = \"./%s\"\n}\n", name, name)
	}
	r.tf.write("main.tf", config)
}

// without runs a command with the modules, runs it again without the rejected ones,
// and returns the accepted ones.
func (r *replay) without(block string, modules map[string]written, args ...string) map[string]written {
	r.t.Helper()
	accepted := maps.Clone(modules)
	for len(accepted) > 0 {
		r.call(block, accepted)
		result := r.run(args...)
		if result.Code == 0 {
			break
		}
		before := len(accepted)
		for _, name := range refused(result.Output) {
			delete(accepted, name)
		}
		if len(accepted) == before {
			break // the error is in the provider block
		}
	}
	return accepted
}

var (
	title  = regexp.MustCompile(`(?m)^[│ ]*(Error|Warning): `)
	module = regexp.MustCompile(`with module\.(c\d+)\.|on (c\d+)/main\.tf`)
)

// refused returns the modules that have errors.
func refused(output string) (names []string) {
	starts := title.FindAllStringSubmatchIndex(output, -1)
	for i, start := range starts {
		end := len(output)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		if output[start[2]:start[3]] == "Warning" {
			continue
		}
		for _, match := range module.FindAllStringSubmatch(output[start[0]:end], -1) {
			names = append(names, match[1]+match[2])
		}
	}
	return names
}
