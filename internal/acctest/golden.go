package acctest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var uuidForm = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// Tidy formats diagnostics as a person reads them, without the parts that differ
// from run to run. It keeps the IDs in kept.
func Tidy(s *Seam, diagnostics []Diagnostic, kept ...string) string {
	var texts []string
	for _, d := range diagnostics {
		text := strings.ToUpper(d.Severity[:1]) + d.Severity[1:] + ": " + d.Summary + "\n"
		if d.Address != "" {
			text += "  with " + d.Address + "\n"
		}
		if d.Snippet.Code != "" {
			text += "  at " + strings.TrimSpace(d.Snippet.Code) + "\n"
		}
		text += "\n" + d.Detail + "\n"
		text = strings.ReplaceAll(text, s.URL, "https://connect.getseam.com")
		// Each CLI has its own registry.
		text = strings.ReplaceAll(text, addressOf(""), "registry.terraform.io/")
		text = uuidForm.ReplaceAllStringFunc(text, func(id string) string {
			if slices.Contains(kept, id) || strings.Contains(text, "such as "+id) {
				return id
			}
			return "00000000-0000-4000-8000-000000000000"
		})
		texts = append(texts, text)
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), "\n----\n\n")
}

// Golden compares a text with a golden file of the package. If update is set, it
// writes the file.
func Golden(t *testing.T, name, got string, update bool) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+".txt")
	if update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == "" || got != string(want) {
		t.Errorf("printed\n%s\nwant, as in %s,\n%s", got, path, want)
	}
}
