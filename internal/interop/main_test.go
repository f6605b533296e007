package interop_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	terraformcli "github.com/seamapi/terraform-provider-seam/internal/acctest/cli"
)

// work is a directory for all tests, which Main removes.
var work string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "seam-interop-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	work = dir
	return m.Run()
}

// terraformPath returns the CLI for the tests, the same as for the acceptance tests.
func terraformPath(t *testing.T) string {
	t.Helper()
	enabled(t)
	found, err := terraformcli.Find(t.Context())
	if err != nil {
		absent(t, err.Error())
	}
	return found.Path
}

// providerDirectory builds the provider like a release, and returns the directory with its binary.
var providerDirectory = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(work, "provider")
	cmd := exec.CommandContext(context.Background(), "go", "build", "-trimpath", "-ldflags", "-s -w -X main.version=0.0.1",
		"-o", filepath.Join(dir, "terraform-provider-seam"), "../..")
	output, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, output)
	}
	return dir, nil
})

// environment returns the environment of a program, without the user's own Seam and Terraform configuration.
func environment(variables ...string) []string {
	env := append([]string{
		"HOME=" + work, "XDG_CONFIG_HOME=" + filepath.Join(work, "config"), "XDG_CACHE_HOME=" + filepath.Join(work, "cache"),
		"CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "NO_COLOR=1",
	}, variables...)
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "TF_") || strings.HasPrefix(variable, "SEAM_") || strings.HasPrefix(variable, "HOME=") ||
			strings.HasPrefix(variable, "XDG_") || strings.HasPrefix(strings.ToLower(variable), "http_proxy=") {
			continue
		}
		env = append(env, variable)
	}
	return env
}

// result is the output and the exit code of a program.
type result struct {
	program        string
	stdout, stderr string
	code           int
}

// start runs a program until it exits.
func start(t *testing.T, dir string, env []string, name string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, env, &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %s", filepath.Base(name), err)
	}
	return result{filepath.Base(name), stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// ok returns the output of a program, or stops the test if the program failed.
func (r result) ok(t *testing.T) string {
	t.Helper()
	if r.code != 0 {
		t.Fatalf("%s ended with %d\n%s\n%s", r.program, r.code, r.stdout, r.stderr)
	}
	return r.stdout
}
