package connection_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
)

const path = "/client_sessions/list"

func TestTheListIsAskedForOnce(t *testing.T) {
	t.Parallel()
	var rows []string
	for i := range 50 {
		rows = append(rows, row(fmt.Sprint("session-", i), fmt.Sprint("user-", i), workspaceID, now.Add(time.Hour)))
	}
	a := &api{answers: map[string]string{path: list(rows...)}}
	conn := connect(t, a)
	var readers sync.WaitGroup
	for i := range 50 {
		readers.Go(func() {
			id, key := fmt.Sprint("session-", i), fmt.Sprint("user-", i)
			found, diags := conn.Listed(context.Background(), key, connection.Wanted{ClientSessionID: id, UserIdentifierKey: key, WorkspaceID: workspaceID})
			if found == nil || found.ClientSessionID != id || len(diags) > 0 {
				t.Errorf("%s: found %v, %v", key, found, diags)
			}
		})
	}
	readers.Wait()
	if n := a.requests.Load(); n != 1 {
		t.Errorf("%d requests for 50 reads, want 1", n)
	}
}

// A doubtful session is requested separately.
func TestTheListIsNotTrustedInDoubt(t *testing.T) {
	t.Parallel()
	a := &api{answers: map[string]string{path: list(
		row("s1", "jane_doe", workspaceID, now.Add(time.Hour)),
		row("s2", "expired", workspaceID, now),
		row("s3", "elsewhere", "a6e93f84-565e-47d7-8908-1ca71ada373c", now.Add(time.Hour)),
		row("s4", "twice", workspaceID, now.Add(time.Hour)), row("s5", "twice", workspaceID, now.Add(time.Hour)),
	)}}
	conn := connect(t, a)
	for name, c := range map[string]struct {
		wanted connection.Wanted
		found  bool
	}{
		"by ID and key":     {connection.Wanted{ClientSessionID: "s1", UserIdentifierKey: "jane_doe", WorkspaceID: workspaceID}, true},
		"by ID":             {connection.Wanted{ClientSessionID: "s1"}, true},
		"by key":            {connection.Wanted{UserIdentifierKey: "jane_doe"}, true},
		"another ID":        {connection.Wanted{ClientSessionID: "s9", UserIdentifierKey: "jane_doe"}, false},
		"another key":       {connection.Wanted{UserIdentifierKey: "john_doe"}, false},
		"another workspace": {connection.Wanted{UserIdentifierKey: "elsewhere", WorkspaceID: workspaceID}, false},
		"expired":           {connection.Wanted{ClientSessionID: "s2", UserIdentifierKey: "expired"}, false},
		"duplicate key":     {connection.Wanted{UserIdentifierKey: "twice"}, false},
		"ID of a duplicate": {connection.Wanted{ClientSessionID: "s5"}, true},
	} {
		found, diags := conn.Listed(t.Context(), name, c.wanted)
		if (found != nil) != c.found || len(diags) > 0 {
			t.Errorf("%s: found %v, %v", name, found, diags)
		}
	}
}

func TestAWriteDropsTheList(t *testing.T) {
	t.Parallel()
	a := &api{answers: map[string]string{path: list(row("s1", "jane_doe", workspaceID, now.Add(time.Hour)))}}
	conn := connect(t, a)
	wanted := connection.Wanted{UserIdentifierKey: "jane_doe"}
	if found, _ := conn.Listed(t.Context(), "jane_doe", wanted); found == nil {
		t.Fatal("not found")
	}
	if _, diags := conn.ForWriting(t.Context(), "jane_doe", ""); len(diags) > 0 {
		t.Fatal(diags)
	}
	if found, _ := conn.Listed(t.Context(), "jane_doe", wanted); found != nil || a.requests.Load() != 1 {
		t.Errorf("found %v after %d requests", found, a.requests.Load())
	}
}

func TestOneReaderIsToldThatThereIsNoList(t *testing.T) {
	t.Parallel()
	a := &api{} // 403
	conn := connect(t, a)
	told := 0
	for range 3 {
		found, diags := conn.Listed(t.Context(), "jane_doe", connection.Wanted{UserIdentifierKey: "jane_doe"})
		if found != nil || diags.HasError() {
			t.Errorf("found %v, %v", found, diags)
		}
		told += len(diags)
	}
	if told != 1 || a.requests.Load() != 1 {
		t.Errorf("%d warnings after %d requests, want one each", told, a.requests.Load())
	}
}

func TestACancelledReaderFailsNobodyElse(t *testing.T) {
	t.Parallel()
	a := &api{held: make(chan struct{}), answers: map[string]string{path: list(row("s1", "jane_doe", workspaceID, now.Add(time.Hour)))}}
	conn := connect(t, a)
	wanted := connection.Wanted{UserIdentifierKey: "jane_doe"}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if found, diags := conn.Listed(ctx, "jane_doe", wanted); found != nil || len(diags) > 0 {
		t.Errorf("the canceled reader found %v, %v", found, diags)
	}
	close(a.held)
	if found, diags := conn.Listed(t.Context(), "jane_doe", wanted); found == nil || len(diags) > 0 {
		t.Errorf("the other reader found %v, %v", found, diags)
	}
}
