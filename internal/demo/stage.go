package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// stage is a directory with the provider, a configuration and a running Seam.
type stage struct {
	dir  string
	url  string
	env  []string
	fake *exec.Cmd
}

func newStage(ctx context.Context) (s *stage, err error) {
	if _, err := exec.LookPath("terraform"); err != nil {
		return nil, errors.New("it needs the Terraform CLI: install it and put `terraform` on PATH")
	}
	dir, err := os.MkdirTemp("", "seam-demo-")
	if err != nil {
		return nil, err
	}
	s = &stage{dir: dir}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	step("Build the provider and the embedded Seam")
	plugin := filepath.Join(dir, "terraform.d/plugins/registry.terraform.io/seamapi/seam/0.0.1", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-seam_v0.0.1")
	if err := build(ctx, plugin, "."); err != nil {
		return s, err
	}
	fake := filepath.Join(dir, "seamfake")
	if err := build(ctx, fake, "./internal/seamfake/cmd/seamfake"); err != nil {
		return s, err
	}
	for name, content := range map[string][]byte{"main.tf": configuration, "terraformrc": nil} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return s, err
		}
	}
	if err := s.start(ctx, fake); err != nil {
		return s, err
	}
	s.env = environment(dir, s.url)
	fmt.Printf("The embedded Seam listens on %s\n", s.url)
	return s, nil
}

func build(ctx context.Context, to, pkg string) error {
	if runtime.GOOS == "windows" {
		to += ".exe"
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-o", to, pkg)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go build %s: %w", pkg, err)
	}
	return nil
}

// environment leaves the person's Terraform and Seam configuration alone.
func environment(dir, url string) []string {
	env := []string{
		"HOME=" + dir, "TF_CLI_CONFIG_FILE=" + filepath.Join(dir, "terraformrc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"SEAM_ENDPOINT=" + url, "SEAM_API_KEY=" + seamfake.DefaultAPIKey,
	}
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "SEAM_") && !strings.HasPrefix(variable, "HOME=") {
			env = append(env, variable)
		}
	}
	return env
}

// start starts the fake and reads its address from the line that it prints.
func (s *stage) start(ctx context.Context, path string) error {
	s.fake = exec.CommandContext(ctx, path, "-listen", "127.0.0.1:0")
	s.fake.Cancel = func() error { return s.fake.Process.Signal(os.Interrupt) }
	s.fake.WaitDelay = 5 * time.Second
	out, err := s.fake.StdoutPipe()
	if err != nil {
		return err
	}
	if err := s.fake.Start(); err != nil {
		return fmt.Errorf("starting the embedded Seam: %w", err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_, url, found := strings.Cut(strings.TrimSpace(line), "listening on ")
	if err != nil || !found {
		return errors.Join(fmt.Errorf("the embedded Seam did not start: it printed %q", line), err)
	}
	s.url = url
	return nil
}

// close stops the fake and removes the directory.
func (s *stage) close() error {
	if s.fake != nil && s.fake.Process != nil {
		if err := s.fake.Process.Signal(os.Interrupt); err == nil {
			s.fake.Wait() //nolint:errcheck // it was asked to end
		}
	}
	return os.RemoveAll(s.dir)
}

// terraform runs a command and shows what it prints.
func (s *stage) terraform(ctx context.Context, args ...string) error {
	fmt.Printf("$ terraform %s\n", strings.Join(args, " "))
	cmd := s.command(ctx, args...)
	cmd.Stdout = os.Stdout
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("terraform %s: %w", args[0], err)
	}
	return nil
}

func (s *stage) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "terraform", args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Dir, cmd.Env, cmd.Stderr = s.dir, s.env, os.Stderr
	return cmd
}

// Exit statuses of terraform plan -detailed-exitcode.
const (
	noChanges = 0
	changes   = 2
)

// plan asserts whether there is something to do.
func (s *stage) plan(ctx context.Context, expiresAt string, want int) error {
	err := s.terraform(ctx, "plan", "-no-color", "-detailed-exitcode", "-var", "expires_at="+expiresAt)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		return err
	}
	if code != want {
		return fmt.Errorf("terraform plan ended with status %d, want %d", code, want)
	}
	return nil
}

// session is what state has of the client session.
type session struct {
	ClientSessionID string `json:"client_session_id"`
	Token           string `json:"token"`
	ExpiresAt       string `json:"expires_at"`
}

func (s *stage) session(ctx context.Context) (session, error) {
	out, err := s.command(ctx, "show", "-json").Output()
	if err != nil {
		return session{}, fmt.Errorf("terraform show: %w", err)
	}
	var state struct {
		Values struct {
			RootModule struct {
				Resources []struct {
					Values session `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	if err := json.Unmarshal(out, &state); err != nil {
		return session{}, fmt.Errorf("terraform show: %w", err)
	}
	if n := len(state.Values.RootModule.Resources); n != 1 {
		return session{}, fmt.Errorf("state has %d resources, want 1", n)
	}
	found := state.Values.RootModule.Resources[0].Values
	if found.ClientSessionID == "" || found.Token == "" {
		return session{}, errors.New("state has no client_session_id or no token")
	}
	return found, nil
}

// sessionsOnServer asks the embedded Seam how many sessions there are.
func (s *stage) sessionsOnServer(ctx context.Context) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/client_sessions/list", bytes.NewReader([]byte("{}")))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+seamfake.DefaultAPIKey)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	var answer struct {
		ClientSessions []json.RawMessage `json:"client_sessions"`
	}
	if err := json.Unmarshal(body, &answer); err != nil || resp.StatusCode != http.StatusOK {
		return 0, errors.Join(fmt.Errorf("/client_sessions/list answered %s", resp.Status), err)
	}
	return len(answer.ClientSessions), nil
}
