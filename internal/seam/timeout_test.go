package seam_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// In the bubble, time advances when all goroutines wait. Sleeps and timeouts are not
// replaced here.
func TestSlowServerTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		credential, err := seam.NewAPIKey(testKey, "the test")
		if err != nil {
			t.Fatal(err)
		}
		attempts := 0
		client := seam.New(seam.Config{Endpoint: "https://seam.example", Credential: credential, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			attempts++
			<-r.Context().Done()
			return nil, r.Context().Err()
		})})
		start := time.Now()
		_, err = client.GetClientSession(t.Context(), sessionID)
		if err == nil || !strings.Contains(err.Error(), "longer than 30s") || attempts != 4 {
			t.Errorf("error %v after %d attempts", err, attempts)
		}
		if took := time.Since(start); took < 2*time.Minute || took > 2*time.Minute+2*time.Second {
			t.Errorf("took %s, want four times 30 s and three short pauses", took)
		}
	})
}
