package seam_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflog"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// echo responds with the received credential and a token.
func echo(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		echoed := r.Header.Get("Authorization") + " " + testToken
		body, _ := json.Marshal(map[string]any{"ok": false, "error": map[string]any{"type": echoed, "message": echoed}})
		respond(status, "application/json", string(body), "seam-request-id", echoed)(w, r)
	}
}

func TestLogLinesShowOnlyTheOutcomeOfRequests(t *testing.T) {
	_, client := serve(t, echo(http.StatusInternalServerError), ok)
	var output bytes.Buffer
	if _, err := client.GetClientSession(tflogtest.RootLogger(t.Context(), &output), sessionID); err != nil {
		t.Fatal(err)
	}
	if logged := output.String(); strings.Contains(logged, testKey) || strings.Contains(logged, testToken) {
		t.Errorf("a secret in the log: %s", logged)
	}
	lines, err := tflogtest.MultilineJSONDecode(&output)
	if err != nil || len(lines) != 2 {
		t.Fatalf("%d lines, want one for each attempt (%v)", len(lines), err)
	}
	for i, line := range lines {
		want := map[string]any{"method": "POST", "path": "/client_sessions/get", "status": []any{500.0, 200.0}[i], "attempt": float64(i + 1)}
		for name, value := range want {
			if line[name] != value {
				t.Errorf("%s is %v, want %v", name, line[name], value)
			}
		}
		if id, ok := line["request_id"].(string); !ok || id == "" {
			t.Errorf("no request_id in %v", line)
		}
		if _, ok := line["duration_ms"].(float64); !ok {
			t.Errorf("no duration_ms in %v", line)
		}
		if len(line) != len(want)+2+3 { // and the fields of every line: level, message, module
			t.Errorf("the line has other fields: %v", line)
		}
	}
}

func TestSecretsAreMaskedInLogs(t *testing.T) {
	const odd = "hunter2hunter2" // a secret that does not look like one
	var output bytes.Buffer
	ctx := seam.Masked(seam.Masked(tflogtest.RootLogger(t.Context(), &output), odd), testKey)
	tflog.Info(ctx, "message with "+testKey+" and "+odd, map[string]any{
		"token": testToken, "part": testKey[len("seam_testkey1_"):], "odd": "Bearer " + odd, "kept": "jane_doe",
	})
	logged := output.String()
	for _, secret := range []string{testKey[len("seam_testkey1_"):], testToken, odd} {
		if strings.Contains(logged, secret) {
			t.Errorf("%q in the log: %s", secret, logged)
		}
	}
	if !strings.Contains(logged, "jane_doe") {
		t.Errorf("too much is masked: %s", logged)
	}
}
