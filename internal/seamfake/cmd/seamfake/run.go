package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// run serves until ctx ends, which is no error. Its one line on stdout says where it listens.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parseFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	workspaces, usesDefaultKey, err := c.serverWorkspaces()
	if err != nil {
		return err
	}
	var opts []seamfake.Option
	for _, w := range workspaces {
		opts = append(opts, seamfake.WithWorkspace(w))
	}
	fake := seamfake.New(opts...)
	// Nobody reads the journal here, and it must not grow for as long as the server runs.
	fake.BeforeRequest(func(seamfake.Request) { fake.ResetJournal() })
	var handler http.Handler = fake
	if c.verbose {
		handler = logged(handler, stderr)
	}

	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.listen)
	if err != nil {
		return err
	}
	if usesDefaultKey {
		_, _ = fmt.Fprintf(stderr, "seamfake: no -api-key given, using the public test key %s\n", seamfake.DefaultAPIKey)
	}
	if _, err := fmt.Fprintf(stdout, "seamfake: listening on http://%s\n", listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, listener, handler)
}

// serve serves until ctx ends, and then gives requests that are under way a moment to finish.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return server.Close()
	}
	return nil
}

// logged writes one line for every request that next answers. It leaves out what may be secret: query, headers and body.
func logged(next http.Handler, to io.Writer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		noted := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(noted, r)
		_, _ = fmt.Fprintf(to, "%s %s %d\n", r.Method, r.URL.EscapedPath(), noted.status)
	})
}

// statusWriter notes the status of an answer.
type statusWriter struct {
	http.ResponseWriter

	status int
}

// WriteHeader notes the status.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}
