package interop_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// All programs find the session that one of them creates, with the same ID and the same token.
func TestProgramsFindEachOthersSessions(t *testing.T) {
	t.Parallel()
	for _, maker := range clients {
		t.Run(maker.name()+" first", func(t *testing.T) {
			t.Parallel()
			s := newSeam(t)
			const key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
			// A session with another key, which list must not find.
			s.AddSession(seamfake.Session{UserIdentifierKey: "john_doe"})
			made := maker.getOrCreate(t, s, map[string]any{"user_identifier_key": key})
			for _, finder := range clients {
				t.Run(finder.name()+" finds it", func(t *testing.T) {
					if got := finder.getOrCreate(t, s, map[string]any{"user_identifier_key": key}); got != made {
						t.Errorf("get or create: %+v, want %+v", got, made)
					}
					if got := finder.get(t, s, made.ID); got != made {
						t.Errorf("get: %+v, want %+v", got, made)
					}
					want := made
					if finder == client(terraform{}) {
						want.Token = ""
					}
					if got := finder.list(t, s, key); !slices.Equal(got, []session{want}) {
						t.Errorf("list: %+v, want only %+v", got, want)
					}
				})
			}
			if n := len(s.Sessions()); n != 2 {
				t.Errorf("%d sessions are on the server, want 2", n)
			}
		})
	}
}

// whole has every parameter of the call.
var whole = map[string]any{
	"user_identifier_key":   "jane_doe",
	"connect_webview_ids":   []string{"5e297cfe-23df-4638-bb87-08c4f0f8233b", "0f8b1a57-9e1c-4c53-8f0e-6a1d2e3f4a5b"},
	"connected_account_ids": []string{"f87f0ab7-b8d7-44aa-9e59-3239b209570e"},
	"user_identity_id":      "71ff7f71-2cf4-458a-8db4-6ad539c8b66a",
	"expires_at":            "2030-06-18T06:10:42.000Z",
}

// With the same arguments, the provider sends the same body as Seam's own programs.
func TestAllProgramsSendTheSameRequest(t *testing.T) {
	t.Parallel()
	for _, c := range clients {
		t.Run(c.name(), func(t *testing.T) {
			t.Parallel()
			s := newSeam(t)
			c.getOrCreate(t, s, whole)
			var bodies []map[string]any
			for _, r := range s.Requests() {
				if r.Path != "/client_sessions/get_or_create" {
					continue
				}
				body := map[string]any{}
				if err := json.Unmarshal(r.Body, &body); err != nil {
					t.Fatal(err)
				}
				sortIDs(body)
				bodies = append(bodies, body)
			}
			want := map[string]any{}
			if err := json.Unmarshal([]byte(asJSON(t, whole)), &want); err != nil {
				t.Fatal(err)
			}
			sortIDs(want)
			if len(bodies) != 1 || !reflect.DeepEqual(bodies[0], want) {
				t.Errorf("sent %v, want %v once", bodies, want)
			}
		})
	}
}

// sortIDs sorts the lists, because they are sets in the provider's schema.
func sortIDs(body map[string]any) {
	for _, value := range body {
		if list, ok := value.([]any); ok {
			slices.SortFunc(list, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
		}
	}
}

// Reads by other programs cause no drift, but changes do.
func TestTerraformDetectsChangesOfOthers(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	m := terraform{}.open(t, s.credentials(), resource(t, whole))
	made := oneSession(t, m.apply())
	key := map[string]any{"user_identifier_key": "jane_doe"}
	for _, c := range clients[1:] {
		c.getOrCreate(t, s, key)
	}
	m.wantPlan(false)

	moved := map[string]any{"user_identifier_key": "jane_doe", "expires_at": "2031-01-01T00:00:00.000Z"}
	sdk{}.getOrCreate(t, s, moved)
	m.wantPlan(true)
	if got := oneSession(t, m.apply()); got != made {
		t.Errorf("after resetting the expiry: %+v, want %+v", got, made)
	}
	if got, want := s.Sessions()[0].ExpiresAt, time.Date(2030, 6, 18, 6, 10, 42, 0, time.UTC); !got.Equal(want) {
		t.Errorf("expires_at is %s, want %s", got, want)
	}

	sdk{}.call(t, s.credentials(), "delete", map[string]any{"client_session_id": made.ID}).ok(t)
	again := oneSession(t, m.apply())
	if again.ID == made.ID || again.Token == made.Token {
		t.Errorf("Terraform did not replace the deleted session: %+v", again)
	}
	if got := (cli{}).get(t, s, again.ID); got != again {
		t.Errorf("the CLI finds %+v, want %+v", got, again)
	}
}

// The SDK can use the token in Terraform's state until Terraform destroys the session.
func TestTokenWorksUntilDestroy(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	m := terraform{}.open(t, s.credentials(), resource(t, map[string]any{"user_identifier_key": "jane_doe"}))
	made := oneSession(t, m.apply())
	own := func() result {
		return sdk{}.call(t, []string{"SEAM_ENDPOINT=" + s.URL}, "get", map[string]any{"token": made.Token})
	}
	if got := oneSession(t, own().ok(t)); got != made {
		t.Errorf("session of the token: %+v, want %+v", got, made)
	}
	m.run("destroy", "-auto-approve", "-no-color").ok(t)
	if r := own(); r.code == 0 || !strings.Contains(r.stderr, "SeamHttpUnauthorizedError") {
		t.Errorf("after destroy the SDK ended with %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	requests := s.Requests()
	if last := requests[len(requests)-1]; last.Status != http.StatusUnauthorized {
		t.Errorf("the last response is %d", last.Status)
	}
}

// The SDK and the provider use the same environment variables.
func TestTheSDKsEnvironment(t *testing.T) {
	t.Parallel()
	key := "SEAM_API_KEY=" + seamfake.DefaultAPIKey
	token, workspace := "SEAM_PERSONAL_ACCESS_TOKEN="+seamfake.DefaultAccessToken, "SEAM_WORKSPACE_ID="+seamfake.DefaultWorkspaceID
	for name, c := range map[string]struct {
		variables []string
		works     bool
	}{
		"API key":                 {[]string{key}, true},
		"token and workspace":     {[]string{token, workspace}, true},
		"token without workspace": {[]string{token}, false},
		"API key and token":       {[]string{key, token, workspace}, false},
		"token as a key":          {[]string{"SEAM_API_KEY=" + seamfake.DefaultAccessToken}, false},
		"unknown key":             {[]string{"SEAM_API_KEY=seam_testkey9_nobodyknowsthiskey"}, false},
		"nothing":                 {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(t)
			env := append([]string{"SEAM_ENDPOINT=" + s.URL}, c.variables...)
			body := map[string]any{"user_identifier_key": "jane_doe"}
			bySDK := sdk{}.call(t, env, "getOrCreate", body)
			byTerraform := terraform{}.open(t, env, resource(t, body)).run("apply", "-auto-approve", "-input=false", "-no-color")
			if works := bySDK.code == 0; works != c.works {
				t.Errorf("the SDK works: %t, want %t\n%s", works, c.works, bySDK.stderr)
			}
			if works := byTerraform.code == 0; works != c.works {
				t.Errorf("Terraform works: %t, want %t\n%s", works, c.works, byTerraform.stderr)
			}
			if n := len(s.Sessions()); n > 1 || (n == 1) != c.works {
				t.Errorf("%d sessions are on the server", n)
			}
		})
	}
}
