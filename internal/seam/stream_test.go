package seam_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// kept counts rows and keeps the last one.
type kept struct {
	rows int
	last []byte
}

// Add keeps a row.
func (k *kept) Add(_ *seam.ClientSession, row []byte) { k.rows, k.last = k.rows+1, row }

// stream lists the sessions of a response, given in parts.
func stream(t *testing.T, parts ...string) (seam.Listed, kept, error) {
	t.Helper()
	credential, err := seam.NewAPIKey(testKey, "the test")
	if err != nil {
		t.Fatal(err)
	}
	client := seam.New(seam.Config{
		Endpoint: "https://seam.example", Credential: credential,
		Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			readers := []io.Reader{}
			for _, part := range parts {
				readers = append(readers, strings.NewReader(part))
			}
			return &http.Response{
				StatusCode: http.StatusOK, Body: io.NopCloser(io.MultiReader(readers...)), Request: r, ContentLength: -1,
				Header: http.Header{"Date": {"Mon, 01 Jun 2026 12:00:00 GMT"}},
			}, nil
		}),
	})
	var k kept
	listed, err := client.StreamClientSessions(t.Context(), func() seam.Rows { k = kept{}; return &k })
	return listed, k, err
}

// A list has no size limit. Each row has the limit of other responses.
func TestStreamWithoutALimit(t *testing.T) {
	t.Parallel()
	parts := []string{`{"ok":true,"of_a_later_version":[{"a":[1,null]}],"client_sessions":[`}
	row := strings.TrimSuffix(session, "}") + `,"more":"` + strings.Repeat("x", 1<<20) + `"}`
	for range 20 {
		parts = append(parts, row, ",")
	}
	listed, got, err := stream(t, append(parts, session, `],"more":{"a":"b"}}`)...)
	if err != nil || got.rows != 21 {
		t.Fatalf("%d rows, %v", got.rows, err)
	}
	if again, err := listed.Session(got.last); err != nil || again.Token == "" || again.AnsweredAt.IsZero() {
		t.Errorf("decoded %v, %v", again, err)
	}
	for _, where := range []string{`{"ok":true,"client_sessions":[{"more":"`, `{"ok":true,"more":"`} {
		if _, _, err := stream(t, where+strings.Repeat("x", 11<<20)); err == nil || !strings.Contains(err.Error(), "larger than 10 MiB") {
			t.Errorf("%s: %v", where, err)
		}
	}
}

func TestInvalidStreams(t *testing.T) {
	t.Parallel()
	for body, says := range map[string]string{
		`[]`:                                "not a JSON object",
		`null`:                              `no "ok"`,
		`{"ok":"yes","client_sessions":[]}`: `the field "ok"`,
		`{"ok":true,"client_sessions":{}}`:  `the field "client_sessions"`,
		`{"ok":true,"client_sessions":[1]}`: `the field "client_sessions"`,
		`{"ok":true,"client_sessions":[{"token":1}]}`:       `the field "client_sessions.token"`,
		`{"ok":true,"client_sessions":[{}]}`:                "no token",
		`{"ok":true,"client_sessions":null}`:                "no client_sessions",
		`{"ok":true,"client_sessions":[` + session + `]}{}`: "after the JSON",
		`{"ok":true,"client_sessions":[` + session + `] 1`:  "not JSON",
	} {
		if _, _, err := stream(t, body); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", body, err, says)
		}
	}
}
