package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// summaryAt is the position of the headline in the arguments of a function.
var summaryAt = map[string]int{
	"AddError": 0, "AddWarning": 0, "AddAttributeError": 1, "AddAttributeWarning": 1,
	"NewErrorDiagnostic": 0, "NewWarningDiagnostic": 0, "NewAttributeErrorDiagnostic": 1, "NewAttributeWarningDiagnostic": 1,
}

// summaries are the headlines of all errors and warnings in the source, with "…"
// for variable parts.
func summaries(t *testing.T) map[string]token.Position {
	t.Helper()
	found, files := map[string]token.Position{}, token.NewFileSet()
	err := filepath.WalkDir(root+"/internal", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "/acctest/") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			expression := summaryOf(n)
			if expression == nil {
				return true
			}
			text, ok := textOf(expression)
			if selector, is := expression.(*ast.SelectorExpr); is && selector.Sel.Name == "Summary" {
				return true // from an Operation, which is found at its composite literal
			}
			if !ok {
				t.Errorf("%s: the headline cannot be determined from the source", files.Position(expression.Pos()))
			}
			found[text] = files.Position(expression.Pos())
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// summaryOf returns the headline that a node sets, or nil if it sets none.
func summaryOf(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if selector, ok := n.Fun.(*ast.SelectorExpr); ok {
			if at, ok := summaryAt[selector.Sel.Name]; ok && len(n.Args) > at {
				return n.Args[at]
			}
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Summary" {
			return n.Value
		}
	}
	return nil
}

// textOf returns an expression of literals and variables as text. It returns false without a literal.
func textOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, okLeft := textOf(e.X)
		right, okRight := textOf(e.Y)
		return left + right, okLeft || okRight
	}
	return "…", false
}

var heading = regexp.MustCompile(`(?m)^### (.+)$`)

// Each error and warning has a section in the guide with cause and fix, and the
// guide has no section without one.
func TestEveryErrorIsExplained(t *testing.T) {
	t.Parallel()
	guide, _, _ := strings.Cut(read(t, "templates/guides/troubleshooting.md.tmpl"), "\n## Errors of Terraform itself")
	var explained []string
	for _, match := range heading.FindAllStringSubmatch(guide, -1) {
		explained = append(explained, match[1])
	}
	texts := summaries(t)
	if len(texts) < 30 {
		t.Errorf("only %d texts found in the source", len(texts))
	}
	for text, at := range texts {
		if !slices.Contains(explained, text) {
			t.Errorf("%s: no section for %q", at, text)
		}
	}
	for i, text := range explained {
		if _, ok := texts[text]; !ok {
			t.Errorf("a section for %q, which the provider does not print", text)
		}
		if slices.Contains(explained[:i], text) {
			t.Errorf("two sections for %q", text)
		}
	}
	for _, section := range strings.Split(guide, "\n### ")[1:] {
		title, body, _ := strings.Cut(section, "\n")
		body, _, _ = strings.Cut(body, "\n## ")
		if !strings.Contains(body, "**Cause.**") || !strings.Contains(body, "**Fix.**") {
			t.Errorf("%q lacks a cause or a fix", title)
		}
	}
}

// Each error and warning has a golden file that shows it as users see it.
func TestEveryErrorHasAGoldenFile(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	err := filepath.WalkDir(root+"/internal", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(filepath.ToSlash(filepath.Dir(path)), "/testdata/golden") {
			all.WriteString(read(t, strings.TrimPrefix(path, root+"/")))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for text, at := range summaries(t) {
		if text == "…" {
			continue
		}
		form := `(?m)^(Error|Warning|ERROR|WARNING): ` + strings.ReplaceAll(regexp.QuoteMeta(text), "…", ".+") + `$`
		if !regexp.MustCompile(form).MatchString(all.String()) {
			t.Errorf("%s: no golden file shows %q", at, text)
		}
	}
}
