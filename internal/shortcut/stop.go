package shortcut

import (
	"context"
	"sync"
)

// stopping cancels running calls when Terraform stops the provider. The framework does that for the RPCs that reach it.
type stopping struct {
	mu     sync.Mutex
	ctx    context.Context //nolint:containedctx // it belongs to the provider and not to a call
	cancel context.CancelFunc
}

// until returns a context that now() also cancels. The caller calls done at the end.
func (s *stopping) until(in context.Context) (ctx context.Context, done func()) {
	s.mu.Lock()
	if s.ctx == nil {
		s.ctx, s.cancel = context.WithCancel(context.Background())
	}
	stop := s.ctx
	s.mu.Unlock()
	ctx, cancel := context.WithCancel(in)
	unregister := context.AfterFunc(stop, cancel)
	return ctx, func() {
		unregister()
		cancel()
	}
}

// now cancels everything that is running. It does not affect later calls, as in the framework.
func (s *stopping) now() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
	}
	s.ctx, s.cancel = nil, nil
}
