package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// config is what the flags say.
type config struct {
	listen       string
	verbose      bool
	workspaces   []string // ID or ID=NAME
	apiKeys      []string // KEY or KEY=WORKSPACE_ID
	accessTokens []string // TOKEN=WORKSPACE_ID
}

// repeated collects the values of a flag that may be given several times. It accepts any, so that an error that the flag
// package would print with the value, a credential maybe, is left to us.
type repeated []string

func (r *repeated) String() string { return strings.Join(*r, ",") }

// Set adds a value.
func (r *repeated) Set(value string) error {
	*r = append(*r, value)
	return nil
}

// parseFlags reads args. It returns [flag.ErrHelp] after it has written the usage text for -h.
func parseFlags(args []string, stderr io.Writer) (config, error) {
	var c config
	flags := flag.NewFlagSet("seamfake", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&c.listen, "listen", "127.0.0.1:0", "loopback `address` to listen on; port 0 picks a free one")
	flags.BoolVar(&c.verbose, "v", false, "log method, path and status of every request to stderr")
	flags.Var((*repeated)(&c.workspaces), "workspace", "a workspace, as `ID[=NAME]`; repeatable")
	flags.Var((*repeated)(&c.apiKeys), "api-key", "an API key, as `KEY[=WORKSPACE_ID]`; repeatable")
	flags.Var((*repeated)(&c.accessTokens), "access-token",
		"a personal access token, as `TOKEN=WORKSPACE_ID`; repeatable")

	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, _ = fmt.Fprintf(stderr, usage, seamfake.DefaultWorkspaceID, seamfake.DefaultAPIKey)
		flags.SetOutput(stderr)
		flags.PrintDefaults()
		return config{}, err
	case err != nil:
		return config{}, fmt.Errorf("%w (-h shows the flags)", err)
	case flags.NArg() > 0:
		return config{}, errors.New("takes no arguments besides flags (-h shows them)")
	}
	c.listen, err = loopback(c.listen)
	return c, err
}

const usage = `Usage: seamfake [flags]

Serves an in-memory Seam: its client session endpoints, and /workspaces/get.

Without -workspace there is the workspace
  %s
and without -api-key there is the public test key
  %s
A key without a workspace belongs to the first one. A workspace that only a key or token names is there, too.

`

// loopback is address with localhost made a number. It refuses to serve anybody but this machine: the fake's credentials
// are no secret.
func loopback(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("-listen %q is not an address like 127.0.0.1:8080: %w", address, err)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", fmt.Errorf("-listen %q: the host must be a loopback address, like 127.0.0.1 or [::1]", address)
	}
	return net.JoinHostPort(host, port), nil
}
