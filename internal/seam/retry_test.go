package seam_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

func TestRetries(t *testing.T) {
	for name, first := range map[string]http.HandlerFunc{
		"500": seamError(500, "x", "y"), "502": respond(502, "text/html", ""), "dropped": dropped,
	} {
		t.Run(name, func(t *testing.T) {
			s, client := serve(t, first, first, ok)
			if _, err := client.GetClientSession(t.Context(), sessionID); err != nil {
				t.Fatal(err)
			}
			if s.requests.Load() != 3 || len(s.waits) != 2 {
				t.Errorf("%d requests, waits %v", s.requests.Load(), s.waits)
			}
			if s.waits[0] < 125*time.Millisecond || s.waits[0] > 250*time.Millisecond || s.waits[1] < 250*time.Millisecond || s.waits[1] > 500*time.Millisecond {
				t.Errorf("waits %v, want 125–250 ms and 250–500 ms", s.waits)
			}
		})
	}
}

func TestMaybeAppliedCoversEarlierAttempts(t *testing.T) {
	_, client := serve(t, dropped, seamError(400, "invalid_input", "x"))
	if _, err := client.GetClientSession(t.Context(), sessionID); !seam.MaybeApplied(err) {
		t.Errorf("%v: the first attempt may have taken effect", err)
	}
}

func TestConnectionRefused(t *testing.T) {
	s, _ := serve(t, ok)
	s.Close()
	_, err := s.client(t, s.URL).GetClientSession(t.Context(), sessionID)
	if e := failure(t, err); e.MaybeApplied || e.Attempts != 4 || !strings.Contains(err.Error(), "refused") {
		t.Errorf("error %q, MaybeApplied %t, %d attempts", err, e.MaybeApplied, e.Attempts)
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, client := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) //nolint:errcheck // only then the server notices that the client hangs up
		cancel()
		<-r.Context().Done()
	})
	_, err := client.GetClientSession(ctx, sessionID)
	if !errors.Is(err, context.Canceled) || s.requests.Load() != 1 {
		t.Errorf("error %v after %d requests, want the cancellation after one", err, s.requests.Load())
	}
}

func TestSecretsInResponsesAreRedacted(t *testing.T) {
	const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
	echo := "you sent Bearer " + testKey + ", token " + testToken + "\x1b[31m, " + jwt + " and seam_\x00cst1hidden_part"
	body, _ := json.Marshal(map[string]any{"ok": false, "error": map[string]any{
		"type": "t" + testKey, "message": echo,
		"validation_errors": map[string]any{"_errors": []string{echo}, testToken: map[string]any{"_errors": []string{echo}}},
	}})
	_, client := serve(t, respond(400, "application/json", string(body), "seam-request-id", testToken))
	_, err := client.GetClientSession(t.Context(), sessionID)
	e := failure(t, err)
	text := err.Error() + e.Type + e.Message + e.RequestID
	for _, f := range e.ValidationErrors {
		text += f.Field + f.Path + f.Message
	}
	for _, secret := range []string{testKey, testToken, jwt, "cst1hidden", "\x1b"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q contains %q", text, secret)
		}
	}
	if len(e.ValidationErrors) != 2 {
		t.Errorf("validation errors %v", e.ValidationErrors)
	}
}

func TestValidationErrors(t *testing.T) {
	_, client := serve(t, respond(400, "application/json", `{"ok":false,"error":{"type":"invalid_input","message":"2 Input Errors","validation_errors":
		{"_errors":["whole"],"connected_account_ids":{"_errors":[],"1":{"_errors":["Invalid uuid"]}},"expires_at":{"_errors":["bad","worse"]},"odd":7}}}`))
	_, err := client.GetClientSession(t.Context(), sessionID)
	want := []seam.FieldError{
		{Message: "whole"},
		{Field: "connected_account_ids", Path: "connected_account_ids.1", Message: "Invalid uuid"},
		{Field: "expires_at", Path: "expires_at", Message: "bad"},
		{Field: "expires_at", Path: "expires_at", Message: "worse"},
	}
	if got := failure(t, err).ValidationErrors; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestExpiredUsesTheServersClock(t *testing.T) {
	for date, want := range map[string]bool{
		"Tue, 18 Jun 2030 06:10:41 GMT": false,
		"Tue, 18 Jun 2030 06:10:42 GMT": true,
		"Tue, 18 Jun 2030 06:10:43 GMT": true,
		"whenever":                      false,
	} {
		_, client := serve(t, respond(200, "application/json", success, "Date", date))
		s, err := client.GetClientSession(t.Context(), sessionID)
		if err != nil || s.Expired() != want {
			t.Errorf("at %s: expired %t, error %v", date, s.Expired(), err)
		}
	}
}

func TestClockIsTheServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		date := respond(500, "", "", "Date", "Tue, 18 Jun 2030 06:10:42 GMT")
		client := limited(t, &script{handlers: []http.HandlerFunc{ok, date, ok}})
		if _, err := client.GetClientSession(t.Context(), sessionID); err != nil {
			t.Fatal(err)
		}
		if now, known := client.Clock(); known {
			t.Errorf("without a Date, the clock shows %s", now)
		}
		if _, err := client.ForRPC().GetClientSession(t.Context(), sessionID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		if now, known := client.Clock(); !known || now.Sub(time.Date(2030, 6, 18, 7, 10, 42, 0, time.UTC)).Abs() > time.Second {
			t.Errorf("the clock shows %s (%t)", now, known)
		}
	})
}

// A limit applies to all requests, including those with a session's own token.
func TestTokenRequestsAreLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{handlers: []http.HandlerFunc{respond(429, "", "", "Retry-After", "20"), ok}}
		client, start := limited(t, s), time.Now()
		go client.GetClientSession(t.Context(), sessionID) //nolint:errcheck // the test checks only the requests
		time.Sleep(time.Second)
		if works, err := client.TokenWorks(t.Context(), testToken); !works || err != nil || time.Since(start) < 20*time.Second {
			t.Errorf("works %t, error %v, after %s", works, err, time.Since(start))
		}
	})
}

func TestDeadlineBeforeTheFirstRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := limited(t, &script{handlers: []http.HandlerFunc{respond(429, "", "", "Retry-After", "20"), ok}})
		go client.GetClientSession(t.Context(), sessionID) //nolint:errcheck // it blocks the others
		time.Sleep(time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := client.GetClientSession(ctx, sessionID)
		if err == nil || strings.Contains(err.Error(), "nil") || !strings.Contains(err.Error(), "deadline") {
			t.Errorf("error %v", err)
		}
		time.Sleep(time.Minute)
	})
}

func TestWorkspaceIsRequestedOnce(t *testing.T) {
	const workspace = `{"ok":true,"workspace":{"workspace_id":"b887bf84-9849-4454-a562-cf84293d9781","name":"Sandbox"}}`
	s, client := serve(t, seamError(401, "unauthorized", "no"), respond(200, "application/json", workspace))
	if _, err := client.Workspace(t.Context()); err == nil {
		t.Fatal("the first response must be an error")
	}
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			if w, err := client.Workspace(t.Context()); err != nil || w.Name != "Sandbox" {
				t.Errorf("workspace %v, error %v", w, err)
			}
		})
	}
	group.Wait()
	if n := s.requests.Load(); n != 2 {
		t.Errorf("%d requests, want two: the failed one and one more", n)
	}
}
