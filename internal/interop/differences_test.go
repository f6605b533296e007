package interop_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the differences that are found, for a person to explain")

// difference is a fact that is different in the responses of the two fakes.
type difference struct {
	Case      string `json:"case,omitempty"` // with the number of the call if there are several
	Fact      string `json:"fact"`
	Official  string `json:"official"`            // empty if Seam's own fake does not have the fact
	Ours      string `json:"ours"`                // likewise
	Responses int    `json:"responses,omitempty"` // how many responses have it, if it belongs to no case
	Why       string `json:"why"`                 // a key of the table's explanations
}

// table is testdata/differences.json.
type table struct {
	Explanations map[string]string `json:"explanations"`
	// Everywhere has the differences in many responses, with their number.
	Everywhere []difference `json:"everywhere"`
	// InCases has the differences in single responses.
	InCases []difference `json:"in_cases"`
}

const tableFile = "testdata/differences.json"

func readTable(t *testing.T) table {
	t.Helper()
	content, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	var known table
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&known); err != nil {
		t.Fatal(err)
	}
	return known
}

// Seam's own fake and ours respond alike, except for the differences in the table, which have explanations.
func TestOfficialFakeAndOursRespondAlike(t *testing.T) {
	t.Parallel()
	seamPackages(t)
	known := readTable(t)
	official, ours := startOfficial(t), startOurs(t)
	var found []difference
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		found = append(found, compare(t, name, cases[name], official, ours)...)
	}
	sorted := known.sort(found)
	if *update {
		sorted.write(t)
		return
	}
	for _, list := range []struct{ known, found []difference }{{known.Everywhere, sorted.Everywhere}, {known.InCases, sorted.InCases}} {
		for _, d := range list.found {
			if !slices.Contains(list.known, d) {
				t.Errorf("not in %s: %s", tableFile, d)
			}
		}
		for _, d := range list.known {
			if !slices.Contains(list.found, d) {
				t.Errorf("in %s, but not found: %s", tableFile, d)
			}
		}
	}
	t.Logf("%d cases: %d differences in many responses, and %d in single responses", len(cases), len(sorted.Everywhere), len(sorted.InCases))
}

// compare sends the calls of a case to both servers.
func compare(t *testing.T, name string, calls []call, official, ours string) []difference {
	t.Helper()
	var found []difference
	var theirs, own session
	for i, c := range calls {
		at := name
		if len(calls) > 1 {
			at = fmt.Sprintf("%s (call %d)", name, i+1)
		}
		for _, d := range differ(c.exchange(t, official, &theirs), c.exchange(t, ours, &own)) {
			d.Case = at
			found = append(found, d)
		}
	}
	return found
}

// many is the number of responses from which a difference belongs to no case.
const many = 5

// sort returns a table of the differences that were found, with the explanations of the table.
func (known table) sort(found []difference) table {
	count := map[difference]int{}
	for _, d := range found {
		d.Case = ""
		count[d]++
	}
	sorted := table{Explanations: known.Explanations}
	for _, d := range found {
		general := d
		general.Case = ""
		if count[general] < many {
			d.Why = known.why(known.InCases, d)
			sorted.InCases = append(sorted.InCases, d)
			continue
		}
		general.Why = known.why(known.Everywhere, general)
		general.Responses = count[difference{Fact: d.Fact, Official: d.Official, Ours: d.Ours}]
		if !slices.Contains(sorted.Everywhere, general) {
			sorted.Everywhere = append(sorted.Everywhere, general)
		}
	}
	return sorted
}

// why returns the explanation that a list has for a difference, regardless of its number.
func (table) why(list []difference, d difference) string {
	for _, explained := range list {
		if explained.Case == d.Case && explained.Fact == d.Fact && explained.Official == d.Official && explained.Ours == d.Ours {
			return explained.Why
		}
	}
	return ""
}

func (d difference) String() string {
	where := cmp.Or(d.Case, fmt.Sprintf("%d responses", d.Responses))
	return fmt.Sprintf("%s: %s: Seam's own fake says %q, ours %q", where, d.Fact, d.Official, d.Ours)
}

// write writes the table.
func (known table) write(t *testing.T) {
	t.Helper()
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(known); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(tableFile, encoded.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Every difference has an explanation, and every explanation is used. This test needs no packages.
func TestEveryDifferenceIsExplained(t *testing.T) {
	t.Parallel()
	known := readTable(t)
	used := map[string]bool{}
	for _, d := range slices.Concat(known.Everywhere, known.InCases) {
		if known.Explanations[d.Why] == "" {
			t.Errorf("not explained: %s", d)
		}
		used[d.Why] = true
	}
	for name := range known.Explanations {
		if !used[name] {
			t.Errorf("no difference uses the explanation %q", name)
		}
	}
	if len(known.Everywhere) == 0 || len(known.InCases) == 0 {
		t.Error("the table is empty")
	}
}
