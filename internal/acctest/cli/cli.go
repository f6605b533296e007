// Package cli finds the Terraform or OpenTofu that tests, the demo and make run. It fetches Terraform if there is none.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/hashicorp/go-version"
)

// Environment variables that terraform-plugin-testing also reads.
const (
	// PathVariable names the CLI.
	PathVariable = "TF_ACC_TERRAFORM_PATH"
	// HostVariable names the registry at which the CLI looks for a provider whose address has no host.
	HostVariable = "TF_ACC_PROVIDER_HOST"
)

// Install explains where to get a CLI.
const Install = "Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu " +
	"(https://opentofu.org/docs/intro/install/) and put it on PATH, or set " + PathVariable + " to its path."

// ErrNone is the error of [Find] if there is no CLI.
var ErrNone = errors.New("there is no Terraform or OpenTofu on PATH")

// CLI is a Terraform or an OpenTofu.
type CLI struct {
	// Path is absolute.
	Path string
	// Tofu is set for OpenTofu, regardless of the file name.
	Tofu    bool
	Version *version.Version
}

// Find returns the CLI that TF_ACC_TERRAFORM_PATH names, else terraform on PATH, else tofu on PATH, else the Terraform that an
// earlier run has fetched. It uses no network.
func Find(ctx context.Context) (CLI, error) { return HashiCorp.find(ctx) }

func (r Releases) find(ctx context.Context) (CLI, error) {
	if named := os.Getenv(PathVariable); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return CLI{}, fmt.Errorf("%s does not name a program: %w. %s", PathVariable, err, Install)
		}
		return Ask(ctx, path)
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return Ask(ctx, path)
		}
	}
	return r.cached(ctx)
}

// said is the first line of what a CLI prints for `version`.
var said = regexp.MustCompile(`(?m)^(Terraform|OpenTofu) v(\S+)\s*$`)

// Ask runs the CLI at a path and returns whether it is Terraform or OpenTofu, and its version.
func Ask(ctx context.Context, path string) (CLI, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return CLI{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, absolute, "version")
	cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1") // it would look for newer versions on the network
	var stderr strings.Builder
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	if err != nil {
		return CLI{}, fmt.Errorf("%s version: %w\n%s", path, err, stderr.String())
	}
	match := said.FindSubmatch(output)
	if match == nil {
		return CLI{}, fmt.Errorf("%s is neither Terraform nor OpenTofu; `version` prints %q", path, output)
	}
	number, err := version.NewVersion(string(match[2]))
	if err != nil {
		return CLI{}, fmt.Errorf("%s version: %w", path, err)
	}
	return CLI{Path: absolute, Tofu: string(match[1]) == "OpenTofu", Version: number}, nil
}

// Variables are the environment variables with which tests, scripts and terraform-plugin-testing run this CLI. A host
// that is already set does not change.
func (c CLI) Variables() map[string]string {
	variables := map[string]string{PathVariable: c.Path}
	if host := cmp.Or(os.Getenv(HostVariable), c.host()); host != "" {
		variables[HostVariable] = host
	}
	return variables
}

// host is empty for the default host.
func (c CLI) host() string {
	if c.Tofu {
		return "registry.opentofu.org"
	}
	return ""
}
