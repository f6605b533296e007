package redact_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/redact"
)

const (
	testKey   = "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK"
	testToken = "seam_cst1891oqCmD_6dBwV8PJ2Fsoe9dWYVyMfVHq"
	testJWT   = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
)

// spellings are the encodings in which a server may repeat a credential.
var spellings = map[string]func(string) string{
	"clear":              func(s string) string { return s },
	"upper case":         strings.ToUpper,
	"lower case":         strings.ToLower,
	"URL":                func(s string) string { return strings.ReplaceAll(s, "_", "%5F") },
	"URL twice":          func(s string) string { return strings.ReplaceAll(s, "_", "%255f") },
	"JSON":               func(s string) string { return strings.ReplaceAll(s, "_", `\u005f`) },
	"JSON in JSON":       func(s string) string { return strings.ReplaceAll(s, "_", `\\u005F`) },
	"Go":                 func(s string) string { return strings.ReplaceAll(s, "_", `\x5f`) },
	"HTML":               func(s string) string { return strings.ReplaceAll(s, "_", "&#95;") },
	"HTML hexadecimal":   func(s string) string { return strings.ReplaceAll(s, "_", "&#x5F;") },
	"HTML by name":       func(s string) string { return strings.ReplaceAll(s, "_", "&lowbar;") },
	"HTML in HTML":       func(s string) string { return strings.ReplaceAll(s, "_", "&amp;#95;") },
	"HTML in a URL":      func(s string) string { return strings.ReplaceAll(s, "_", "%26%2395%3B") },
	"Markdown":           func(s string) string { return strings.ReplaceAll(s, "_", `\_`) },
	"quoted-printable":   func(s string) string { return strings.ReplaceAll(s, "_", "=5F") },
	"every letter":       func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "s", "%73"), "e", "&#101;") },
	"control characters": func(s string) string { return strings.ReplaceAll(s, "_", "_\x00\u200b") },
	"base64":             func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"Basic":              func(s string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(s+":")) },
	"base64 behind more": func(s string) string { return base64.URLEncoding.EncodeToString([]byte(`{"a":"~~?` + s + `"}`)) },
	"base64 glued":       func(s string) string { return "x" + base64.RawStdEncoding.EncodeToString([]byte(s)) },
	"line break":         func(s string) string { return s[:len(s)/2] + "\n" + s[len(s)/2:] },
	"mail":               func(s string) string { return s[:len(s)/2] + "=\r\n" + s[len(s)/2:] },
	"folded":             func(s string) string { return s[:len(s)/2] + "\r\n  " + s[len(s)/2:] },
	"early line break":   func(s string) string { return s[:3] + "\n" + s[3:] },
	"escaped line break": func(s string) string { return s[:len(s)/2] + `\n` + s[len(s)/2:] },
}

func TestCredentialsAreMaskedInAllEncodings(t *testing.T) {
	for kind, secret := range map[string]string{
		"API key": testKey, "session token": testToken, "access token": "seam_at1abcdefgh_4Jv9QmXr7TnWc2LpBz5HdYsK",
		"JSON Web Token": testJWT, "half a JSON Web Token": testJWT[:20], "without digits at first": "seam_ABCdefGHIjklMNOpqr7",
	} {
		for spelling, spell := range spellings {
			for _, around := range []string{"%", "you sent Bearer %, which is unknown", "token=%&x=1", `{"a":"%"}`, "x_%\nPlease try again", "jane-doe/%"} {
				before, after, _ := strings.Cut(around, "%")
				got := redact.Text(before + spell(secret) + after)
				want := strings.NewReplacer("\n", " ").Replace(before + "[redacted]" + after)
				if tail := secret[len(secret)-8:]; strings.Contains(got, tail) || strings.Contains(got, spell(secret)) || !strings.Contains(got, "[redacted]") {
					t.Errorf("%s, %s: %q", kind, spelling, got)
				} else if spelling == "clear" && got != want && before != "x_" {
					t.Errorf("%s: %q, want %q", kind, got, want)
				}
			}
		}
	}
}

func TestOtherTextIsNotMasked(t *testing.T) {
	for _, text := range []string{
		"seam_client_session", "seam_client_session.user", `seam_client_session.user["a"]`, "seam_client_sessions", "seam_client_session_revoke",
		"seam_workspace", "seam_connected_accounts", "seam_connect_webviews", "seam_user_identity", "seam_client_session_2", "module.seam_client_session_12.x",
		`tf_resource_type=seam_client_session tf_rpc=ReadResource tf_req_id=6f1b0b6e-0d0c-4c4f-9d7a-0f5e6a7b8c9d`,
		"seam_client_session 2025-06-15T16:54:17.946309Z", "SEAM_API_KEY and SEAM_PERSONAL_ACCESS_TOKEN", "terraform-provider-seam/1.2.3",
		"eyewitness reports of 2025-06-15", "keyJoin", "100%25 of seam_workspace", "Invalid uuid c2cbd177-1ace-414b-bb1e-9f129e4a05c1",
		"b887bf84-9849-4454-a562-cf84293d9781/client_sessions/get_or_create", "connected_account_ids.1", "https://connect.getseam.com/client_sessions/get",
	} {
		if got := redact.Text(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := redact.Text("seam_client_session\nc2cbd177-1ace-414b-bb1e-9f129e4a05c1"); strings.Contains(got, "redacted") {
		t.Errorf("a name and the next line became %q", got)
	}
}

// If a server responds twice on a keep-alive connection, net/http writes the unexpected
// data to the standard logger.
func TestStandardLoggerIsMasked(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	response := "HTTP/1.1 200 OK\r\nContent-Length: " + strconv.Itoa(len(testToken)) + "\r\n\r\n" + testToken
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		for range 2 {
			conn.Read(make([]byte, 4096))                               //nolint:errcheck // the second read gets no data
			conn.Write([]byte(response))                                //nolint:errcheck // the client may disconnect
			conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond)) //nolint:errcheck // likewise
		}
	}()
	var logged lockedBuffer
	original := log.Writer()
	t.Cleanup(func() { log.SetOutput(original) })
	log.SetOutput(redact.Writer(&logged))
	resp, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, resp.Body) //nolint:errcheck // to make the connection idle
	resp.Body.Close()
	for range 200 {
		if logged.String() != "" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if text := logged.String(); !strings.Contains(text, "Unsolicited response") || !strings.Contains(text, "[redacted]") || strings.Contains(text, testToken) || !strings.HasSuffix(text, "\n") {
		t.Errorf("logged %q", text)
	}
}

type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
