package quiet

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

var errStopped = errors.New("stopped")

func TestCancellation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, cancel := context.WithCancelCause(t.Context())
		ctx, release := detach(in)
		defer release()
		if _, ok := ctx.Deadline(); ok {
			t.Error("the context has a deadline that nothing set")
		}
		cancel(errStopped)
		<-ctx.Done()
		if !errors.Is(ctx.Err(), context.Canceled) || !errors.Is(context.Cause(ctx), errStopped) {
			t.Errorf("ended with %v, because of %v", ctx.Err(), context.Cause(ctx))
		}
	})
}

// synctest detects an endless wait immediately.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		ctx, release := detach(in)
		defer release()
		<-ctx.Done()
		if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			t.Errorf("ended with %v", ctx.Err())
		}
	})
}

// Events after the RPC do not affect it.
func TestReleasedContext(t *testing.T) {
	in, cancel := context.WithCancelCause(t.Context())
	ctx, release := detach(in)
	release()
	cancel(errStopped)
	if !errors.Is(context.Cause(ctx), context.Canceled) {
		t.Errorf("ended because of %v", context.Cause(ctx))
	}
}

// A derived context, as the framework creates it, needs no goroutine and ends with
// it.
func TestDerivedContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, release := detach(t.Context())
		before := runtime.NumGoroutine()
		derived, cancel := context.WithCancel(ctx)
		defer cancel()
		if got := runtime.NumGoroutine(); got != before {
			t.Errorf("%d goroutines, there were %d", got, before)
		}
		release()
		<-derived.Done()
		if !errors.Is(ctx.Err(), context.Canceled) || !errors.Is(context.Cause(derived), context.Canceled) {
			t.Errorf("ended with %v, because of %v", ctx.Err(), context.Cause(derived))
		}
	})
}
