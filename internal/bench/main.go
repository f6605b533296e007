// Command bench measures the provider end to end, with the real Terraform CLI and an embedded Seam with a latency of
// your choice. In the same run, it alternates with the time provider, terraform_data, the floor (a provider that
// decodes nothing and sends one request per object), and this provider as terraform-plugin-framework serves it. It
// prints Go benchmarks for benchstat and leaves nothing behind.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/cli"
)

// options are the options of the command.
type options struct {
	sizes       []int
	latencies   []time.Duration
	parallelism int
	rounds      int
	only        *regexp.Regexp
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	o, err := parse()
	if err != nil {
		return err
	}
	if runtime.GOOS != "linux" {
		return errors.New("it measures the peak memory of processes, which it can read only on Linux")
	}
	found, err := cli.Find(ctx)
	if err != nil {
		return err
	}
	if found.Tofu {
		return errors.New("it measures Terraform, but found OpenTofu")
	}
	dir, err := os.MkdirTemp("", "seam-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	w := buildDir{dir: dir, cli: found.Path, parallelism: o.parallelism}
	if err := w.build(ctx); err != nil {
		return err
	}
	start, err := w.startUp(ctx)
	if err != nil {
		return err
	}
	reportStart(os.Stdout, start)
	return w.measureAll(ctx, o, func(r row) { report(os.Stdout, r) })
}

func parse() (options, error) {
	var o options
	sizes := flag.String("n", "100,1000,3000", "numbers of sessions")
	latencies := flag.String("latency", "0,50ms", "latencies of a response of Seam")
	flag.IntVar(&o.parallelism, "parallelism", 10, "Terraform's -parallelism")
	flag.IntVar(&o.rounds, "rounds", 3, "number of rounds in which everything is measured once")
	only := flag.String("only", "", "regular expression for the providers to measure, such as 'seam|floor'; empty for all")
	flag.Parse()
	pattern, err := regexp.Compile(*only)
	if err != nil {
		return o, fmt.Errorf("-only: %w", err)
	}
	o.only = pattern
	for text := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return o, fmt.Errorf("-n %q is not a list of numbers", *sizes)
		}
		o.sizes = append(o.sizes, n)
	}
	for text := range strings.SplitSeq(*latencies, ",") {
		latency, err := time.ParseDuration(text)
		if err != nil {
			return o, fmt.Errorf("-latency %q is not a list of durations such as 50ms", *latencies)
		}
		o.latencies = append(o.latencies, latency)
	}
	return o, nil
}
