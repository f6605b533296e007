package quiet

import (
	"context"
	"sync/atomic"
	"time"
)

// lease is a context that lets go of what it stands for when it is given back:
// whoever keeps it, as the framework does, keeps a pointer.
//
// It passes on Value too, by which the standard library finds the context that
// can be cancelled, so that one derived from it costs no goroutine.
type lease struct {
	of atomic.Pointer[context.Context]
}

var over = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

func newLease(of context.Context) *lease {
	l := &lease{}
	l.of.Store(&of)
	return l
}

// giveBack comes after the context has ended, and leaves one that has ended.
func (l *lease) giveBack() { l.of.Store(&over) }

func (l *lease) Deadline() (time.Time, bool) { return (*l.of.Load()).Deadline() }
func (l *lease) Done() <-chan struct{}       { return (*l.of.Load()).Done() }
func (l *lease) Err() error                  { return (*l.of.Load()).Err() }
func (l *lease) Value(key any) any           { return (*l.of.Load()).Value(key) }
