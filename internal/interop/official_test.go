package interop_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// The initial objects of both fakes.
const (
	otherWorkspaceID = "0a0a0a0a-0000-4000-8000-000000000002"
	otherAPIKey      = "seam_testkey2_123456789ABCDEFGHJKLMNPQ"
	otherAccessToken = "seam_at1otheruser_NPQ123456789ABCDEFGHJKLM"
	expiredID        = "e0e0e0e0-0000-4000-8000-000000000001"
	expiredToken     = "seam_cst1expired1_123456789ABCDEFGHJKLMNPQ"
	revokedID        = "f0f0f0f0-0000-4000-8000-000000000001"
	revokedToken     = "seam_cst1revoked1_123456789ABCDEFGHJKLMNPQ"
)

// startOurs serves seamfake with the initial objects of both fakes.
func startOurs(t *testing.T) string {
	t.Helper()
	other := seamfake.Workspace{
		WorkspaceID: otherWorkspaceID, Name: "Other", CompanyName: "Seam fake", IsSandbox: true,
		APIKeys: []string{otherAPIKey}, AccessTokens: []string{otherAccessToken}, PublishableKeys: []string{"seam_pk1otherwork_1"},
	}
	fake := seamfake.New(seamfake.WithWorkspace(seamfake.DefaultWorkspace()), seamfake.WithWorkspace(other))
	fake.AddSession(seamfake.Session{
		ClientSessionID: expiredID, Token: expiredToken, UserIdentifierKey: "expired", ExpiresAt: time.Now().Add(-time.Hour),
	})
	fake.AddSession(seamfake.Session{
		ClientSessionID: revokedID, Token: revokedToken, UserIdentifierKey: "revoked", RevokedAt: time.Now().Add(-time.Hour),
	})
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	return server.URL
}

// startOfficial serves Seam's own fake with the same objects.
func startOfficial(t *testing.T) string {
	t.Helper()
	type object = map[string]any
	ago := time.Now().UTC().Add(-time.Hour).Format("2006-01-02T15:04:05.000Z")
	ours := seamfake.DefaultWorkspace()
	seed := object{
		"workspaces": []object{{
			"workspace_id": ours.WorkspaceID, "name": ours.Name, "company_name": ours.CompanyName,
			"publishable_key": ours.PublishableKeys[0], "apiKey": ours.APIKeys[0], "accessToken": ours.AccessTokens[0],
		}, {
			"workspace_id": otherWorkspaceID, "name": "Other", "company_name": "Seam fake",
			"publishable_key": "seam_pk1otherwork_1", "apiKey": otherAPIKey, "accessToken": otherAccessToken,
		}},
		"sessions": []object{
			{"client_session_id": expiredID, "workspace_id": ours.WorkspaceID, "token": expiredToken, "user_identifier_key": "expired", "expires_at": ago},
			{"client_session_id": revokedID, "workspace_id": ours.WorkspaceID, "token": revokedToken, "user_identifier_key": "revoked", "revoked_at": ago},
		},
	}
	cmd := exec.CommandContext(t.Context(), "node", "official.mjs", asJSON(t, seed))
	cmd.Dir, cmd.Env = script(t, "official.mjs"), environment()
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http://127.0.0.1:") {
		_ = stdin.Close()
		_ = cmd.Wait()
		t.Fatalf("Seam's own fake did not start: %q %s\n%s", line, err, stderr.String())
	}
	return strings.TrimSpace(line)
}

// call is one request of a case. {id} and {token} are placeholders for those of the last session of the case.
type call struct {
	method string // POST if empty
	path   string
	as     string // the role for authentication: see credential
	header http.Header
	body   string // sent as JSON if not empty
}

// credential sets the headers for a role.
func credential(header http.Header, role string) {
	bearer := map[string]string{
		"key": seamfake.DefaultAPIKey, "other key": otherAPIKey, "unknown key": "seam_testkey9_nobodyknowsthiskey",
		"token": seamfake.DefaultAccessToken, "token of nobody": "seam_at1nobody_nobodyknowsthistoken", "token of another": otherAccessToken,
		"session": "{token}", "expired session": expiredToken, "revoked session": revokedToken, "unknown session": "seam_cst1nobody11_123456789ABCDEFGHJKLMNPQ",
		"no kind": "hello", "JWT": "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "publishable as bearer": seamfake.DefaultPublishableKey,
	}
	switch role {
	case "nobody":
	case "publishable":
		header.Set("Seam-Publishable-Key", seamfake.DefaultPublishableKey)
	case "unknown publishable":
		header.Set("Seam-Publishable-Key", "seam_pk1nobody11_nobodyknowsthiskey")
	default:
		secret, ok := bearer[role]
		if !ok {
			panic("no credential " + role)
		}
		header.Set("Authorization", "Bearer "+secret)
	}
}

// exchange sends a call to a server and returns the response as facts: a map from paths to values.
func (c call) exchange(t *testing.T, url string, last *session) facts {
	t.Helper()
	fill := strings.NewReplacer("{id}", last.ID, "{token}", last.Token)
	method := c.method
	if method == "" {
		method = http.MethodPost
	}
	var body io.Reader
	if c.body != "" {
		body = strings.NewReader(fill.Replace(c.body))
	}
	request, err := http.NewRequestWithContext(t.Context(), method, url+fill.Replace(c.path), body)
	if err != nil {
		t.Fatal(err)
	}
	if c.body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	credential(request.Header, c.as)
	for name, values := range c.header {
		request.Header[name] = values
	}
	for name, values := range request.Header {
		request.Header[name] = []string{fill.Replace(values[0])}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	found := factsOf(response, content, *last)
	var decoded struct {
		ClientSession session `json:"client_session"`
	}
	if json.Unmarshal(content, &decoded) == nil && decoded.ClientSession.ID != "" {
		*last = decoded.ClientSession
	}
	return found
}
