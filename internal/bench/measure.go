package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"time"
)

// subject is a provider to measure.
type subject struct {
	name    string
	binary  string // of the provider, empty for the one that Terraform has built in
	source  string // empty for the built-in provider, too
	refresh string
	object  string // the type of the resource
	lines   string // of its configuration
	updated string // of an in-place update, empty if there is none
	silent  bool   // sends no requests
}

// asSeam returns a subject that is this provider.
func asSeam(name, binary, refresh string) subject {
	const key = `user_identifier_key = "user-${count.index}"`
	return subject{
		name: name, binary: binary, refresh: refresh, source: "seamapi/seam", object: "seam_client_session",
		lines: key, updated: key + "\n  expires_at = \"2040-01-01T00:00:00Z\"",
	}
}

// The providers to compare. time_static has no in-place update, so there is time_offset, too.
var (
	quiet    = asSeam("seam", "quiet", "")
	subjects = []subject{
		{name: "time_static", binary: "terraform-provider-time", source: "hashicorp/time", object: "time_static", silent: true},
		{name: "time_offset", binary: "terraform-provider-time", source: "hashicorp/time", object: "time_offset", lines: "offset_days = 1", updated: "offset_days = 2", silent: true},
		{name: "terraform_data", object: "terraform_data", lines: "input = 1", updated: "input = 2", silent: true},
		{name: "floor", binary: "floor", source: "seamapi/floor", object: "floor_object", lines: `key = "a"`, updated: `key = "b"`},
		asSeam("framework", "plain", ""), // this provider as the framework serves it
		quiet,
		asSeam("refresh=list", "quiet", "list"),
	}
)

func (s subject) configuration(n int, lines string) string {
	required := ""
	if s.binary != "" {
		required = fmt.Sprintf("terraform {\n  required_providers {\n    %s = { source = %q }\n  }\n}\n\n", path.Base(s.source), s.source)
	}
	return fmt.Sprintf("%sresource %q \"all\" {\n  count = %d\n  %s\n}\n", required, s.object, n, lines)
}

// maxWritten is the maximum number of sessions for commands that write. Terraform
// writes the whole state after each session, so the time for it grows with the
// square of their number and says nothing about the provider.
const maxWritten = 1000

// phases are the commands that are measured, in this order.
var phases = []struct {
	name string
	args []string
}{
	{"create", []string{"apply", "-auto-approve"}},
	{"plan", []string{"plan"}},
	{"update", []string{"apply", "-auto-approve"}},
	{"destroy", []string{"destroy", "-auto-approve"}},
}

// row is one line of the table.
type row struct {
	subject string
	phase   string
	n       int
	latency time.Duration

	wall, terraform, provider time.Duration // the latter two are CPU time
	peak                      int64
	counts
}

// measureAll measures all subjects in turn and repeats this for each round. If the machine is slower for a while, it
// affects all of them.
func (w buildDir) measureAll(ctx context.Context, o options, each func(row)) error {
	for _, latency := range o.latencies {
		for _, n := range o.sizes {
			for round := range o.rounds {
				for _, s := range subjects {
					if !o.only.MatchString(s.name) || s.silent && (latency > 0 || n > maxWritten) {
						continue
					}
					fmt.Fprintf(os.Stderr, "Round %d: %d × %s at %s\n", round+1, n, s.name, latency)
					if err := w.measure(ctx, s, n, latency, each); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// measure measures one subject from an empty Seam to an empty Seam.
func (w buildDir) measure(ctx context.Context, of subject, n int, latency time.Duration, each func(row)) (err error) {
	seeded := 0
	if n > maxWritten { // this provider and the floor
		seeded = n
	}
	s, err := w.startSeam(ctx, latency, seeded)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	st, err := w.newWorkdir(ctx, s, of, n)
	if err != nil {
		return err
	}
	defer os.RemoveAll(st.dir)
	if seeded > 0 {
		if err := st.seed(ctx, of, n); err != nil {
			return err
		}
	}
	for _, p := range phases {
		if seeded > 0 && p.name != "plan" || p.name == "update" && of.updated == "" {
			continue
		}
		if p.name == "update" {
			if err := st.write(of.configuration(n, of.updated)); err != nil {
				return err
			}
		}
		r := row{subject: of.name, phase: p.name, n: n, latency: latency}
		if err := st.command(ctx, &r, p.args); err != nil {
			return err
		}
		each(r)
	}
	return nil
}

// command runs a command and records its cost.
func (st *workdir) command(ctx context.Context, r *row, args []string) error {
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
	// The CPU time of Terraform's child processes is included after it has waited
	// for them.
	r.terraform = ended.UserTime() + ended.SystemTime()
	if err := st.addProviders(r); err != nil {
		return err
	}
	r.counts, err = st.seam.counts(ctx)
	return err
}

// addProviders reads the records of the launchers, one for each provider process.
func (st *workdir) addProviders(r *row) error {
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
