package release_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"
)

// promise is the sentence of the first page about the tested versions.
var promise = regexp.MustCompile(`The tests run on Terraform ([\d.]+) to ([\d.]+) and OpenTofu ([\d.]+) to ([\d.]+)\.`)

// The workflow tests the oldest and the newest CLI of the first page, and each
// version in its table, which are the first with a feature.
func TestMatrixIsWhatTheFirstPagePromises(t *testing.T) {
	t.Parallel()
	page := string(read(t, "docs/index.md"))
	tested := promise.FindStringSubmatch(strings.Join(strings.Fields(page), " "))
	if tested == nil {
		t.Fatal("docs/index.md does not say which CLIs are tested")
	}
	_, table, _ := strings.Cut(page, "| | | Terraform | OpenTofu |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	rows := strings.Split(table, "\n")[1:]
	if len(rows) < 10 {
		t.Fatalf("the table has %d rows", len(rows))
	}
	for i, id := range []string{"terraform", "opentofu"} {
		matrix := workflows(t)["test.yml"].Jobs[id].Strategy.Matrix.Version
		oldest, newest := tested[1+2*i], tested[2+2*i]
		if len(matrix) == 0 || matrix[0] != oldest || matrix[len(matrix)-1] != newest {
			t.Errorf("%s: the workflow tests %v, docs/index.md promises %s to %s", id, matrix, oldest, newest)
		}
		for _, row := range rows {
			cells := strings.Split(row, "|")
			since := strings.TrimSpace(cells[3+i])
			if since == "none" || version.Must(version.NewVersion(since)).LessThan(version.Must(version.NewVersion(oldest))) {
				continue
			}
			if !slices.Contains(matrix, since) {
				t.Errorf("%s: the workflow does not test %s, which%sis for: %v", id, since, cells[1], matrix)
			}
		}
	}
}
