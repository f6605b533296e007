package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const (
	otherWorkspace = "0a0a0a0a-0000-4000-8000-000000000002"
	someKey        = "seam_testkey2_123456789ABCDEFGHJKLMNPQ"
	someToken      = "seam_at1user2_123456789ABCDEFGHJKLMNPQ"
)

// output is a buffer for concurrent reads and writes.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// started is a server that listens.
type started struct {
	t      *testing.T
	url    string
	stderr output
	stop   func() error
	rest   func() string // stops, and returns the output after the first line
}

// start runs the command and waits for the line with its address.
func start(t *testing.T, args ...string) *started {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	s := &started{t: t}
	done := make(chan error, 1)
	go func() {
		err := run(ctx, args, write, &s.stderr)
		_ = write.Close()
		done <- err
	}()
	s.stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() { _ = s.stop() })

	lines := bufio.NewReader(read)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("no line on stdout: %v (%v)", err, s.stop())
	}
	match := regexp.MustCompile(`^seamfake: listening on (http://127\.0\.0\.1:\d+)\n$`).FindStringSubmatch(line)
	if match == nil {
		t.Fatalf("stdout %q", line)
	}
	s.url = match[1]
	rest := make(chan string, 1)
	go func() {
		text, _ := io.ReadAll(lines)
		rest <- string(text)
	}()
	s.rest = func() string {
		_ = s.stop()
		return <-rest
	}
	return s
}

// workspace looks up the workspace of a credential.
func (s *started) workspace(secret, workspaceID string) (int, string) {
	s.t.Helper()
	return s.send(http.MethodPost, "/workspaces/get?secret=query", `{}`, secret, workspaceID)
}

// post sends a body with the default API key.
func (s *started) post(path, body string) string {
	s.t.Helper()
	_, got := s.send(http.MethodPost, path, body, seamfake.DefaultAPIKey, "")
	return got
}

// send sends a request, and returns the status and the body of the response.
func (s *started) send(method, path, body, secret, workspaceID string) (int, string) {
	s.t.Helper()
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Seam-Workspace", workspaceID)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.StatusCode, string(got)
}

func (s *started) wants(secret, workspaceID, part string) {
	s.t.Helper()
	if status, body := s.workspace(secret, workspaceID); status != http.StatusOK || !strings.Contains(body, part) {
		s.t.Errorf("response %d %s, want 200 with %s", status, body, part)
	}
}

