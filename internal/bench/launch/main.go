//go:build linux

// Command launch is installed by internal/bench in place of the provider. It runs
// the provider and records its cost, which Terraform does not report.
//
// It is a separate, small program because a process starts with the memory peak of
// its parent.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// usage is one line of the file; internal/bench reads it.
type usage struct {
	// CPU is the CPU time of the provider, and Own that of this program, in
	// nanoseconds.
	CPU int64 `json:"cpu"`
	Own int64 `json:"own"`
	// Peak is the memory peak of the provider in bytes.
	Peak int64 `json:"peak"`
}

func main() {
	signal.Ignore(os.Interrupt)                                           // it is for Terraform, but the whole process group receives it
	cmd := exec.Command(os.Getenv("SEAM_BENCH_PROVIDER"), os.Args[1:]...) //nolint:noctx // it ends with the provider
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		log.Fatal(err)
	}
	if err := note(os.Getenv("SEAM_BENCH_USAGE"), cmd.ProcessState); err != nil {
		log.Fatal(err)
	}
	os.Exit(max(cmd.ProcessState.ExitCode(), 0))
}

// note appends a line to the file.
func note(path string, of *os.ProcessState) error {
	var own syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &own); err != nil {
		return err
	}
	rusage, ok := of.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.New("this system does not report the cost of a process")
	}
	line, err := json.Marshal(usage{
		CPU: int64(of.UserTime() + of.SystemTime()), Own: own.Utime.Nano() + own.Stime.Nano(),
		Peak: rusage.Maxrss << 10,
	})
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // internal/bench sets the path
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}
