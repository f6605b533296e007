package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
)

// subject is what is measured.
type subject struct {
	name    string
	binary  string
	refresh string
	core    bool // terraform_data, without a provider process
}

// What is measured side by side.
var (
	core     = subject{name: "terraform_data", binary: "plain", core: true}
	plain    = subject{name: "seam, wrapper off", binary: "plain"}
	quiet    = subject{name: "seam", binary: "quiet"}
	listing  = subject{name: "seam, refresh=list", binary: "quiet", refresh: "list"}
	subjects = []subject{core, plain, quiet, listing}
)

func (s subject) configuration(n int) string {
	if s.core {
		return fmt.Sprintf("resource \"terraform_data\" \"all\" {\n  count = %d\n  input = \"user-${count.index}\"\n}\n", n)
	}
	return fmt.Sprintf(`terraform {
  required_providers {
    seam = { source = "seamapi/seam" }
  }
}

resource "seam_client_session" "all" {
  count               = %d
  user_identifier_key = "user-${count.index}"
}
`, n)
}

// maxWritten is up to how many sessions commands are measured that write.
// Terraform writes the whole state after each of them, so that the time for it
// grows with the square of their number, and says nothing about the provider.
const maxWritten = 1000

// phases are the commands that are measured, in this order.
var phases = []struct {
	name string
	args []string
}{
	{"create", []string{"apply", "-auto-approve"}},
	{"plan", []string{"plan"}},
	{"destroy", []string{"destroy", "-auto-approve"}},
}

// row is one line of the table.
type row struct {
	subject string
	phase   string
	n       int
	latency time.Duration

	wall, terraform, provider time.Duration // the latter two are CPU
	peak                      int64
	counts
}

func (w workshop) measureAll(ctx context.Context, o options) ([]row, error) {
	var rows []row
	for _, latency := range o.latencies {
		for _, n := range o.sizes {
			for _, s := range subjects {
				if s.core && latency > 0 {
					continue // it talks to nobody
				}
				fmt.Fprintf(os.Stderr, "Measuring %d × %s at %s\n", n, s.name, latency)
				measured, err := w.measure(ctx, s, n, latency)
				if err != nil {
					return nil, err
				}
				rows = append(rows, measured...)
			}
		}
	}
	return rows, nil
}

// measure measures one subject from an empty Seam to an empty Seam.
func (w workshop) measure(ctx context.Context, of subject, n int, latency time.Duration) (rows []row, err error) {
	seeded := 0
	if n > maxWritten {
		seeded = n
	}
	s, err := w.startSeam(ctx, latency, seeded)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	st, err := w.newStage(ctx, s, of, n)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(st.dir)
	if seeded > 0 {
		if err := st.seed(ctx, of, n); err != nil {
			return nil, err
		}
	}
	for _, p := range phases {
		if seeded > 0 && p.name != "plan" {
			continue
		}
		r := row{subject: of.name, phase: p.name, n: n, latency: latency}
		if err := st.command(ctx, &r, p.args); err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// command runs a command and notes what it cost.
func (st *stage) command(ctx context.Context, r *row, args []string) error {
	if err := os.RemoveAll(st.path("usage")); err != nil {
		return err
	}
	if _, err := st.seam.counts(ctx); err != nil {
		return err
	}
	start := time.Now()
	ended, err := st.terraform(ctx, append(args, "-input=false", "-no-color", fmt.Sprintf("-parallelism=%d", st.parallelism))...)
	r.wall = time.Since(start)
	if err != nil {
		return err
	}
	// What Terraform's children cost counts for Terraform, once it waited for them.
	r.terraform = ended.UserTime() + ended.SystemTime()
	if err := st.addProviders(r); err != nil {
		return err
	}
	r.counts, err = st.seam.counts(ctx)
	return err
}

// addProviders reads what the launchers noted, one for each provider process.
func (st *stage) addProviders(r *row) error {
	file, err := os.Open(st.path("usage"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var u struct{ CPU, Own, Peak int64 }
		if err := json.Unmarshal(lines.Bytes(), &u); err != nil {
			return err
		}
		r.provider += time.Duration(u.CPU)
		r.terraform -= time.Duration(u.CPU + u.Own)
		r.peak = max(r.peak, u.Peak)
	}
	return lines.Err()
}
