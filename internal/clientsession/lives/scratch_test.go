package lives_test

import (
	"fmt"
	"testing"
)

// scratch is a test that can run several times. Its cleanup runs after each
// attempt, and a failure ends only that attempt.
type scratch struct {
	testing.TB

	ends []func()
	said string
}

func (s *scratch) Helper() {}

func (s *scratch) Cleanup(end func()) { s.ends = append(s.ends, end) }

func (s *scratch) Errorf(format string, args ...any) { s.said = fmt.Sprintf(format, args...) }

func (s *scratch) Fatal(args ...any) { panic(broken(fmt.Sprint(args...))) }

func (s *scratch) Fatalf(format string, args ...any) { panic(broken(fmt.Sprintf(format, args...))) }

func (s *scratch) end() {
	for _, end := range s.ends {
		end()
	}
}
