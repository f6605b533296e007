package cli_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/cli"
)

const tofuHost = "registry.opentofu.org"

// script is a program that prints its version after the line of a wrapper, and fails if it may look for updates.
func script(said string) string {
	return "#!/bin/sh\n[ -n \"$CHECKPOINT_DISABLE\" ] || exit 3\necho using a version of the file\necho '" + said + "'\necho on linux_amd64\n"
}

// place writes a program into a directory and returns its path.
func place(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// machine sets up a machine without a CLI and with its own cache directory. It returns the directory on PATH.
func machine(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir, home := t.TempDir(), t.TempDir()
	for name, value := range map[string]string{
		"PATH": dir, "HOME": home, "XDG_CACHE_HOME": filepath.Join(home, "cache"), "CHECKPOINT_DISABLE": "",
		cli.PathVariable: "", cli.HostVariable: "",
	} {
		t.Setenv(name, value)
	}
	return dir
}

func wantVariables(t *testing.T, found cli.CLI, path, host string) {
	t.Helper()
	want := map[string]string{cli.PathVariable: path}
	if host != "" {
		want[cli.HostVariable] = host
	}
	if got := found.Variables(); !maps.Equal(got, want) {
		t.Errorf("variables %v, want %v", got, want)
	}
}

func TestFindTakesWhatIsThere(t *testing.T) {
	dir := machine(t)
	if found, err := cli.Find(t.Context()); !errors.Is(err, cli.ErrNone) {
		t.Fatalf("found %v (%v) on an empty PATH", found, err)
	}
	find := func() cli.CLI {
		t.Helper()
		found, err := cli.Find(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	tofu := place(t, dir, "tofu", script("OpenTofu v1.12.6"))
	wantVariables(t, find(), tofu, tofuHost)
	terraform := place(t, dir, "terraform", script("Terraform v1.16.0-rc2"))
	if found := find(); found.Version.String() != "1.16.0-rc2" || found.Tofu {
		t.Errorf("found %v", found)
	}
	wantVariables(t, find(), terraform, "")

	// TF_ACC_TERRAFORM_PATH takes precedence. It is a path, which can be relative, or a name on PATH.
	t.Chdir(filepath.Dir(dir))
	for _, name := range []string{tofu, "tofu", "./" + filepath.Base(dir) + "/tofu"} {
		t.Setenv(cli.PathVariable, name)
		wantVariables(t, find(), tofu, tofuHost)
	}
	// OpenTofu can be called terraform, for example if one is a link to the other.
	t.Setenv(cli.PathVariable, place(t, t.TempDir(), "terraform", script("OpenTofu v1.10.9")))
	if !find().Tofu {
		t.Error("OpenTofu with the name terraform is mistaken for Terraform")
	}
	t.Setenv(cli.HostVariable, "registry.example.com")
	wantVariables(t, find(), os.Getenv(cli.PathVariable), "registry.example.com")
}

func TestFindTellsWhatDoesNotWork(t *testing.T) {
	dir := machine(t)
	for name, tc := range map[string]struct{ path, want string }{
		"no such file":  {filepath.Join(dir, "nothing"), cli.PathVariable + " does not name a program"},
		"fails":         {place(t, dir, "fails", "#!/bin/sh\necho no version is set >&2\nexit 1\n"), "no version is set"},
		"other program": {place(t, dir, "other", script("Packer v1.11.0")), "is neither Terraform nor OpenTofu"},
		"no version":    {place(t, dir, "odd", script("Terraform vNext")), "version"},
	} {
		t.Setenv(cli.PathVariable, tc.path)
		if found, err := cli.Find(t.Context()); err == nil || errors.Is(err, cli.ErrNone) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v (%v), want an error with %q", name, found, err, tc.want)
		}
	}
}
