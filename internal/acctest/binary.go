package acctest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// binary is the provider as users run it, built once for the tests of a package.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "seam-acctest-")
	if err != nil {
		return "", err
	}
	binaryDir = dir
	path := filepath.Join(dir, "terraform-provider-seam")
	output, err := exec.Command("go", "build", "-o", path, "github.com/seamapi/terraform-provider-seam").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the provider: %w\n%s", err, output)
	}
	return path, nil
})

var binaryDir string

// removeBinary also kills the providers that a CLI left running because it crashed.
func removeBinary() {
	if binaryDir == "" {
		return
	}
	for pid, command := range processes("args") {
		if strings.HasPrefix(command, binaryDir+string(filepath.Separator)) {
			if process, err := os.FindProcess(pid); err == nil {
				process.Kill() //nolint:errcheck // it may have ended
			}
		}
	}
	os.RemoveAll(binaryDir)
}

// processes are the IDs of all processes with a column of ps.
func processes(column string) map[int]string {
	output, err := exec.CommandContext(context.Background(), "ps", "-A", "-o", "pid=,"+column+"=").Output()
	if err != nil {
		panic(fmt.Sprintf("ps: %s", err))
	}
	found := map[int]string{}
	for line := range strings.Lines(string(output)) {
		var pid int
		if _, err := fmt.Sscan(line, &pid); err == nil {
			_, found[pid], _ = strings.Cut(strings.TrimSpace(line), " ")
			found[pid] = strings.TrimSpace(found[pid])
		}
	}
	return found
}

// Installed is Terraform with a provider that the CLI starts as a separate process,
// from the binary that users run. The environment of the binary is s.Variables. It
// uses the real clock and really waits.
func (s *Seam) Installed(t *testing.T, config string) *Terraform {
	t.Helper()
	needsCLI(t)
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	tf := &Terraform{t: t, seam: s, Dir: t.TempDir(), installed: true}
	tf.Write(config)
	tf.write("terraformrc", fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"seamapi/seam\" = %q\n  }\n  direct {}\n}\n", filepath.Dir(path)))
	return tf
}

func (tf *Terraform) binaryEnvironment() []string {
	env := []string{"TF_CLI_CONFIG_FILE=" + filepath.Join(tf.Dir, "terraformrc")}
	for name, value := range tf.seam.Variables {
		env = append(env, name+"="+value)
	}
	return env
}

// KillProvider kills the processes of the provider, as a machine does when it runs
// out of memory. It returns their number.
func (r *Running) KillProvider() (killed int) {
	return r.signalProvider(os.Kill)
}

// CrashProvider makes the processes of the provider print the stacks of all their
// goroutines and exit, as after a fatal error.
func (r *Running) CrashProvider() (crashed int) {
	return r.signalProvider(syscall.SIGQUIT)
}

// signalProvider signals the children of the running command, which are the
// processes of the provider.
func (r *Running) signalProvider(signal os.Signal) (signaled int) {
	for pid, parent := range processes("ppid") {
		if parent != strconv.Itoa(r.cmd.Process.Pid) {
			continue
		}
		if process, err := os.FindProcess(pid); err == nil && process.Signal(signal) == nil {
			signaled++
		}
	}
	return signaled
}

func (tf *Terraform) write(name, content string) {
	tf.t.Helper()
	if err := os.WriteFile(filepath.Join(tf.Dir, name), []byte(content), 0o600); err != nil {
		tf.t.Fatal(err)
	}
}
