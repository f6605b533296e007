package interop_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// absentError names something that is missing on this machine. It is not a failure.
type absentError struct{ what string }

func (e absentError) Error() string { return e.what }

// absent skips the test with a message, or fails it if nothing may be missing.
func absent(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("SEAM_INTEROP") == "require" {
		t.Fatalf("SEAM_INTEROP=require, but %s", what)
	}
	t.Skip("SKIPPED: " + what)
}

// enabled skips the test unless `make interop` runs it, because the packages must be downloaded.
func enabled(t *testing.T) {
	t.Helper()
	if os.Getenv("SEAM_INTEROP") == "" {
		t.Skip("run by `make interop`")
	}
}

// seamPackages returns a directory in which node finds Seam's packages.
func seamPackages(t *testing.T) string {
	t.Helper()
	enabled(t)
	dir, err := installed()
	if unavailable := new(absentError); errors.As(err, unavailable) {
		absent(t, unavailable.what)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var installed = sync.OnceValues(install)

// install installs the packages once for each version of the lock file. An existing directory is complete.
func install() (string, error) {
	if err := checkNode(); err != nil {
		return "", err
	}
	hash := sha256.New()
	files := map[string][]byte{}
	for _, name := range []string{"package.json", "package-lock.json"} {
		content, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		files[name] = content
		_, _ = hash.Write(content)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", absentError{"there is no cache directory: " + err.Error()}
	}
	cache = filepath.Join(cache, "terraform-provider-seam")
	dir := filepath.Join(cache, fmt.Sprintf("interop-%x", hash.Sum(nil)[:8]))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(cache, "installing-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fresh)
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(fresh, name), content, 0o600); err != nil {
			return "", err
		}
	}
	if err := npmInstall(fresh); err != nil {
		return "", err
	}
	if err := os.Rename(fresh, dir); err != nil {
		// A concurrent run may have created the directory.
		if _, there := os.Stat(dir); there != nil {
			return "", err
		}
	}
	return dir, nil
}

// oldestNode is the oldest version of Node.js on which Seam's packages were seen to run. They require a newer one, but npm
// only warns.
const oldestNode = 20

func checkNode() error {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			return absentError{"there is no " + tool + " on PATH"}
		}
	}
	printed, err := exec.CommandContext(context.Background(), "node", "--version").Output()
	if err != nil {
		return fmt.Errorf("node --version: %w", err)
	}
	version := strings.TrimSpace(string(printed))
	major, _, _ := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < oldestNode {
		return absentError{fmt.Sprintf("node is %s, and Seam's packages need %d", version, oldestNode)}
	}
	return nil
}

// offline matches npm's messages that it cannot reach the registry, or that the registry does not have a package. All other
// failures are errors, such as an outdated lock file or a modified package.
var offline = regexp.MustCompile(`npm (?:error|ERR!) code (E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|NETUNREACH|HOSTUNREACH|RR_SOCKET_TIMEOUT|40[134]|5\d\d|NOTCACHED))\b`)

// npmInstall omits peer dependencies: the CLI's is a wizard of several hundred megabytes, which no test starts.
func npmInstall(dir string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "npm", "ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund",
		"--no-update-notifier", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")
	var output bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &output, &output
	err := cmd.Run()
	if code := offline.FindSubmatch(output.Bytes()); err != nil && code != nil {
		return absentError{"the npm registry does not hand out Seam's packages: " + string(code[1])}
	}
	if err != nil {
		return fmt.Errorf("npm ci: %w\n%s", err, output.Bytes())
	}
	return nil
}
