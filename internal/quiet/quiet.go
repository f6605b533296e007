// Package quiet serves the provider without the two things that cost most in a
// large configuration and serve nobody:
//
//   - terraform-plugin-framework keeps the context of every RPC until the process
//     ends. It registers each one to cancel it when Terraform asks to stop, and
//     takes none out when the RPC is over:
//     https://github.com/hashicorp/terraform-plugin-framework/blob/v1.19.0/internal/proto6server/serve.go
//     On that context hang the loggers of terraform-plugin-go, some 16 KB an RPC.
//   - terraform-plugin-go and the framework format every line of their logs, down
//     to TRACE, and Terraform parses each of them to drop it, unless somebody
//     set TF_LOG.
//
// So each RPC reaches the framework on a context of its own, which carries the
// cancellation and the deadline of the one it came with, but no values: the
// framework finds no logger in it and formats nothing, and what it keeps is some
// hundred bytes. When the RPC returns, the two contexts are parted. That is all:
// every RPC goes on to the framework as it is, StopProvider too.
//
// When a TF_LOG variable asks for the logs of providers, all of this steps aside,
// so that they are complete, the provider's own included.
//
// The day the framework takes out what it registered, and terraform-plugin-log
// asks for the level before it formats, this package can be deleted: main.go then
// calls providerserver.Serve.
package quiet

import (
	"context"
	"errors"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// framework is all that the framework's server does. Part of it is optional in
// tfprotov6, which asks by type assertion for it.
type framework interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// server is the framework's server without its costs.
type server struct{ framework framework }

// New returns the server of a provider, quiet unless the environment asks for
// logs.
func New(p provider.Provider, getenv func(string) string) tfprotov6.ProviderServer {
	plain := providerserver.NewProtocol6(p)()
	whole, ok := plain.(framework)
	if !ok || LogsWanted(getenv) {
		return plain
	}
	return &server{framework: whole}
}

// Serve serves a provider to Terraform until it asks the process to end.
func Serve(address string, p func() provider.Provider, getenv func(string) string) error {
	if err := silence(getenv); err != nil {
		return err
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return New(p(), getenv) })
}

// alone returns a context with the cancellation and the deadline of another and
// nothing else, and a function that parts the two.
func alone(in context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.Background(), context.CancelFunc(func() {})
	if deadline, ok := in.Deadline(); ok {
		ctx, cancel = context.WithDeadline(ctx, deadline)
	}
	ctx, end := context.WithCancelCause(ctx)
	stop := context.AfterFunc(in, func() {
		// A deadline ends this context by itself, as what it is.
		if !errors.Is(in.Err(), context.DeadlineExceeded) {
			end(context.Cause(in))
		}
	})
	own := newLease(ctx)
	return own, func() {
		stop()
		end(nil)
		cancel()
		own.giveBack()
	}
}

// call is an RPC that is over when it returns.
func call[Request, Response any](in context.Context, req Request, rpc func(context.Context, Request) (Response, error)) (Response, error) {
	ctx, part := alone(in)
	defer part()
	return rpc(ctx, req)
}

// stream is an RPC whose answer is produced while it is read: over when there is
// no more of it. One that nobody reads ends with the context that it came with.
func stream[Request, Response any, Event any](
	in context.Context, req Request, rpc func(context.Context, Request) (*Response, error),
	events func(*Response) *iter.Seq[Event],
) (*Response, error) {
	ctx, part := alone(in)
	resp, err := rpc(ctx, req)
	if err != nil || resp == nil {
		part()
		return resp, err
	}
	each := events(resp)
	produce := *each
	*each = func(push func(Event) bool) {
		defer part()
		produce(push)
	}
	return resp, nil
}
