package quiet

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

type valueKey struct{}

// The framework's server may learn RPCs in a later version. Each must be
// wrapped: those that are optional in tfprotov6 would be missing, and those of
// an embedded interface would slip by.
func TestEveryRPCIsWrapped(t *testing.T) {
	frameworks := reflect.TypeOf(providerserver.NewProtocol6(nil)())
	own := reflect.TypeFor[*server]()
	if a, b := methods(frameworks), methods(own); !slices.Equal(a, b) {
		t.Fatalf("the framework's server has %v\nthe quiet one has %v", a, b)
	}
	for _, rpc := range methods(own) {
		t.Run(rpc, func(t *testing.T) {
			f := &spy{}
			in, cancel := context.WithDeadline(context.WithValue(t.Context(), valueKey{}, "a logger"), time.Now().Add(time.Hour))
			defer cancel()
			req := reflect.New(own.Method(index(own, rpc)).Type.In(2).Elem())
			out := reflect.ValueOf(&server{framework: f}).MethodByName(rpc).Call([]reflect.Value{reflect.ValueOf(in), req})
			if f.rpc != rpc || f.req != req.Interface() {
				t.Fatalf("reached %s of the framework with %v", f.rpc, f.req)
			}
			if f.value != nil {
				t.Error("the context carries values")
			}
			want, _ := in.Deadline()
			if !f.deadline.Equal(want) {
				t.Errorf("deadline %v, want %v", f.deadline, want)
			}
			streams := slices.Contains([]string{"ListResource", "InvokeAction", "ReadStateBytes"}, rpc)
			if alive := f.ctx.Err() == nil; alive != streams {
				t.Errorf("the context lives on: %t, want %t", alive, streams)
			}
			if out[0].IsNil() || !out[1].IsNil() {
				t.Errorf("returned %v, %v", out[0], out[1])
			}
		})
	}
}

func methods(of reflect.Type) []string {
	var names []string
	for m := range of.Methods() {
		names = append(names, m.Name)
	}
	return names
}

func index(of reflect.Type, name string) int { return slices.Index(methods(of), name) }

func TestErrorsComeThrough(t *testing.T) {
	f := &spy{err: errors.New("no")}
	quiet := &server{framework: f}
	if _, err := quiet.ReadResource(t.Context(), nil); !errors.Is(err, f.err) {
		t.Errorf("returned %v", err)
	}
	if _, err := quiet.ListResource(t.Context(), nil); !errors.Is(err, f.err) {
		t.Errorf("returned %v", err)
	}
	if f.ctx.Err() == nil {
		t.Error("the context of a stream that there is not lives on")
	}
}

// A stream is produced while it is read, so its context must live as long.
func TestContextOfAStreamLivesUntilItIsRead(t *testing.T) {
	f := &spy{events: 3}
	stream, err := (&server{framework: f}).InvokeAction(t.Context(), nil)
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
	stream, err := (&server{framework: f}).ListResource(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range stream.Results {
		break
	}
	if f.ctx.Err() == nil {
		t.Error("the context lives on")
	}
}

func TestStreamThatNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &spy{events: 3}
		in, cancel := context.WithCancel(t.Context())
		if _, err := (&server{framework: f}).ListResource(in, nil); err != nil {
			t.Fatal(err)
		}
		cancel()
		<-f.ctx.Done()
	})
}

var errStopped = errors.New("stopped")

func TestCancellation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, cancel := context.WithCancelCause(t.Context())
		ctx, part := alone(in)
		defer part()
		if _, ok := ctx.Deadline(); ok {
			t.Error("a deadline from nowhere")
		}
		cancel(errStopped)
		<-ctx.Done()
		if !errors.Is(ctx.Err(), context.Canceled) || !errors.Is(context.Cause(ctx), errStopped) {
			t.Errorf("ended with %v, because of %v", ctx.Err(), context.Cause(ctx))
		}
	})
}

// In the bubble a wait without end is noticed at once.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		ctx, part := alone(in)
		defer part()
		<-ctx.Done()
		if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			t.Errorf("ended with %v", ctx.Err())
		}
	})
}

// What comes after the RPC does not concern it any more.
func TestPartedContexts(t *testing.T) {
	in, cancel := context.WithCancelCause(t.Context())
	ctx, part := alone(in)
	part()
	cancel(errStopped)
	if !errors.Is(context.Cause(ctx), context.Canceled) {
		t.Errorf("ended because of %v", context.Cause(ctx))
	}
}

// One that is derived from it, as the framework does, costs no goroutine and
// ends with it.
func TestDerivedContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, part := alone(t.Context())
		before := runtime.NumGoroutine()
		derived, cancel := context.WithCancel(ctx)
		defer cancel()
		if got := runtime.NumGoroutine(); got != before {
			t.Errorf("%d goroutines, there were %d", got, before)
		}
		part()
		<-derived.Done()
		if !errors.Is(ctx.Err(), context.Canceled) || !errors.Is(context.Cause(derived), context.Canceled) {
			t.Errorf("ended with %v, because of %v", ctx.Err(), context.Cause(derived))
		}
	})
}
