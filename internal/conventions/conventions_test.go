// Package conventions checks rules for the files of the module.
package conventions_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/zip"
)

const (
	root     = "../.."
	maxLines = 300
)

// files calls visit with the path of each file of the module.
func files(t *testing.T, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Name() == ".git" {
			return filepath.SkipDir
		}
		if !entry.IsDir() {
			visit(strings.TrimPrefix(filepath.ToSlash(path), root+"/"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// `go install MODULE@VERSION` and module proxies pack a module as a zip file, which
// does not allow some names and sizes.
func TestModuleCanBePacked(t *testing.T) {
	t.Parallel()
	checked, err := zip.CheckDir(root)
	if err == nil {
		err = checked.Err()
	}
	if err != nil {
		t.Error(err)
	}
	if len(checked.Valid) == 0 {
		t.Error("found no files")
	}
}

// Names need no quotes in a shell. Golden files have names in kebab-case.
func TestFileNames(t *testing.T) {
	t.Parallel()
	plain := regexp.MustCompile(`^[A-Za-z0-9._/-]+$`)
	kebab := regexp.MustCompile(`/testdata/golden/[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+$`)
	files(t, func(path string) {
		if !plain.MatchString(path) {
			t.Errorf("%q: name the file with letters, digits, hyphens, underscores and dots", path)
		}
		if strings.Contains(path, "/testdata/golden/") && !kebab.MatchString(path) {
			t.Errorf("%q: name a golden file in lower case with hyphens", path)
		}
	})
}

func TestGoFilesAreShort(t *testing.T) {
	t.Parallel()
	files(t, func(path string) {
		if !strings.HasSuffix(path, ".go") {
			return
		}
		content, err := os.ReadFile(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		if lines := bytes.Count(content, []byte("\n")); lines > maxLines {
			t.Errorf("%s has %d lines, and at most %d are allowed: split it", path, lines, maxLines)
		}
	})
}
