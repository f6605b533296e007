package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// report prints what was measured.
func report(to io.Writer, rows []row) {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "sessions\tlatency\tcommand\twhat\twall s\tCPU Terraform s\tCPU provider s\tpeak MB\trequests\tnew connections\tat a time\t")
	for _, r := range rows {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%.2f\t%.2f\t%.2f\t%.1f\t%d\t%d\t%d\t\n", r.n, r.latency, r.phase, r.subject,
			r.wall.Seconds(), r.terraform.Seconds(), r.provider.Seconds(), float64(r.peak)/1e6, r.Requests, r.Connections, r.Most)
	}
	table.Flush()
}

// find returns the row of a subject, and whether it was measured.
func find(rows []row, of subject, phase string, n int, latency time.Duration) (row, bool) {
	i := slices.IndexFunc(rows, func(r row) bool {
		return r.subject == of.name && r.phase == phase && r.n == n && r.latency == latency
	})
	if i < 0 {
		return row{}, false
	}
	return rows[i], true
}

// goalSize is the number of sessions that most goals are for.
const goalSize = 1000

// judge prints the ratios that the project has goals for.
func judge(to io.Writer, o options, rows []row, start startUp) {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	goal := func(got, limit float64, unit, format string, args ...any) {
		verdict := "met"
		if got > limit {
			verdict = "MISSED"
		}
		fmt.Fprintf(table, "%s\t%.2f%s\tgoal %.2f%s\t%s\n", fmt.Sprintf(format, args...), got, unit, limit, unit, verdict)
	}
	fmt.Fprintln(table)
	smallest, largest := slices.Min(o.sizes), slices.Max(o.sizes)
	middle := largest
	if slices.Contains(o.sizes, goalSize) {
		middle = goalSize
	}
	for _, p := range phases {
		off, measured := find(rows, plain, p.name, middle, o.latencies[0])
		on, _ := find(rows, quiet, p.name, middle, o.latencies[0])
		if measured {
			goal(on.provider.Seconds()/off.provider.Seconds(), 0.6, "", "%s of %d: provider CPU, to wrapper off", p.name, middle)
			goal(float64(on.peak)/float64(off.peak), 0.35, "", "%s of %d: provider peak memory, to wrapper off", p.name, middle)
		}
		small, _ := find(rows, quiet, p.name, smallest, o.latencies[0])
		large, measured := find(rows, quiet, p.name, largest, o.latencies[0])
		if smallest < largest && measured {
			goal(float64(large.peak)/float64(small.peak), 1.2, "", "%s: provider peak memory of %d, to %d", p.name, largest, smallest)
		}
	}
	judgeWall(rows, o, goal)
	most := slices.MaxFunc(rows, func(a, b row) int { return a.Most - b.Most })
	goal(float64(most.Most), float64(o.parallelism), "", "connections at a time, at most")
	goal(float64(start.schema.Microseconds())/1000, 50, " ms", "start to first schema answer, median")
	goal(float64(start.bare.Microseconds())/1000, 50, " ms", "the same without the certificates that both sides make")
	goal(float64(start.binary)/1e6, 20, " MB", "binary")
	table.Flush()
}

// judgeWall compares a latency with what it must cost at least: that latency for
// each request, so many at a time, and what the command takes without latency.
func judgeWall(rows []row, o options, goal func(got, limit float64, unit, format string, args ...any)) {
	for _, r := range rows {
		floor, measured := find(rows, quiet, r.phase, r.n, 0)
		if r.subject != quiet.name || r.latency == 0 || !measured {
			continue
		}
		least := r.latency*time.Duration(r.Requests)/time.Duration(o.parallelism) + floor.wall
		goal(r.wall.Seconds()/least.Seconds(), 1.15, "", "%s of %d at %s: wall, to requests × latency / parallelism + floor", r.phase, r.n, r.latency)
	}
}
