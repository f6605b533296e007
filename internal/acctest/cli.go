package acctest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"

	"github.com/hashicorp/go-version"
)

// address is the provider's address. The two CLIs look for it at registries of
// their own, so that a run with OpenTofu has to say which.
func address() string { return addressOf("seamapi/seam") }

func addressOf(source string) string {
	return cmp.Or(os.Getenv("TF_ACC_PROVIDER_HOST"), "registry.terraform.io") + "/" + source
}

func cliPath() string { return cmp.Or(os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform") }

// cli is which CLI the tests run.
type cli struct {
	tofu    bool
	version *version.Version
}

var installed = sync.OnceValues(func() (cli, error) { return askVersion(cliPath()) })

// askVersion asks a CLI what it is.
func askVersion(path string) (cli, error) {
	output, err := exec.Command(path, "version", "-json").Output() //nolint:noctx // it serves all tests
	if err != nil {
		return cli{}, fmt.Errorf("%s version: %w", path, err)
	}
	var answer struct {
		Version string `json:"terraform_version"`
	}
	if err := json.Unmarshal(output, &answer); err != nil {
		return cli{}, fmt.Errorf("%s version: %w", path, err)
	}
	number, err := version.NewVersion(answer.Version)
	if err != nil {
		return cli{}, fmt.Errorf("%s version: %w", path, err)
	}
	// The JSON has the same names in both.
	words, err := exec.Command(path, "version").Output() //nolint:noctx // likewise
	return cli{tofu: bytes.HasPrefix(words, []byte("OpenTofu")), version: number}, err
}

// needsCLI skips a test that starts a CLI where only those run that need none,
// and stops it where there is no CLI.
func needsCLI(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a Terraform CLI, which -short leaves out")
	}
	if _, err := exec.LookPath(cliPath()); err != nil {
		t.Fatalf("This test needs the Terraform CLI: install it and put `terraform` on PATH, or set TF_ACC_TERRAFORM_PATH. `make unit` runs the tests that need none. (%s)", err)
	}
}

func installedCLI(t *testing.T) cli {
	t.Helper()
	needsCLI(t)
	have, err := installed()
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// TerraformVersion returns the version of the CLI that the tests run.
func TerraformVersion(t *testing.T) *version.Version {
	t.Helper()
	return installedCLI(t).version
}

// IsOpenTofu reports whether the CLI that the tests run is OpenTofu.
func IsOpenTofu(t *testing.T) bool {
	t.Helper()
	return installedCLI(t).tofu
}

// features are what configurations may use that not every CLI has which the
// provider supports, with the first version of each CLI that has it. An empty
// version stands for none.
var features = []struct {
	name            string
	used            *regexp.Regexp
	terraform, tofu string
}{
	{"ephemeral resources", regexp.MustCompile(`(?m)^\s*ephemeral\s+"`), "1.10.0", "1.11.0"},
	{"ephemeral values", regexp.MustCompile(`(?m)^\s*ephemeral\s*=\s*true`), "1.10.0", "1.11.0"},
	{"import by identity", regexp.MustCompile(`(?m)^\s*identity\s*=\s*\{`), "1.12.0", "1.12.0"},
	{"identity after an error", regexp.MustCompile(`(?m)^# identity after an error$`), "1.13.0", "1.12.0"},
	{"moved from another provider", regexp.MustCompile(`(?m)^# moved from another provider$`), "1.8.0", "1.10.0"},
	{"write-only arguments", regexp.MustCompile(`(?m)^\s*\w+_wo\s*=`), "1.11.0", "1.11.0"},
	{"actions", regexp.MustCompile(`(?m)^\s*action\s+"`), "1.14.0", ""},
	{"list resources", regexp.MustCompile(`(?m)^\s*list\s+"`), "1.14.0", ""},
	{"resources that are not destroyed", regexp.MustCompile(`(?m)^\s*resource\s+"[^}]*\slifecycle\s*\{\s*destroy\s*=\s*false`), "1.16.0", "1.12.0"},
	{"import blocks in modules", regexp.MustCompile(`(?m)^# import block in a module$`), "1.16.0", ""},
}

// Needs skips a test when the CLI does not have what the configuration uses.
func Needs(t *testing.T, config string) {
	t.Helper()
	if what := missing(t, config); what != "" {
		t.Skip(what)
	}
}

// missing says what the configuration uses and the CLI does not have.
func missing(t *testing.T, config string) string {
	t.Helper()
	for _, feature := range features {
		if !feature.used.MatchString(config) {
			continue
		}
		if lack := installedCLI(t).lacks(feature.terraform, feature.tofu); lack != "" {
			return feature.name + ": " + lack
		}
	}
	return ""
}

// lacks says why the CLI does not have what Terraform and OpenTofu have since
// the given versions; empty when it has.
func (c cli) lacks(terraform, tofu string) string {
	name, since := "Terraform", terraform
	if c.tofu {
		name, since = "OpenTofu", tofu
	}
	if since == "" {
		return name + " has none"
	}
	// A pre-release has what its release will have.
	if c.version.Core().LessThan(version.Must(version.NewVersion(since))) {
		return fmt.Sprintf("needs %s %s, and %s is installed", name, since, c.version)
	}
	return ""
}
