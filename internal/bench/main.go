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

// options say what to measure.
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
		return errors.New("it reads the memory peak of a process as Linux counts it, and runs there only")
	}
	found, err := cli.Find(ctx)
	if err != nil {
		return err
	}
	if found.Tofu {
		return errors.New("it measures Terraform, and found OpenTofu")
	}
	dir, err := os.MkdirTemp("", "seam-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	w := workshop{dir: dir, cli: found.Path, parallelism: o.parallelism}
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
	latencies := flag.String("latency", "0,50ms", "what an answer of Seam takes")
	flag.IntVar(&o.parallelism, "parallelism", 10, "Terraform's -parallelism")
	flag.IntVar(&o.rounds, "rounds", 3, "how often all is measured, in turns")
	only := flag.String("only", "", "a regular expression of what to measure, such as 'seam|floor'; empty for all")
	flag.Parse()
	pattern, err := regexp.Compile(*only)
	if err != nil {
		return o, fmt.Errorf("-only: %w", err)
	}
	o.only = pattern
	for text := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return o, fmt.Errorf("-n %q is no list of numbers", *sizes)
		}
		o.sizes = append(o.sizes, n)
	}
	for text := range strings.SplitSeq(*latencies, ",") {
		latency, err := time.ParseDuration(text)
		if err != nil {
			return o, fmt.Errorf("-latency %q is no list of durations like 50ms", *latencies)
		}
		o.latencies = append(o.latencies, latency)
	}
	return o, nil
}
