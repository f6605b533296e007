package release_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oasdiff/yaml3"
)

// fragment is one entry of the changelog, as changie keeps it until a release.
type fragment struct {
	Kind string    `yaml:"kind"`
	Body string    `yaml:"body"`
	Time time.Time `yaml:"time"`
}

// kinds are the configured kinds of changie, in its order.
func kinds(t *testing.T) []string {
	t.Helper()
	var config struct {
		Kinds []struct {
			Label string `yaml:"label"`
		} `yaml:"kinds"`
	}
	if err := yaml.Unmarshal(read(t, ".changie.yaml"), &config); err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, kind := range config.Kinds {
		labels = append(labels, kind.Label)
	}
	return labels
}

// unreleased returns the fragments in changie's order: by kind, and then by time.
func unreleased(t *testing.T, known []string) []fragment {
	t.Helper()
	names, err := filepath.Glob(root + ".changes/unreleased/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var fragments []fragment
	for _, name := range names {
		var f fragment
		decoder := yaml.NewDecoder(bytes.NewReader(read(t, strings.TrimPrefix(name, root))))
		decoder.KnownFields(true)
		if err := decoder.Decode(&f); err != nil {
			t.Fatalf("%s: %s", name, err)
		}
		if !slices.Contains(known, f.Kind) || strings.TrimSpace(f.Body) == "" || f.Time.IsZero() {
			t.Errorf("%s: kind %q, time %s, and %d characters", name, f.Kind, f.Time, len(f.Body))
		}
		fragments = append(fragments, f)
	}
	slices.SortStableFunc(fragments, func(a, b fragment) int {
		if a.Kind != b.Kind {
			return slices.Index(known, a.Kind) - slices.Index(known, b.Kind)
		}
		return a.Time.Compare(b.Time)
	})
	return fragments
}

// CHANGELOG.md must have the content that `make changelog` writes: the fragments, and below them the releases. With this
// test, a change does not need to build changie.
func TestChangelogShowsTheFragments(t *testing.T) {
	t.Parallel()
	fragments := unreleased(t, kinds(t))
	var want strings.Builder
	want.Write(read(t, ".changes/header.md"))
	if len(fragments) > 0 {
		want.WriteString("\n## Unreleased\n")
	}
	kind := ""
	for _, f := range fragments {
		if f.Kind != kind {
			kind = f.Kind
			want.WriteString("\n### " + kind + "\n\n")
		}
		want.WriteString("* " + strings.ReplaceAll(strings.TrimSpace(f.Body), "\n", "\n  ") + "\n")
	}
	got := string(read(t, "CHANGELOG.md"))
	if !strings.HasPrefix(got, want.String()) {
		t.Errorf("CHANGELOG.md is stale: run `make changelog`, or change it by hand to begin with\n%s", want.String())
	}
	released, err := filepath.Glob(root + ".changes/v*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range released {
		notes, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(got, strings.TrimSpace(string(notes))) {
			t.Errorf("CHANGELOG.md does not have %s", name)
		}
	}
	// Text without a fragment or a release would be lost with the next `make changelog`.
	if headings := regexp.MustCompile(`(?m)^## `).FindAllString(got, -1); len(headings) != len(released)+min(len(fragments), 1) {
		t.Errorf("CHANGELOG.md has %d headings, for %d releases", len(headings), len(released))
	}
	if len(released) == 0 && got != want.String() {
		t.Error("CHANGELOG.md has more than the fragments")
	}
}
