package seam_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

func BenchmarkGetOrCreate(b *testing.B) {
	credential, err := seam.NewAPIKey(testKey, "the benchmark")
	if err != nil {
		b.Fatal(err)
	}
	client := seam.New(seam.Config{
		Endpoint: "https://seam.example", Credential: credential,
		Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			w := httptest.NewRecorder()
			ok(w, r)
			return w.Result(), nil
		}),
	})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := client.GetOrCreateClientSession(b.Context(), seam.GetOrCreateParams{UserIdentifierKey: "jane_doe"}); err != nil {
			b.Fatal(err)
		}
	}
}
