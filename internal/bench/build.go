package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// buildDir is the directory for all builds and runs.
type buildDir struct {
	dir         string
	cli         string // the path of Terraform
	parallelism int
}

// timeProvider does no I/O.
const timeProvider = "github.com/hashicorp/terraform-provider-time@v0.14.2"

// flags are the build flags of make install and of a release.
var flags = []string{"-trimpath", "-ldflags", "-s -w"}

func (w buildDir) path(name string) string { return filepath.Join(w.dir, name) }

// build builds the providers and the other programs.
func (w buildDir) build(ctx context.Context) error {
	fmt.Fprintln(os.Stderr, "Building")
	for name, pkg := range map[string]string{
		"quiet": ".", "plain": "./internal/bench/plain", "launch": "./internal/bench/launch", "fake": "./internal/bench/fake", "floor": "./internal/bench/floor",
	} {
		args := append(append([]string{"build"}, flags...), "-o", w.path(name), pkg)
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("go build %s: %w", pkg, err)
		}
	}
	cmd := exec.CommandContext(ctx, "go", append(append([]string{"install"}, flags...), timeProvider)...)
	cmd.Env, cmd.Stderr = append(os.Environ(), "GOBIN="+w.dir), os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go install %s: %w", timeProvider, err)
	}
	return os.WriteFile(w.path("terraformrc"), nil, 0o600)
}

// seam is a running fake.
type seam struct {
	process      *exec.Cmd
	url, control string
}

func (w buildDir) startSeam(ctx context.Context, latency time.Duration, sessions int) (*seam, error) {
	s := &seam{process: exec.CommandContext(ctx, w.path("fake"), "-latency", latency.String(), "-sessions", strconv.Itoa(sessions))}
	s.process.Stderr = os.Stderr
	out, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	if _, err := fmt.Fscan(out, &s.url, &s.control); err != nil {
		return nil, errors.Join(errors.New("the embedded Seam did not start"), err, s.stop())
	}
	return s, nil
}

// stop kills the fake, which has nothing to finish.
func (s *seam) stop() error {
	err := s.process.Process.Kill()
	s.process.Wait() //nolint:errcheck // it was killed
	return err
}

// counts are the counts of the fake since the last call.
type counts struct {
	Requests    int
	Connections int // new connections
	Most        int // maximum at a time
}

func (s *seam) counts(ctx context.Context) (c counts, err error) {
	err = s.ask(ctx, "/counts", &c)
	return c, err
}

func (s *seam) ask(ctx context.Context, operation string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.control+operation, http.NoBody)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

// workdir is a working directory for one subject.
type workdir struct {
	buildDir

	seam *seam
	env  []string
}

// newWorkdir writes the configuration, installs the launcher as the provider and
// runs terraform init.
func (w buildDir) newWorkdir(ctx context.Context, s *seam, of subject, n int) (*workdir, error) {
	dir, err := os.MkdirTemp(w.dir, "workdir-")
	if err != nil {
		return nil, err
	}
	if of.binary != "" {
		plugin := filepath.Join(dir, "terraform.d/plugins/registry.terraform.io", of.source, "0.0.1", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-"+path.Base(of.source)+"_v0.0.1")
		if err := os.MkdirAll(filepath.Dir(plugin), 0o700); err != nil {
			return nil, err
		}
		if err := os.Symlink(w.path("launch"), plugin); err != nil {
			return nil, err
		}
	}
	st := &workdir{buildDir: buildDir{dir: dir, cli: w.cli, parallelism: w.parallelism}, seam: s}
	if err := st.write(of.configuration(n, of.lines)); err != nil {
		return nil, err
	}
	st.env = []string{
		"HOME=" + dir, "TF_CLI_CONFIG_FILE=" + w.path("terraformrc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"SEAM_ENDPOINT=" + s.url, "SEAM_API_KEY=" + seamfake.DefaultAPIKey, "SEAM_REFRESH=" + of.refresh,
		"SEAM_BENCH_PROVIDER=" + w.path(of.binary), "SEAM_BENCH_USAGE=" + st.path("usage"),
	}
	for _, variable := range os.Environ() { // the user's own configuration is not used
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "SEAM_") && !strings.HasPrefix(variable, "HOME=") {
			st.env = append(st.env, variable)
		}
	}
	_, err = st.terraform(ctx, "init", "-input=false", "-no-color")
	return st, err
}

func (st *workdir) write(configuration string) error {
	return os.WriteFile(st.path("main.tf"), []byte(configuration), 0o600)
}

// terraform runs a command and returns its exit status.
func (st *workdir) terraform(ctx context.Context, args ...string) (*os.ProcessState, error) {
	cmd := exec.CommandContext(ctx, st.cli, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Dir, cmd.Env = st.dir, st.env
	if output, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("terraform %s: %w\n%s", args[0], err, output)
	}
	return cmd.ProcessState, nil
}
