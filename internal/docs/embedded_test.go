package docs_test

import (
	"bufio"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	startLine = regexp.MustCompile(`(?m)^go run \./internal/seamfake/cmd/seamfake (-listen \S+.*)$`)
	clockLine = regexp.MustCompile(`(?m)^curl -X POST "http://[^/]+(/_seamfake/clock\?advance=\w+)"$`)
	pasteLine = regexp.MustCompile(`export SEAM_ENDPOINT=(\S+) SEAM_API_KEY=(\S+)`)
)

// embedded starts the embedded Seam with the command of a page, but on a free port. It returns the address and the key from
// the line that the command prints for users to paste.
func embedded(t *testing.T, page string) (endpoint, key string) {
	t.Helper()
	line := startLine.FindStringSubmatch(page)
	if line == nil {
		t.Fatal("the page does not start the embedded Seam")
	}
	path := filepath.Join(t.TempDir(), "seamfake")
	if output, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, root+"/internal/seamfake/cmd/seamfake").CombinedOutput(); err != nil {
		t.Fatalf("%s: %s", err, output)
	}
	arguments := strings.Fields(line[1])
	arguments[1] = "127.0.0.1:0"
	fake := exec.CommandContext(t.Context(), path, arguments...)
	fake.Dir, fake.Stderr = root, os.Stderr
	output, err := fake.StdoutPipe()
	if err == nil {
		err = fake.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		fake.Process.Kill() //nolint:errcheck // the test has ended
		fake.Wait()         //nolint:errcheck // it was killed
	})
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if match := pasteLine.FindStringSubmatch(lines.Text()); match != nil {
			return match[1], match[2]
		}
	}
	t.Fatal("the embedded Seam prints no line to paste")
	return "", ""
}

// The steps of the complete setup: start the embedded Seam, apply, move its clock, apply, destroy, and apply again.
func TestAccCompleteSetupWithoutAnAccount(t *testing.T) {
	t.Parallel()
	page := read(t, "docs/guides/complete-setup.md")
	s := newSeam(t)
	tf := s.Installed(t, "")
	load(t, tf, "complete/main.tf", "complete/variables.tf", "complete/outputs.tf")
	endpoint, key := embedded(t, page)
	if paste := pasteLine.FindStringSubmatch(page); paste == nil || paste[2] != key {
		t.Errorf("the page exports %v, and the embedded Seam has the key %s", paste, key)
	}
	s.Variables = map[string]string{"SEAM_ENDPOINT": endpoint, "SEAM_API_KEY": key}
	tf.Apply().Says("3 added")
	tf.WantEmptyPlan()

	clock := clockLine.FindStringSubmatch(page)
	if clock == nil {
		t.Fatal("the page does not move the clock")
	}
	target, err := url.Parse(endpoint + clock[1])
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do((&http.Request{Method: http.MethodPost, URL: target}).WithContext(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	tf.Apply().Says("0 added, 2 changed, 0 destroyed")

	tf.Run("destroy", "-auto-approve", "-no-color").MustSucceed()
	tf.Apply().Says("3 added").DoesNotSay("Warning: Client session")
}
