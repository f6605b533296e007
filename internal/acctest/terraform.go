package acctest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Terraform is a working directory in which a test runs the Terraform CLI. It is
// for what terraform-plugin-testing cannot express, such as saved plans, warnings
// and -refresh=false.
type Terraform struct {
	t    *testing.T
	seam *Seam
	Dir  string
	// installed is set if Terraform starts the provider's binary itself.
	installed bool
	// variables are additional environment variables of the CLI.
	variables []string
	// beside are the additional providers, by address.
	beside map[string]func() tfprotov6.ProviderServer
}

// Result is the output and the exit status of a command.
type Result struct {
	t *testing.T
	// Args are the command's arguments.
	Args []string
	// Output is what the command printed to both streams, as a person sees it.
	Output string
	// Code is its exit status.
	Code int
}

// Terraform returns a working directory with the given configuration.
func (s *Seam) Terraform(t *testing.T, config string) *Terraform {
	t.Helper()
	needsCLI(t)
	tf := &Terraform{t: t, seam: s, Dir: t.TempDir()}
	tf.Write(config)
	return tf
}

// Write replaces the configuration. It skips the test when the CLI is too old
// for what the configuration uses.
func (tf *Terraform) Write(config string) {
	tf.t.Helper()
	Needs(tf.t, config)
	if !tf.installed {
		tf.seam.keep(config)
	}
	tf.write("main.tf", config)
}

// Run runs a command. Each command has its own provider, as in reality.
func (tf *Terraform) Run(args ...string) Result {
	tf.t.Helper()
	return tf.Start(args...).Wait()
}

// Running is a command that has been started.
type Running struct {
	tf     *Terraform
	cmd    *exec.Cmd
	output *bytes.Buffer
	stop   func()
}

// Start starts a command; the caller waits for it.
func (tf *Terraform) Start(args ...string) *Running {
	tf.t.Helper()
	r := &Running{tf: tf, output: &bytes.Buffer{}, stop: func() {}}
	// The cleanup functions of the test run too.
	r.cmd = exec.CommandContext(context.WithoutCancel(tf.t.Context()), CLIPath(tf.t), args...)
	r.cmd.Dir, r.cmd.Stdout, r.cmd.Stderr = tf.Dir, r.output, r.output
	if tf.installed {
		r.cmd.Env = slices.Concat(os.Environ(), tf.binaryEnvironment(), tf.variables)
	} else {
		var reattach string
		reattach, r.stop = tf.serve()
		r.cmd.Env = append(os.Environ(), "TF_REATTACH_PROVIDERS="+reattach)
	}
	if err := r.cmd.Start(); err != nil {
		r.stop()
		tf.t.Fatal(err)
	}
	tf.t.Cleanup(func() { r.cmd.Process.Kill() }) //nolint:errcheck // it has ended, unless the test failed early
	return r
}

// Interrupt has the effect of Ctrl-C.
func (r *Running) Interrupt() { r.cmd.Process.Signal(os.Interrupt) } //nolint:errcheck // it may have ended

// Wait waits for the end of the command.
func (r *Running) Wait() Result {
	r.tf.t.Helper()
	defer r.stop()
	err := r.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.tf.t.Fatal(err)
	}
	result := Result{t: r.tf.t, Args: r.cmd.Args[1:], Output: r.output.String(), Code: r.cmd.ProcessState.ExitCode()}
	result.wantNoSecret(r.tf.seam)
	return result
}

// Apply applies the configuration; it must succeed.
func (tf *Terraform) Apply(args ...string) Result {
	tf.t.Helper()
	return tf.Run(append([]string{"apply", "-auto-approve", "-no-color", "-input=false"}, args...)...).MustSucceed()
}

// SavePlan saves a plan.
func (tf *Terraform) SavePlan(args ...string) Result {
	tf.t.Helper()
	return tf.plan(args...).MustSucceed()
}

func (tf *Terraform) plan(args ...string) Result {
	tf.t.Helper()
	return tf.Run(append([]string{"plan", "-no-color", "-input=false", "-out=saved.tfplan"}, args...)...)
}

// Plan saves a plan and returns it with the output of the command.
func (tf *Terraform) Plan(args ...string) (*tfjson.Plan, Result) {
	tf.t.Helper()
	result := tf.SavePlan(args...)
	shown := tf.Run("show", "-json", "saved.tfplan").MustSucceed()
	var plan tfjson.Plan
	if err := json.Unmarshal([]byte(shown.Output), &plan); err != nil {
		tf.t.Fatalf("reading the plan: %s", err)
	}
	return &plan, result
}

// WantEmptyPlan asserts that a plan has no changes of resources or outputs.
func (tf *Terraform) WantEmptyPlan(args ...string) Result {
	tf.t.Helper()
	result := tf.plan(append([]string{"-detailed-exitcode"}, args...)...)
	switch result.Code {
	case 0:
	case 2:
		tf.t.Errorf("want an empty plan:\n%s", result.Output)
	default:
		result.MustSucceed()
	}
	return result
}

// Change returns the planned change of a resource.
func Change(t *testing.T, plan *tfjson.Plan, address string) *tfjson.Change {
	t.Helper()
	for _, change := range plan.ResourceChanges {
		if change.Address == address {
			return change.Change
		}
	}
	t.Fatalf("the plan does not mention %s", address)
	return nil
}

// MustSucceed stops the test unless the command succeeded.
func (r Result) MustSucceed() Result {
	r.t.Helper()
	if r.Code != 0 {
		r.t.Fatalf("terraform %s ended with %d:\n%s", strings.Join(r.Args, " "), r.Code, r.Output)
	}
	return r
}

// MustFail stops the test unless the command failed and its output has all of these
// strings.
func (r Result) MustFail(texts ...string) Result {
	r.t.Helper()
	if r.Code == 0 {
		r.t.Fatalf("terraform %s succeeded, want an error:\n%s", strings.Join(r.Args, " "), r.Output)
	}
	return r.Says(texts...)
}

var space = regexp.MustCompile(`[\s│╷╵]+`)

// Says asserts that the output has all of these strings, however the CLI wraps
// them.
func (r Result) Says(texts ...string) Result {
	r.t.Helper()
	output := space.ReplaceAllString(r.Output, " ")
	for _, text := range texts {
		if !strings.Contains(output, text) {
			r.t.Errorf("terraform %s does not say %q:\n%s", strings.Join(r.Args, " "), text, r.Output)
		}
	}
	return r
}

// DoesNotSay asserts that the output has none of these texts.
func (r Result) DoesNotSay(texts ...string) Result {
	r.t.Helper()
	output := space.ReplaceAllString(r.Output, " ")
	for _, text := range texts {
		if strings.Contains(output, text) {
			r.t.Errorf("terraform %s says %q:\n%s", strings.Join(r.Args, " "), text, r.Output)
		}
	}
	return r
}

// String shows the result in test failures.
func (r Result) String() string { return fmt.Sprintf("exit %d\n%s", r.Code, r.Output) }
