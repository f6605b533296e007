package conventions_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/seamapi/terraform-provider-seam"

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// blocks returns the fenced blocks of the section "Where things live".
func blocks(t *testing.T) (tree, arrows string) {
	t.Helper()
	_, section, _ := strings.Cut(read(t, "CONTRIBUTING.md"), "\n## Where things live\n")
	section, _, _ = strings.Cut(section, "\n## ")
	found := regexp.MustCompile("(?s)```\n(.*?)\n```").FindAllStringSubmatch(section, -1)
	if len(found) != 2 {
		t.Fatalf("CONTRIBUTING.md has %d blocks under Where things live, want the tree and the arrows", len(found))
	}
	return found[0][1], found[1][1]
}

// imports returns the packages of the module by path, with the packages of the module
// that each imports outside of tests.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	list.Dir, list.Stderr = root, os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		var own []string
		for _, path := range strings.Fields(line) {
			if rest, ok := strings.CutPrefix(path, module); ok {
				own = append(own, strings.TrimPrefix(rest, "/"))
			}
		}
		found[own[0]] = own[1:]
	}
	return found
}

// The tree shows each package and each folder of internal/, and nothing else.
func TestTreeShowsEveryPackage(t *testing.T) {
	t.Parallel()
	tree, _ := blocks(t)
	entry := regexp.MustCompile(`^( *)(\S+(?: \S+)*)  +\S`)
	shown := map[string]bool{}
	var above []string // the folders that the entry is in
	for line := range strings.Lines(tree) {
		match := entry.FindStringSubmatch(line)
		if match == nil {
			match = []string{"", "", strings.TrimSpace(line)} // internal/ and others without a description
		}
		above = above[:min(len(above), len(match[1])/2)]
		for _, name := range strings.Fields(match[2]) {
			path := filepath.ToSlash(filepath.Join(append(slices.Clone(above), name)...))
			if _, err := os.Stat(filepath.Join(root, path)); err != nil {
				t.Errorf("CONTRIBUTING.md shows %s, which does not exist", path)
			}
			shown[path] = true
		}
		above = append(above, match[2])
	}
	want := slices.Collect(maps.Keys(imports(t)))
	folders, err := os.ReadDir(filepath.Join(root, "internal"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if folder.IsDir() {
			want = append(want, "internal/"+folder.Name())
		}
	}
	slices.Sort(want)
	for _, path := range slices.Compact(want) {
		if path != "" && !shown[path] {
			t.Errorf("CONTRIBUTING.md does not show %s", path)
		}
	}
}

// Each package of the provider imports only packages to its right. The linter has
// the same rules, but reports violations at the import.
func TestImportsFollowTheArrows(t *testing.T) {
	t.Parallel()
	_, arrows := blocks(t)
	group := map[string]int{}
	for i, names := range strings.Split(strings.Join(strings.Fields(arrows), " "), " -> ") {
		for _, name := range strings.Split(names, ", ") {
			group["internal/"+name] = i
		}
	}
	delete(group, "internal/main.go")
	group[""] = 0
	packages, linter := imports(t), read(t, ".golangci.yml")
	for path := range group {
		imported, ok := packages[path]
		if !ok {
			t.Errorf("%s has an arrow but no code", path)
		}
		for _, other := range imported {
			if to, ok := group[other]; !ok || to <= group[path] {
				t.Errorf("%s imports %s, and no arrow leads there", path, other)
			}
		}
		if path != "" && !strings.Contains(linter, `"**/`+path+`/*.go"`) {
			t.Errorf(".golangci.yml has no depguard rule for %s", path)
		}
	}
}
