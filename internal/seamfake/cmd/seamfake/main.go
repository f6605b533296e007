// Command seamfake serves an in-memory fake of the Seam API on a loopback address. Use it to try clients without an
// account.
//
// Its first line of output is "seamfake: listening on http://127.0.0.1:PORT". Commands to copy follow. It stops on SIGINT
// and SIGTERM.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "seamfake:", err)
		os.Exit(1)
	}
}
