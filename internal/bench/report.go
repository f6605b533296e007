package main

import (
	"fmt"
	"io"
)

// report prints a row in the format of Go benchmarks, which benchstat reads. The subject is a separate key, so
// benchstat can show the subjects in columns.
func report(to io.Writer, r row) {
	fmt.Fprintf(to, "what: %s\nBenchmark/%s/n=%d/latency=%s 1 %.3f CPU-s %.3f wall-s %.3f Terraform-CPU-s %.1f peak-MB %d requests %d connections %d at-a-time\n",
		r.subject, r.phase, r.n, r.latency, r.provider.Seconds(), r.wall.Seconds(), r.terraform.Seconds(), float64(r.peak)/1e6, r.Requests, r.Connections, r.Most)
}

func reportStart(to io.Writer, s startUp) {
	fmt.Fprintf(to, "what: %s\nBenchmark/start 1 %.1f schema-ms %.1f without-certificates-ms %.1f binary-MB\n",
		quiet.name, float64(s.schema.Microseconds())/1000, float64(s.bare.Microseconds())/1000, float64(s.binary)/1e6)
}
