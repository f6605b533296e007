package acctest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// Diagnostic is an error or a warning of one resource, as the CLI prints it
// with -json.
type Diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
	Address  string `json:"address"`
	// Snippet is the line of the configuration that the CLI shows.
	Snippet struct {
		Code string `json:"code"`
	} `json:"snippet"`
}

// Errors returns the errors that a command with -json printed.
func (r Result) Errors() []Diagnostic {
	r.t.Helper()
	return slices.DeleteFunc(r.Diagnostics(), func(d Diagnostic) bool { return d.Severity != "error" })
}

// Diagnostics returns the errors and warnings that a command with -json printed.
func (r Result) Diagnostics() []Diagnostic {
	r.t.Helper()
	var found []Diagnostic
	for line := range strings.Lines(r.Output) {
		var event struct {
			Type       string
			Diagnostic Diagnostic
		}
		if json.Unmarshal([]byte(line), &event) != nil {
			r.t.Fatalf("terraform %s printed a line that is not JSON: %s", strings.Join(r.Args, " "), line)
		}
		if event.Type == "diagnostic" {
			found = append(found, event.Diagnostic)
		}
	}
	return found
}

// WantSays asserts that the diagnostic contains all of these strings.
func (d Diagnostic) WantSays(t *testing.T, texts ...string) {
	t.Helper()
	said := d.Summary + ": " + d.Detail
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("%s: the error does not say %q:\n%s", d.Address, text, said)
		}
	}
}
