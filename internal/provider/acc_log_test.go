package provider_test

import (
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// If a server responds twice on a kept-alive connection, net/http writes the second
// response to the standard logger. The binary masks it.
func TestAccUnexpectedAnswersAreMasked(t *testing.T) {
	t.Parallel()
	const token = "seam_cst1echoed00_123456789ABCDEFGHJKLMNPQ"
	s := acctest.NewSeam(t)
	s.URL = "http://" + answeringTwice(t, token)
	tf := s.Installed(t, s.Config("data \"seam_workspace\" \"this\" {}\n"))
	log := tf.Trace()
	tf.Run("plan", "-no-color")
	if logged := log(); !strings.Contains(logged, "Unsolicited response") || strings.Contains(logged, token) {
		t.Errorf("logged unsolicited %t, the token %t", strings.Contains(logged, "Unsolicited response"), strings.Contains(logged, token))
	}
}

// answeringTwice responds to each request with 503, and then sends a second
// response with a token before the provider retries.
func answeringTwice(t *testing.T, token string) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				conn.Read(make([]byte, 8192)) //nolint:errcheck // for every request
				for _, status := range []string{"503 Service Unavailable", "200 OK"} {
					fmt.Fprintf(conn, "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s", status, len(token), token)
					time.Sleep(50 * time.Millisecond)
				}
			}()
		}
	}()
	return listener.Addr().String()
}
