package acctest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"sync"
	"testing"

	"github.com/hashicorp/go-version"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/cli"
)

// address is the provider's address. Each of the two CLIs looks for it at its own
// registry.
func address() string { return addressOf("seamapi/seam") }

func addressOf(source string) string {
	return cmp.Or(os.Getenv(cli.HostVariable), "registry.terraform.io") + "/" + source
}

// installed is the CLI that the tests run. terraform-plugin-testing finds it through the environment, and would
// otherwise download a CLI.
var installed = sync.OnceValues(func() (cli.CLI, error) {
	found, err := cli.Find(context.Background())
	if errors.Is(err, cli.ErrNone) {
		err = fmt.Errorf("%w. `make test` fetches Terraform once for all packages, and `make unit` runs the tests that need none. %s", err, cli.Install)
	}
	if err != nil {
		return cli.CLI{}, err
	}
	for name, value := range found.Variables() {
		os.Setenv(name, value)
	}
	return found, nil
})

// needsCLI skips a test that starts a CLI if only tests without a CLI run. It fails
// the test if there is no CLI.
func needsCLI(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a Terraform CLI, and -short skips such tests")
	}
	if _, err := installed(); err != nil {
		t.Fatal(err)
	}
}

func installedCLI(t *testing.T) cli.CLI {
	t.Helper()
	needsCLI(t)
	have, _ := installed()
	return have
}

// CLIPath returns the path of the CLI that the tests run.
func CLIPath(t *testing.T) string {
	t.Helper()
	return installedCLI(t).Path
}

// TerraformVersion returns the version of the CLI that the tests run.
func TerraformVersion(t *testing.T) *version.Version {
	t.Helper()
	return installedCLI(t).Version
}

// IsOpenTofu reports whether the CLI that the tests run is OpenTofu.
func IsOpenTofu(t *testing.T) bool {
	t.Helper()
	return installedCLI(t).Tofu
}

// features are the features of configurations that not every supported CLI has,
// with the first version of each CLI that has them. An empty version means that no
// version has the feature.
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
	{"mock providers", regexp.MustCompile(`(?m)^\s*mock_provider\s+"`), "1.7.0", "1.8.0"},
	{"actions", regexp.MustCompile(`(?m)^\s*action\s+"`), "1.14.0", ""},
	{"list resources", regexp.MustCompile(`(?m)^\s*list\s+"`), "1.14.0", ""},
	{"resources that are not destroyed", regexp.MustCompile(`(?m)^\s*resource\s+"[^}]*\slifecycle\s*\{\s*destroy\s*=\s*false`), "1.16.0", "1.12.0"},
	{"import blocks in modules", regexp.MustCompile(`(?m)^# import block in a module$`), "1.16.0", ""},
}

// Needs skips a test if the configuration uses a feature that the CLI does not
// have.
func Needs(t *testing.T, config string) {
	t.Helper()
	if what := Missing(t, config); what != "" {
		t.Skip(what)
	}
}

// Missing returns the feature that the configuration uses and the CLI does not
// have.
func Missing(t *testing.T, config string) string {
	t.Helper()
	for _, feature := range features {
		if !feature.used.MatchString(config) {
			continue
		}
		if lack := lacks(installedCLI(t), feature.terraform, feature.tofu); lack != "" {
			return feature.name + ": " + lack
		}
	}
	return ""
}

// lacks explains why the CLI does not have a feature that Terraform and OpenTofu
// have since the given versions. It is empty if the CLI has the feature.
func lacks(c cli.CLI, terraform, tofu string) string {
	name, since := "Terraform", terraform
	if c.Tofu {
		name, since = "OpenTofu", tofu
	}
	if since == "" {
		return name + " has none"
	}
	// A pre-release has the features of its release.
	if c.Version.Core().LessThan(version.Must(version.NewVersion(since))) {
		return fmt.Sprintf("needs %s %s, and %s is installed", name, since, c.Version)
	}
	return ""
}
