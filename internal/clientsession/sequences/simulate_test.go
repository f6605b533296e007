package sequences_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
)

// TestOneSequence repeats the sequence that a failure printed.
func TestOneSequence(t *testing.T) {
	t.Parallel()
	text := os.Getenv("SEQUENCE")
	if text == "" {
		t.Skip("SEQUENCE has no sequence")
	}
	var l sequence
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		t.Fatal(err)
	}
	if _, problem := simulate(t, l); problem != "" {
		t.Errorf("%s\n%s", problem, l)
	}
}

func number(variable string, fallback int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return fallback
}

// simulate runs a sequence, and returns the number of its applies and the failure.
func simulate(t *testing.T, l sequence) (applies int, problem string) {
	t.Helper()
	tb := &repeatableT{TB: t}
	defer tb.end()
	w := newSimulation(tb, l)
	w.Transport = &http.Transport{MaxIdleConnsPerHost: 8}
	tb.Cleanup(w.Transport.(*http.Transport).CloseIdleConnections)
	at := 0
	defer func() {
		applies = w.steps
		switch reason := recover().(type) {
		case nil:
		case broken:
			problem = fmt.Sprintf("step %d: %s", at, string(reason))
		default:
			problem = fmt.Sprintf("step %d: panic: %v\n%s", at, reason, debug.Stack())
		}
	}()
	w.tf = newCore(tb, w.Seam)
	for i, s := range l.Steps {
		at = i + 1
		w.step(s)
		if tb.said != "" {
			breaks("(error)", "%s", tb.said)
		}
	}
	return w.steps, ""
}

// shrink removes everything from a failing sequence that is not needed to make it fail.
func shrink(t *testing.T, l sequence, problem string) (sequence, string) {
	t.Helper()
	if n, _ := parse(problem); n > 0 {
		l.Steps = l.Steps[:n]
	}
	for tries := 0; tries < 3000; {
		smaller := false
		for _, other := range l.simpler() {
			tries++
			if _, still := simulate(t, other); still != "" && sameKind(still, problem) {
				l, problem, smaller = other, still, true
				break
			}
		}
		if !smaller {
			break
		}
	}
	return l, problem
}

func sameKind(a, b string) bool {
	_, x := parse(a)
	_, y := parse(b)
	return x == y
}

// parse returns the number of the step of a failure, and its first words, which identify it.
func parse(problem string) (number int, about string) {
	if _, err := fmt.Sscanf(problem, "step %d:", &number); err != nil {
		return 0, problem
	}
	words := strings.Fields(problem)
	return number, strings.Join(words[2:min(len(words), 5)], " ")
}
