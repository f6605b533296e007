package seam_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// answering returns a client that gets the body as the response to every request.
func answering(b *testing.B, body string) *seam.Client {
	b.Helper()
	credential, err := seam.NewAPIKey(testKey, "the benchmark")
	if err != nil {
		b.Fatal(err)
	}
	return seam.New(seam.Config{
		Endpoint: "https://seam.example", Credential: credential,
		Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
		}),
	})
}

func BenchmarkGetOrCreate(b *testing.B) {
	client := answering(b, success)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := client.GetOrCreateClientSession(b.Context(), seam.GetOrCreateParams{UserIdentifierKey: "jane_doe"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDecodeList decodes a list of a thousand sessions while it arrives.
func BenchmarkDecodeList(b *testing.B) {
	body := `{"ok":true,"client_sessions":[` + strings.Repeat(session+",", 999) + session + "]}"
	client := answering(b, body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		var got count
		if _, err := client.StreamClientSessions(b.Context(), func() seam.Rows { return &got }); err != nil || got != 1000 {
			b.Fatal(got, err)
		}
	}
}

type count int

// Add counts a row.
func (c *count) Add(*seam.ClientSession, []byte) { *c++ }
