package conventions_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A variable does not have the name of a type of its package or of an import, because
// one word would then mean two things in one function.
func TestVariablesShadowNoTypesAndImports(t *testing.T) {
	t.Parallel()
	positions := token.NewFileSet()
	packages := map[string][]*ast.File{}
	files(t, func(file string) {
		if !strings.HasSuffix(file, ".go") {
			return
		}
		parsed, err := parser.ParseFile(positions, filepath.Join(root, file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		name := path.Dir(file) + " " + parsed.Name.Name
		packages[name] = append(packages[name], parsed)
	})
	for _, parsed := range packages {
		types := map[string]bool{}
		for _, file := range parsed {
			for _, name := range typesOf(file) {
				types[name] = true
			}
		}
		for _, file := range parsed {
			imports := importsOf(t, file)
			for _, variable := range variablesOf(file) {
				if variable.Name != "_" && (types[variable.Name] || imports[variable.Name]) {
					t.Errorf("%s: the variable %s has the name of a type or an import", positions.Position(variable.Pos()), variable.Name)
				}
			}
		}
	}
}

func typesOf(file *ast.File) []string {
	var names []string
	for _, declaration := range file.Decls {
		if general, ok := declaration.(*ast.GenDecl); ok && general.Tok == token.TYPE {
			for _, spec := range general.Specs {
				names = append(names, spec.(*ast.TypeSpec).Name.Name)
			}
		}
	}
	return names
}

func importsOf(t *testing.T, file *ast.File) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		name := path.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = true
	}
	return names
}

// variablesOf returns the names that functions of the file declare, including parameters.
func variablesOf(file *ast.File) []*ast.Ident {
	var names []*ast.Ident
	add := func(expressions ...ast.Expr) {
		for _, e := range expressions {
			if name, ok := e.(*ast.Ident); ok {
				names = append(names, name)
			}
		}
	}
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ast.Inspect(function, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok == token.DEFINE {
					add(n.Lhs...)
				}
			case *ast.RangeStmt:
				if n.Tok == token.DEFINE {
					add(n.Key, n.Value)
				}
			case *ast.ValueSpec:
				names = append(names, n.Names...)
			case *ast.FuncType:
				for _, list := range []*ast.FieldList{n.Params, n.Results} {
					if list != nil {
						for _, parameter := range list.List {
							names = append(names, parameter.Names...)
						}
					}
				}
			}
			return true
		})
	}
	return names
}
