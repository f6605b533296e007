package acctest

import "testing"

// The CLI wraps its output and draws a border next to it.
func TestSaysReadsAcrossLines(t *testing.T) {
	t.Parallel()
	Result{t: t, Output: "╷\n│ Error: Client session\n│ already exists\n│ \n│   with this\n╵\n"}.Says("Error: Client session already exists with this")
}
