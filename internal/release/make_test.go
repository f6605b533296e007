package release_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// `make` without a target lists every target and does nothing else.
func TestMakeListsTheTargets(t *testing.T) {
	t.Parallel()
	bare := exec.Command("make", "--no-print-directory")
	bare.Dir = root
	out, err := bare.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%s", err, out)
	}
	targets := regexp.MustCompile(`(?m)^\.PHONY: (.+)$`).FindAllStringSubmatch(string(read(t, "GNUmakefile")), -1)
	listed := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(targets) < 10 || len(listed) != len(targets) {
		t.Errorf("%d lines for %d targets:\n%s", len(listed), len(targets), out)
	}
	for _, target := range targets {
		if !regexp.MustCompile(`(?m)^` + target[1] + ` +[A-Z]`).Match(out) {
			t.Errorf("%s is not listed", target[1])
		}
	}
}

// Only the CLI that internal/acctest/cli has found runs. PATH may have OpenTofu and no Terraform, or neither.
func TestNothingRunsTerraformByName(t *testing.T) {
	t.Parallel()
	byName := regexp.MustCompile(`(?m)(^|[@;&|(]|\$\()\s*(terraform|tofu) .*$`)
	for _, name := range []string{"GNUmakefile", ".ci/run", "internal/demo/run"} {
		if line := byName.FindString(string(read(t, name))); line != "" {
			t.Errorf("%s runs %q", name, line)
		}
	}
}
