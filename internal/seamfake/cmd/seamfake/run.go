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

// run serves until ctx ends, which is not an error.
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
	clock := &movableClock{}
	opts := []seamfake.Option{seamfake.WithClock(clock.Now), seamfake.WithKnobs(seamfake.Knobs{Expired: c.expired})}
	for _, w := range workspaces {
		opts = append(opts, seamfake.WithWorkspace(w))
	}
	fake := seamfake.New(opts...)
	if c.objects != "" {
		if err := addObjects(fake, c.objects); err != nil {
			return err
		}
	}
	// Nothing reads the journal here, and it must not grow while the server runs.
	fake.BeforeRequest(func(seamfake.Request) { fake.ResetJournal() })
	handler := clock.before(fake)
	if c.verbose {
		handler = logged(handler, stderr)
	}

	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.listen)
	if err != nil {
		return err
	}
	if usesDefaultKey {
		_, _ = fmt.Fprintf(stderr, "seamfake: no -api-key is set, so the server accepts the public test key %s\n", seamfake.DefaultAPIKey)
	}
	if err := greet(stdout, listener.Addr(), workspaces); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, listener, handler)
}

// greeting shows the server's address, and commands to copy.
const greeting = `seamfake: listening on %[1]s

To use this server with the provider, in a shell or in PowerShell:
  export SEAM_ENDPOINT=%[1]s SEAM_API_KEY=%[2]s
  $env:SEAM_ENDPOINT = "%[1]s"; $env:SEAM_API_KEY = "%[2]s"
To move the clock 30 days forward:
  curl -X POST "%[1]s%[3]s?advance=720h"
`

// greet writes the greeting with the first API key.
func greet(to io.Writer, address net.Addr, workspaces []seamfake.Workspace) error {
	var keys []string
	for _, w := range workspaces {
		keys = append(keys, w.APIKeys...)
	}
	_, err := fmt.Fprintf(to, greeting, "http://"+address.String(), keys[0], clockPath)
	return err
}

// serve serves until ctx ends, and then waits briefly for requests in progress.
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

// logged writes one line for each request that next handles. It leaves out the query, headers and body, which may contain
// secrets.
func logged(next http.Handler, to io.Writer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		noted := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(noted, r)
		_, _ = fmt.Fprintf(to, "%s %s %d\n", r.Method, r.URL.EscapedPath(), noted.status)
	})
}

// statusWriter records the status of a response.
type statusWriter struct {
	http.ResponseWriter

	status int
}

// WriteHeader records the status.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}
