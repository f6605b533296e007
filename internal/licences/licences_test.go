// Package licences checks the dependencies of the provider: the license of every
// module, and the reason for each direct dependency.
package licences_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

const root = "../.."

// allowed are the licenses that permit distributing the provider and running its
// tests.
var allowed = []string{"MPL-2.0", "Apache-2.0", "MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Unicode-DFS-2016"}

// files are the usual names of license files.
var files = regexp.MustCompile(`(?i)^(licen[cs]e|copying)([.-].*)?$`)

type module struct {
	Path, Dir string
	Main      bool
}

// modules returns the modules of the provider, its tools and its tests.
func modules(t *testing.T) []module {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-test", "-json=Module", "./...")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var found []module
	for decoder := json.NewDecoder(output); ; {
		var dependency struct{ Module *module }
		err := decoder.Decode(&dependency)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if m := dependency.Module; m != nil && !m.Main && !slices.Contains(found, *m) {
			found = append(found, *m)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestLicences(t *testing.T) {
	found := modules(t)
	if len(found) < 20 {
		t.Fatalf("%d modules", len(found))
	}
	for _, m := range found {
		for _, problem := range problems(m.Dir, allowed) {
			t.Errorf("%s: %s", m.Path, problem)
		}
	}
}

// problems reports problems with the licenses in the folder of a module.
func problems(dir string, allowed []string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	known := false
	for _, entry := range entries {
		if entry.IsDir() || !files.MatchString(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return []string{err.Error()}
		}
		for _, match := range licensecheck.Scan(text).Match {
			known = true
			if !slices.Contains(allowed, match.ID) {
				found = append(found, entry.Name()+" has "+match.ID)
			}
		}
	}
	if !known {
		found = append(found, "no known license")
	}
	return found
}

func TestLicencesThatAreNotAllowedAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		dir     string
		allowed []string
		want    string
	}{
		"allowed":     {root, allowed, ""},
		"not allowed": {root, []string{"MIT"}, "LICENSE has MPL-2.0"},
		"none":        {t.TempDir(), allowed, "no known license"},
	} {
		if got := strings.Join(problems(c.dir, c.allowed), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

var direct = regexp.MustCompile(`(?m)^\t(\S+) v\S+$`)

func TestEachDirectDependencyHasAReason(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	contributing, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(contributing), "\n## Dependencies\n")
	matches := direct.FindAllSubmatch(mod, -1)
	if len(matches) < 10 {
		t.Fatalf("%d direct dependencies", len(matches))
	}
	for _, match := range matches {
		path := string(match[1])
		if !regexp.MustCompile(`(?m)^\|.*` + regexp.QuoteMeta(path) + `[ ,|].*\| \S.*\|$`).MatchString(table) {
			t.Errorf("CONTRIBUTING.md does not say why %s is a dependency", path)
		}
		table = strings.Replace(table, path, "", 1)
	}
	if left := regexp.MustCompile(`[a-z]+\.[a-z]+/\S+`).FindString(table); left != "" {
		t.Errorf("CONTRIBUTING.md names %s, which is not a direct dependency", left)
	}
}
