package conventions_test

import (
	"regexp"
	"strings"
	"testing"
)

// Each trap names a test that guards it, and all of these tests exist.
func TestTrapsAreGuarded(t *testing.T) {
	t.Parallel()
	exists := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	files(t, func(path string) {
		if strings.HasSuffix(path, "_test.go") {
			for _, match := range function.FindAllStringSubmatch(read(t, path), -1) {
				exists[match[1]] = true
			}
		}
	})
	traps := strings.Split(read(t, "internal/TRAPS.md"), "\n* **")[1:]
	if len(traps) < 30 {
		t.Errorf("only %d traps found", len(traps))
	}
	for _, trap := range traps {
		title, _, _ := strings.Cut(trap, "**")
		trap, _, _ = strings.Cut(trap, "\n## ")
		_, guards, _ := strings.Cut(strings.Join(strings.Fields(trap), " "), "Guarded by ")
		names := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(guards, -1)
		if len(names) == 0 {
			t.Errorf("%q names no test", title)
		}
		for _, name := range names {
			if !exists[name[1]] {
				t.Errorf("%q names %s, which does not exist", title, name[1])
			}
		}
	}
}
