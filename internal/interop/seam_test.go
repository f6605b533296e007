package interop_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/openapi"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// seam is the embedded Seam on loopback.
type seam struct {
	*seamfake.Server
	URL string
}

// newSeam starts a Seam for the duration of the test. It checks the requests of Seam's own clients and the responses of the
// fake against Seam's OpenAPI document. It also serves that document to the CLI, because the fake does not.
func newSeam(t *testing.T) *seam {
	t.Helper()
	document, err := os.ReadFile("testdata/openapi-for-the-cli.json") // an older version, because Seam's CLI needs fields that the newer extract does not have
	if err != nil {
		t.Fatal(err)
	}
	spec, err := openapi.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := &seam{Server: seamfake.New()}
	checked := spec.Handler(s.Server, func(err error) { t.Errorf("a request or response does not match Seam's OpenAPI document: %s", err) })
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/openapi.json" {
			checked.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(document)
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	s.URL = server.URL
	return s
}

// credentials returns the environment variables that configure the SDK and the provider for this Seam.
func (s *seam) credentials() []string {
	return []string{"SEAM_ENDPOINT=" + s.URL, "SEAM_API_KEY=" + seamfake.DefaultAPIKey}
}

// session is the fields of a client session that the tests compare.
type session struct {
	ID    string `json:"client_session_id"`
	Token string `json:"token"`
}

// client is a program that works with client sessions.
type client interface {
	name() string
	getOrCreate(t *testing.T, s *seam, body map[string]any) session
	get(t *testing.T, s *seam, id string) session
	list(t *testing.T, s *seam, key string) []session
}

// clients are all clients.
var clients = []client{terraform{}, sdk{}, cli{}, curl{}}

// oneSession decodes a response, with or without the envelope around the session.
func oneSession(t *testing.T, printed string) session {
	t.Helper()
	var response struct {
		session

		Enveloped *session `json:"client_session"`
	}
	if err := json.Unmarshal([]byte(printed), &response); err != nil {
		t.Fatalf("%s in %q", err, printed)
	}
	found := response.session
	if response.Enveloped != nil {
		found = *response.Enveloped
	}
	if found.ID == "" || found.Token == "" {
		t.Fatalf("no session in %q", printed)
	}
	return found
}

// asJSON returns the value as JSON.
func asJSON(t *testing.T, value any) string {
	t.Helper()
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}
