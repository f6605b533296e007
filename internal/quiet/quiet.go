// Package quiet serves the provider without two costs of a large configuration:
//
//   - terraform-plugin-framework registers the context of every RPC for StopProvider, and never removes it:
//     https://github.com/hashicorp/terraform-plugin-framework/blob/v1.19.0/internal/proto6server/serve.go
//     Each context holds the loggers of terraform-plugin-go, about 16 KB.
//   - terraform-plugin-go and the framework format every log line down to TRACE. Terraform parses each line, and drops
//     it unless TF_LOG is set.
//
// Each RPC that comes once or more per object reaches the framework on a detached context: it has the cancellation and
// the deadline of the original and no loggers. The framework then formats nothing, and keeps some hundred bytes. All
// other RPCs come a few times per run, and go to the framework as they are.
//
// When a TF_LOG variable asks for the logs of providers, the framework's own server serves, behind the same
// shortcuts, so all logs are complete.
//
// Once the framework removes what it registered, and terraform-plugin-log checks the level before it formats, delete
// Around, and what it is made of.
package quiet

import (
	"context"
	"iter"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// server is the framework's server without its costs.
type server struct{ framework }

type framework = shortcut.Framework

// New returns the server of a provider, quiet unless the environment asks for logs.
func New(p provider.Provider, getenv func(string) string) tfprotov6.ProviderServer {
	return Around(withShortcuts(p), getenv)
}

func withShortcuts(p provider.Provider) shortcut.Framework { return shortcut.New(Framework(p), p) }

// Framework returns the framework's own server of a provider.
func Framework(p provider.Provider) shortcut.Framework {
	return providerserver.NewProtocol6(p)().(framework) //nolint:forcetypeassert // TestEveryRPCIsDecided would fail
}

// Around makes a server quiet unless the environment asks for logs.
func Around(whole shortcut.Framework, getenv func(string) string) tfprotov6.ProviderServer {
	if LogsWanted(getenv) {
		return whole
	}
	return &server{whole}
}

// gcPercent is how much garbage there may be for each live byte. The provider has a few MB of live heap, and with Go's
// default of 100 it spent a sixth of its time on collecting garbage.
const gcPercent = 400

// Serve serves a provider to Terraform until it asks the process to end. For debugging it serves with all logs until it is
// interrupted, and prints what to set in TF_REATTACH_PROVIDERS.
func Serve(address string, p func() provider.Provider, getenv func(string) string, debugging bool) error {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if debugging {
		return tf6server.Serve(address, func() tfprotov6.ProviderServer { return withShortcuts(p()) }, tf6server.WithManagedDebug())
	}
	if err := silence(getenv); err != nil {
		return err
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return New(p(), getenv) })
}

// call is an RPC that is over when it returns.
func call[Request, Response any](in context.Context, req Request, rpc func(context.Context, Request) (Response, error)) (Response, error) {
	ctx, release := detach(in)
	defer release()
	return rpc(ctx, req)
}

// stream is an RPC that is over when its events are read. One that nobody reads ends with the context that it came with.
func stream[Request, Response, Event any](
	in context.Context, req Request, rpc func(context.Context, Request) (*Response, error), events func(*Response) *iter.Seq[Event],
) (*Response, error) {
	ctx, release := detach(in)
	resp, err := rpc(ctx, req)
	if err != nil || resp == nil {
		release()
		return resp, err
	}
	each := events(resp)
	produce := *each
	*each = func(yield func(Event) bool) {
		defer release()
		produce(yield)
	}
	return resp, nil
}
