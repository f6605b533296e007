// Package quiet serves the provider without two costs of a large configuration:
//
//   - terraform-plugin-framework registers the context of every RPC for StopProvider, and never removes it:
//     https://github.com/hashicorp/terraform-plugin-framework/blob/v1.19.0/internal/proto6server/serve.go
//     Each context holds the loggers of terraform-plugin-go, about 16 KB.
//   - terraform-plugin-go and the framework format every log line down to TRACE. Terraform parses each line, and drops
//     it unless TF_LOG is set.
//
// Each RPC that Terraform calls for every object reaches the framework with a detached context, which has the
// cancellation and the deadline of the original and no loggers. The framework then formats nothing and keeps about a
// hundred bytes. Terraform calls all other RPCs only a few times per run. They reach the framework unchanged.
//
// If a TF_LOG variable enables the logs of providers, the framework's own server serves with the same shortcuts, and
// all logs are complete.
//
// Delete Around and its parts once the framework removes what it registered and terraform-plugin-log checks the level
// before it formats.
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

// New returns the server of a provider, which is quiet unless the environment enables logs.
func New(p provider.Provider, getenv func(string) string) tfprotov6.ProviderServer {
	return Around(withShortcuts(p), getenv)
}

func withShortcuts(p provider.Provider) shortcut.Framework { return shortcut.New(Framework(p), p) }

// Framework returns the framework's own server of a provider.
func Framework(p provider.Provider) shortcut.Framework {
	return providerserver.NewProtocol6(p)().(framework) //nolint:forcetypeassert // TestEveryRPCIsDecided would fail
}

// Around makes a server quiet unless the environment enables logs.
func Around(whole shortcut.Framework, getenv func(string) string) tfprotov6.ProviderServer {
	if LogsWanted(getenv) {
		return whole
	}
	return &server{whole}
}

// gcPercent is the GOGC of the provider, which has a few MB of live heap. With Go's default of 100, it spent a sixth of
// its time on garbage collection.
const gcPercent = 400

// Serve serves a provider to Terraform until Terraform ends the process. For debugging, it serves with all logs until
// it is interrupted, and prints the value for TF_REATTACH_PROVIDERS.
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

// call is an RPC that ends when it returns.
func call[Request, Response any](in context.Context, req Request, rpc func(context.Context, Request) (Response, error)) (Response, error) {
	ctx, release := detach(in)
	defer release()
	return rpc(ctx, req)
}

// stream is an RPC that ends when its events are read. If they are not read, it ends with its original context.
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