func TestRunServesTheDefaultWorkspaceWithoutFlags(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.wants(seamfake.DefaultAPIKey, "", seamfake.DefaultWorkspaceID)
	if err := s.stop(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	if !strings.Contains(s.stderr.String(), seamfake.DefaultAPIKey) {
		t.Errorf("stderr %q does not show the key", s.stderr.String())
	}
	if strings.Contains(s.stderr.String(), "POST") {
		t.Errorf("stderr %q logs requests without -v", s.stderr.String())
	}
}

func TestRunAppliesFlags(t *testing.T) {
	t.Parallel()
	first := "0a0a0a0a-0000-4000-8000-000000000001"
	s := start(t, "-listen", "localhost:0", "-workspace", first+"=My Flat", "-api-key", someKey,
		"-api-key", "seam_testkey3_x="+otherWorkspace, "-access-token", someToken+"="+first,
		"-access-token", someToken+"="+otherWorkspace)
	s.wants(someKey, "", `"name":"My Flat"`)
	s.wants("seam_testkey3_x", "", otherWorkspace)
	s.wants(someToken, first, first)
	s.wants(someToken, otherWorkspace, otherWorkspace)
	if status, _ := s.workspace(seamfake.DefaultAPIKey, ""); status != http.StatusUnauthorized {
		t.Errorf("the default key is accepted although another one is set: %d", status)
	}
	if err := s.stop(); err != nil || s.stderr.String() != "" {
		t.Errorf("stopped with %v, stderr %q", err, s.stderr.String())
	}
}

func TestRunLogsRequestsWithoutSecrets(t *testing.T) {
	t.Parallel()
	s := start(t, "-v", "-api-key", someKey)
	s.wants(someKey, "", seamfake.DefaultWorkspaceID)
	if status, _ := s.workspace("seam_wrong", ""); status != http.StatusUnauthorized {
		t.Errorf("a wrong key returns %d", status)
	}
	_ = s.stop()
	if want := "POST /workspaces/get 200\nPOST /workspaces/get 401\n"; s.stderr.String() != want {
		t.Errorf("stderr %q, want %q", s.stderr.String(), want)
	}
}

func TestRunRejectsInvalidFlags(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"all addresses":                  {[]string{"-listen", "0.0.0.0:0"}, "loopback"},
		"no host":                        {[]string{"-listen", ":8080"}, "loopback"},
		"a host elsewhere":               {[]string{"-listen", "example.com:80"}, "loopback"},
		"no port":                        {[]string{"-listen", "127.0.0.1"}, "not an address"},
		"an invalid port":                {[]string{"-listen", "127.0.0.1:99999"}, "invalid port"},
		"an unknown flag":                {[]string{"-nonsense"}, "-nonsense"},
		"an unknown policy":              {[]string{"-expired", "gone"}, "revived, returned, new or purged"},
		"a missing file":                 {[]string{"-objects", "nowhere.json"}, "nowhere.json"},
		"an argument":                    {[]string{"nonsense"}, "no other arguments"},
		"a workspace that is not a UUID": {[]string{"-workspace", "ws1"}, "not a UUID"},
		"a workspace without an id":      {[]string{"-workspace", "=name"}, "ID=NAME"},
		"a workspace given twice":        {[]string{"-workspace", otherWorkspace, "-workspace", otherWorkspace}, "twice"},
		"an invalid key":                 {[]string{"-api-key", "SECRET"}, "begin with seam_"},
		"a token as a key":               {[]string{"-api-key", "seam_at1SECRET"}, "begin with seam_"},
		"an empty key":                   {[]string{"-api-key", "=" + otherWorkspace}, "KEY=WORKSPACE_ID"},
		"a key with an empty workspace":  {[]string{"-api-key", "seam_SECRET="}, "KEY=WORKSPACE_ID"},
		"a key given twice":              {[]string{"-api-key", someKey, "-api-key", someKey + "=" + otherWorkspace}, "twice"},
		"a token without a workspace":    {[]string{"-access-token", "seam_at1SECRET"}, "TOKEN=WORKSPACE_ID"},
		"a key as a token":               {[]string{"-access-token", "seam_SECRET=" + otherWorkspace}, "begin with seam_at"},
		"a key's invalid workspace":      {[]string{"-api-key", "seam_SECRET=ws1"}, "not a UUID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// A server that starts despite its flags stops at once.
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			var stdout, stderr output
			err := run(ctx, tc.args, &stdout, &stderr)
			if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "SECRET") {
				t.Errorf("error %v, want an error with %q and without the credential", err, tc.want)
			}
			if stdout.String() != "" {
				t.Errorf("stdout %q", stdout.String())
			}
		})
	}
}

func TestRunShowsHelp(t *testing.T) {
	t.Parallel()
	var stdout, stderr output
	if err := run(context.Background(), []string{"-h"}, &stdout, &stderr); err != nil {
		t.Errorf("error %v", err)
	}
	for _, part := range []string{
		seamfake.DefaultAPIKey, seamfake.DefaultWorkspaceID, "-access-token", "-workspace", "-expired", "-sandbox",
		"-objects", "/_seamfake/clock?advance=720h", `"connect_webviews"`,
	} {
		if !strings.Contains(stderr.String(), part) {
			t.Errorf("help %q does not contain %s", stderr.String(), part)
		}
	}
	if stdout.String() != "" {
		t.Errorf("stdout %q", stdout.String())
	}
}
