package quiet

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// detach returns a context with the cancellation and the deadline of another one, but without its values. release ends
// the new context and separates it from the other one.
func detach(in context.Context) (detached context.Context, release context.CancelFunc) {
	ctx, stopTimer := context.Background(), context.CancelFunc(func() {})
	if deadline, ok := in.Deadline(); ok {
		ctx, stopTimer = context.WithDeadline(ctx, deadline)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	unregister := context.AfterFunc(in, func() {
		// The deadline ends the context with its own error.
		if !errors.Is(in.Err(), context.DeadlineExceeded) {
			cancel(context.Cause(in))
		}
	})
	d := &detachedContext{}
	d.delegate.Store(&ctx)
	return d, func() {
		unregister()
		cancel(nil)
		stopTimer()
		d.delegate.Store(&canceled)
	}
}

// detachedContext delegates to a context until the RPC is over. After that, keeping it keeps only a pointer.
//
// It also delegates Value. The standard library finds the cancellation through Value, and then needs no goroutine for
// a derived context.
type detachedContext struct {
	delegate atomic.Pointer[context.Context]
}

var canceled = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

func (d *detachedContext) Deadline() (time.Time, bool) { return (*d.delegate.Load()).Deadline() }
func (d *detachedContext) Done() <-chan struct{}       { return (*d.delegate.Load()).Done() }
func (d *detachedContext) Err() error                  { return (*d.delegate.Load()).Err() }
func (d *detachedContext) Value(key any) any           { return (*d.delegate.Load()).Value(key) }
