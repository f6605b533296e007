package main

import (
	"os/exec"
	"testing"
)

// A shell reads the same values, whatever characters they contain.
func TestExportsAreForAShell(t *testing.T) {
	t.Parallel()
	const path = `C:\it's $HOME/a "CLI"`
	script := exports(map[string]string{"TF_A": path, "TF_B": "b"}) + `printf '%s|%s' "$TF_A" "$TF_B"`
	output, err := exec.CommandContext(t.Context(), "sh", "-c", script).CombinedOutput()
	if want := path + "|b"; err != nil || string(output) != want {
		t.Errorf("a shell reads %s (%v), want %s", output, err, want)
	}
}
