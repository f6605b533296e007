package docs_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var attribute = regexp.MustCompile("(?m)^- `([a-z_]+)` \\(([^)]*)\\)(.*)$")

// format is the end of the first sentence: see Format in internal/attribute.
var format = regexp.MustCompile("^ .+?(: `[^.]+`|, (as|in|with|which|a (lowercase )?UUID)\\b[^.]*(`[^`]*`[^.]*)*)\\.( |$)")

// Every attribute of every page says how to write its value.
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
				continue // a list whose elements state it
			}
			checked++
			if !format.MatchString(match[3]) {
				t.Errorf("%s: %s does not state its format", path, match[1])
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d attributes found", checked)
	}
}
