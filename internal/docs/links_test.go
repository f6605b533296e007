package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	link  = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	title = regexp.MustCompile(`(?m)^#{1,6} (.+)$`)
	code  = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
	named = regexp.MustCompile(`<a id="([^"]+)">`)
	loose = regexp.MustCompile(`[^a-z0-9 _-]`)
)

// anchors are the fragments of a page that the registry and GitHub create from
// headings, and explicit ones.
func anchors(page string) map[string]bool {
	found := map[string]bool{}
	for _, match := range title.FindAllStringSubmatch(page, -1) {
		text := loose.ReplaceAllString(strings.ToLower(match[1]), "")
		found[strings.ReplaceAll(text, " ", "-")] = true
	}
	for _, match := range named.FindAllStringSubmatch(page, -1) {
		found[match[1]] = true
	}
	return found
}

// Every relative link of the documentation has a file and a heading as its target.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	var pages []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && path != root && entry.Name() != ".." && entry.Name() != ".github" {
			return filepath.SkipDir
		}
		if err == nil && strings.HasSuffix(path, ".md") {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil || len(pages) < 15 {
		t.Fatalf("%d pages (%v)", len(pages), err)
	}
	links := 0
	for _, path := range pages {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range link.FindAllStringSubmatch(code.ReplaceAllString(string(content), ""), -1) {
			target, fragment, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			links++
			to := path
			if target != "" {
				to = filepath.Join(filepath.Dir(path), target)
			}
			page, err := os.ReadFile(to)
			if err != nil {
				t.Errorf("%s links to %s, which does not exist", path, match[1])
			} else if fragment != "" && !anchors(string(page))[fragment] {
				t.Errorf("%s links to %s, which has no such heading", path, match[1])
			}
		}
	}
	if links < 30 {
		t.Errorf("only %d relative links found", links)
	}
}
