// Command terraform-path finds or fetches the CLI that tests and the demo run, and prints the lines that export it to a shell:
//
//	exports=$(go run ./internal/acctest/cmd/terraform-path) && eval "$exports"
package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	found, err := cli.HashiCorp.FindOrFetch(ctx, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "terraform-path:", err)
		os.Exit(1)
	}
	fmt.Print(exports(found.Variables()))
}

// exports are lines for a shell.
func exports(variables map[string]string) string {
	lines := ""
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		lines += fmt.Sprintf("export %s='%s'\n", name, strings.ReplaceAll(variables[name], "'", `'\''`))
	}
	return lines
}
