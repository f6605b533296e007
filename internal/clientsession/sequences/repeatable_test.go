package sequences_test

import (
	"fmt"
	"testing"
)

// repeatableT is a test that can run several times. Its cleanup runs after each
// attempt, and a failure ends only that attempt.
type repeatableT struct {
	testing.TB

	ends []func()
	said string
}

func (s *repeatableT) Helper() {}

func (s *repeatableT) Cleanup(end func()) { s.ends = append(s.ends, end) }

func (s *repeatableT) Errorf(format string, args ...any) { s.said = fmt.Sprintf(format, args...) }

func (s *repeatableT) Fatal(args ...any) { panic(broken(fmt.Sprint(args...))) }

func (s *repeatableT) Fatalf(format string, args ...any) { panic(broken(fmt.Sprintf(format, args...))) }

func (s *repeatableT) end() {
	for _, end := range s.ends {
		end()
	}
}
