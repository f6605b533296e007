package lives_test

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

// TestOneLife repeats the life that a failure printed.
func TestOneLife(t *testing.T) {
	t.Parallel()
	text := os.Getenv("LIFE")
	if text == "" {
		t.Skip("LIFE has no life")
	}
	var l life
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		t.Fatal(err)
	}
	if _, problem := lead(t, l); problem != "" {
		t.Errorf("%s\n%s", problem, l)
	}
}

func number(variable string, fallback int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return fallback
}

// lead runs a life, and returns the number of its applies and the failure.
func lead(t *testing.T, l life) (applies int, problem string) {
	t.Helper()
	tb := &scratch{TB: t}
	defer tb.end()
	w := newWorld(tb, l)
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

// shrink removes everything from a failing life that is not needed to make it fail.
func shrink(t *testing.T, l life, problem string) (life, string) {
	t.Helper()
	if n, _ := parse(problem); n > 0 {
		l.Steps = l.Steps[:n]
	}
	for tries := 0; tries < 3000; {
		smaller := false
		for _, other := range l.simpler() {
			tries++
			if _, still := lead(t, other); still != "" && sameKind(still, problem) {
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
