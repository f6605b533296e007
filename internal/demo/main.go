// Command demo runs the provider's main job with the real Terraform CLI on an
// embedded Seam: plan, apply, a second plan that is empty, an expiry moved in
// place, destroy. It works in a directory of its own that it removes, and ends
// with an error when something is not as promised.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

//go:embed main.tf
var configuration []byte

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "\nThe demo failed: %s\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) (err error) {
	s, err := newStage(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if closing := s.close(); err == nil {
			err = closing
		}
	}()
	expires := time.Now().UTC().Truncate(time.Second).AddDate(0, 1, 0)
	first, moved := expires.Format(time.RFC3339), expires.AddDate(0, 1, 0).Format(time.RFC3339)

	step("Install the provider as Terraform would find it without a registry")
	if err := s.terraform(ctx, "init", "-no-color"); err != nil {
		return err
	}
	step("Plan the client session of jane_doe")
	if err := s.plan(ctx, first, changes); err != nil {
		return err
	}
	step("Apply")
	if err := s.terraform(ctx, "apply", "-no-color", "-auto-approve", "-var", "expires_at="+first); err != nil {
		return err
	}
	before, err := s.session(ctx)
	if err != nil {
		return err
	}
	step("Plan again: nothing to do")
	if err := s.plan(ctx, first, noChanges); err != nil {
		return err
	}
	step("Move expires_at in place, from " + first + " to " + moved)
	if err := s.terraform(ctx, "apply", "-no-color", "-auto-approve", "-var", "expires_at="+moved); err != nil {
		return err
	}
	after, err := s.session(ctx)
	if err != nil {
		return err
	}
	if err := checkMoved(before, after, moved); err != nil {
		return err
	}
	fmt.Println("\nThe same session with the same token; only expires_at moved.")
	step("Destroy")
	if err := s.terraform(ctx, "destroy", "-no-color", "-auto-approve", "-var", "expires_at="+moved); err != nil {
		return err
	}
	left, err := s.sessionsOnServer(ctx)
	if err != nil {
		return err
	}
	if left != 0 {
		return fmt.Errorf("%d sessions are left on the server", left)
	}
	fmt.Println("\nNo session is left on the server. The demo succeeded.")
	return nil
}

func step(title string) { fmt.Printf("\n==> %s\n\n", title) }

// checkMoved asserts that nothing but the expiry changed.
func checkMoved(before, after session, expiresAt string) error {
	switch {
	case after.ClientSessionID != before.ClientSessionID:
		return fmt.Errorf("the session is another one: %s, was %s", after.ClientSessionID, before.ClientSessionID)
	case after.Token != before.Token:
		return fmt.Errorf("the token is another one")
	case after.ExpiresAt != expiresAt:
		return fmt.Errorf("expires_at is %s, want %s", after.ExpiresAt, expiresAt)
	}
	return nil
}
