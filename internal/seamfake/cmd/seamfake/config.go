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

// config holds the values of the flags.
type config struct {
	listen       string
	verbose      bool
	workspaces   []string // ID or ID=NAME
	apiKeys      []string // KEY or KEY=WORKSPACE_ID
	accessTokens []string // TOKEN=WORKSPACE_ID
	sandbox      bool
	expired      seamfake.ExpiredPolicy
	objects      string // the path of a file, empty for none
}

// setExpired reads the value of -expired.
func (c *config) setExpired(value string) error {
	policies := map[string]seamfake.ExpiredPolicy{
		"revived": seamfake.ExpiredRevived, "returned": seamfake.ExpiredReturned,
		"new": seamfake.ExpiredNew, "purged": seamfake.ExpiredPurged,
	}
	policy, ok := policies[value]
	if !ok {
		return errors.New("must be revived, returned, new or purged")
	}
	c.expired = policy
	return nil
}

// repeated collects the values of a flag that can be given several times. It accepts any value, because the flag package
// would print a rejected value, which may be a credential.
type repeated []string

func (r *repeated) String() string { return strings.Join(*r, ",") }

// Set adds a value.
func (r *repeated) Set(value string) error {
	*r = append(*r, value)
	return nil
}

// parseFlags reads args. For -h, it writes the usage text and returns [flag.ErrHelp].
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
	flags.BoolVar(&c.sandbox, "sandbox", true, "make the workspaces sandboxes; -sandbox=false makes them production workspaces")
	flags.StringVar(&c.objects, "objects", "", "a JSON `file` with user identities, connected accounts and connect webviews")
	flags.Func("expired", "what happens to expired sessions, as `WORD`: revived, returned, new or purged (default revived)",
		c.setExpired)

	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, _ = fmt.Fprintf(stderr, usage, seamfake.DefaultWorkspaceID, seamfake.DefaultAPIKey, clockPath, clockPath)
		flags.SetOutput(stderr)
		flags.PrintDefaults()
		return config{}, err
	case err != nil:
		return config{}, fmt.Errorf("%w (-h shows the flags)", err)
	case flags.NArg() > 0:
		return config{}, errors.New("only flags are accepted, no other arguments (-h shows the flags)")
	}
	c.listen, err = loopback(c.listen)
	return c, err
}

const usage = `Usage: seamfake [flags]

Serves an in-memory fake of the Seam API: the client session endpoints, /workspaces/get, and the endpoints that look up
the user identities, connected accounts and connect webviews of a session.

Without -workspace, the server has one workspace:
  %s
Without -api-key, it accepts the public test key:
  %s
A key without a workspace belongs to the first workspace. The server also adds the workspaces that only a key or token
names.

Seam does not document what happens to an expired session. -expired selects the behavior:
  revived   get-or-create returns it, and a later expires_at makes it and its token valid again
  returned  get-or-create returns it unchanged, and ignores the rest of the request
  new       get-or-create creates a new session with the key, and keeps the expired one
  purged    the session is deleted, and get-or-create creates a new one with the key

The server uses this machine's clock until you move it. To move it 30 days forward (a negative duration moves it back):
  curl -X POST "http://ADDRESS%s?advance=720h"
GET %s returns the time.

-objects reads a JSON file with the field names of the API. Fields that you leave out get a default:
  {
    "user_identities": [{"user_identity_key": "jane", "full_name": "Jane Doe"}],
    "connected_accounts": [{
      "connected_account_id": "a289aa54-5488-4707-9a4b-eeea4edf311d", "customer_key": "acme",
      "custom_metadata": {"floor": "2"}, "user_identifier": {"email": "jane@example.com"}
    }],
    "connect_webviews": [{"status": "authorized", "user_identifier_key": "jane_doe"}]
  }

`

// loopback returns the address, with an IP address in place of localhost. It rejects addresses that other machines can
// reach, because the fake's credentials are not secret.
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
