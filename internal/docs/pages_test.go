package docs_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var attribute = regexp.MustCompile("(?m)^- `([a-z_]+)` \\(([^)]*)\\)(.*)$")

// Every attribute of every page says how its value is written.
func TestEveryPageSaysTheFormats(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob(root + "/docs/*/*.md")
	if err != nil || len(pages) < 7 {
		t.Fatalf("%d pages (%v)", len(pages), err)
	}
	checked := 0
	for _, path := range append(pages, root+"/docs/index.md") {
		for _, match := range attribute.FindAllStringSubmatch(read(t, strings.TrimPrefix(path, root+"/")), -1) {
			if strings.HasPrefix(match[2], "Attributes") {
				continue // a list whose elements say it
			}
			checked++
			if !strings.Contains(match[3], "Format: ") {
				t.Errorf("%s: %s does not say how it is written", path, match[1])
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d attributes found", checked)
	}
}
