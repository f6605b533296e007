package quiet

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/provider"
)

// perRun are the RPCs that Terraform calls a few times per run, regardless of the number of objects. The framework may
// keep their contexts.
var perRun = []string{
	// once for each provider block
	"GetMetadata", "GetProviderSchema", "GetResourceIdentitySchemas", "GetFunctions", "ValidateProviderConfig", "ConfigureProvider", "StopProvider",
	// once for each state that is read or written
	"ValidateStateStoreConfig", "ConfigureStateStore", "GetStates", "DeleteState", "LockState", "UnlockState", "ReadStateBytes", "WriteStateBytes",
}

type contextKey struct{}

// A later version of the framework may have more RPCs. An optional one would be missing here, and the framework would
// keep the contexts of one in an embedded interface. Decide for each RPC whether Terraform calls it per object
// (rpcs.go) or per run (perRun).
func TestEveryRPCIsDecided(t *testing.T) {
	frameworks := reflect.TypeOf(providerserver.NewProtocol6(nil)())
	own := reflect.TypeFor[*server]()
	if a, b := methods(frameworks), methods(own); !slices.Equal(a, b) {
		t.Fatalf("the framework's server has %v\nthe quiet one has %v", a, b)
	}
	for rpc := range own.Methods() {
		t.Run(rpc.Name, func(t *testing.T) {
			served := New(provider.New("test")(), func(string) string { return "" })
			of := served.(*server).framework
			kept := keepsContext(t, served, rpc.Name)
			if rpc.Name == "StopProvider" { // it frees all contexts
				return
			}
			if !keepsContext(t, of, rpc.Name) {
				t.Error("the framework itself does not keep the context")
			}
			if want := slices.Contains(perRun, rpc.Name); kept != want {
				t.Errorf("the context is kept: %t, want %t", kept, want)
			}
		})
	}
	for _, rpc := range perRun {
		if !slices.Contains(methods(own), rpc) {
			t.Errorf("there is no RPC %s", rpc)
		}
	}
}

func methods(of reflect.Type) []string {
	var names []string
	for m := range of.Methods() {
		names = append(names, m.Name)
	}
	return names
}

// keepsContext calls an RPC with an empty request, reads its stream, and reports whether the server then still has the
// values of its context.
func keepsContext(t *testing.T, of tfprotov6.ProviderServer, rpc string) bool {
	t.Helper()
	value := weak.Make(callOnce(t, of, rpc))
	runtime.GC()
	runtime.GC()
	kept := value.Value() != nil
	runtime.KeepAlive(of)
	return kept
}

// callOnce returns the value of the RPC's context, and keeps nothing else of the call.
func callOnce(t *testing.T, of tfprotov6.ProviderServer, rpc string) (kept *[1024]byte) {
	t.Helper()
	method := reflect.ValueOf(of).MethodByName(rpc)
	value := new([1024]byte)
	in, cancel := context.WithCancel(context.WithValue(context.Background(), contextKey{}, value))
	defer cancel()
	defer func() {
		if recover() != nil { // Terraform never sends an empty request
			kept = value
		}
	}()
	out := method.Call([]reflect.Value{reflect.ValueOf(in), reflect.New(method.Type().In(1).Elem())})
	if !out[1].IsNil() {
		t.Fatal(out[1])
	}
	for _, events := range out[0].Elem().Fields() {
		if events.Kind() == reflect.Func && !events.IsNil() {
			for range events.Seq() {
			}
		}
	}
	return value
}

// spy is a framework that records the request and the context, and returns a given response.
type spy struct {
	framework

	ctx      context.Context
	req      any
	err      error
	value    any       // of the context at the time
	deadline time.Time // of the context
	events   int
}

func (s *spy) saw(ctx context.Context, req any) {
	s.ctx, s.req, s.value = ctx, req, ctx.Value(contextKey{})
	s.deadline, _ = ctx.Deadline()
}

func (s *spy) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	s.saw(ctx, req)
	return &tfprotov6.ReadResourceResponse{}, s.err
}

func (s *spy) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	s.saw(ctx, req)
	return &tfprotov6.ListResourceServerStream{Results: produced[tfprotov6.ListResourceResult](ctx, s.events)}, s.err
}

func (s *spy) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	s.saw(ctx, req)
	return &tfprotov6.InvokeActionServerStream{Events: produced[tfprotov6.InvokeActionEvent](ctx, s.events)}, s.err
}

// produced is a stream that has events only until its context ends.
func produced[Event any](ctx context.Context, events int) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		for range events {
			if ctx.Err() != nil || !yield(*new(Event)) {
				return
			}
		}
	}
}

func TestRPCOnADetachedContext(t *testing.T) {
	f := &spy{}
	in, cancel := context.WithDeadline(context.WithValue(t.Context(), contextKey{}, "a logger"), time.Now().Add(time.Hour))
	defer cancel()
	req := &tfprotov6.ReadResourceRequest{}
	if resp, err := (&server{f}).ReadResource(in, req); resp == nil || err != nil || f.req != any(req) {
		t.Fatalf("returned %v, %v for %v", resp, err, f.req)
	}
	if want, _ := in.Deadline(); !f.deadline.Equal(want) || f.value != nil || f.ctx.Err() == nil {
		t.Errorf("deadline %v, want %v; value %v; ended with %v", f.deadline, want, f.value, f.ctx.Err())
	}
}

func TestErrorsComeThrough(t *testing.T) {
	f := &spy{err: errors.New("no")}
	quiet := &server{f}
	if _, err := quiet.ReadResource(t.Context(), nil); !errors.Is(err, f.err) {
		t.Errorf("returned %v", err)
	}
	if _, err := quiet.ListResource(t.Context(), nil); !errors.Is(err, f.err) {
		t.Errorf("returned %v", err)
	}
	if f.ctx.Err() == nil {
		t.Error("the context did not end although there is no stream")
	}
}

// A stream produces events while it is read, so its context must not end before that.
func TestContextOfAStreamLivesUntilItIsRead(t *testing.T) {
	f := &spy{events: 3}
	stream, err := (&server{f}).InvokeAction(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	events := 0
	for range stream.Events {
		if events++; f.ctx.Err() != nil {
			t.Error("the context ended while the stream was read")
		}
	}
	if events != 3 || f.ctx.Err() == nil {
		t.Errorf("%d events, context ended with %v; want 3 and an end", events, f.ctx.Err())
	}
}

func TestStreamThatIsReadInPart(t *testing.T) {
	f := &spy{events: 3}
	stream, err := (&server{f}).ListResource(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range stream.Results {
		break
	}
	if f.ctx.Err() == nil {
		t.Error("the context did not end")
	}
}

func TestStreamThatNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &spy{events: 3}
		in, cancel := context.WithCancel(t.Context())
		if _, err := (&server{f}).ListResource(in, nil); err != nil {
			t.Fatal(err)
		}
		cancel()
		<-f.ctx.Done()
	})
}
