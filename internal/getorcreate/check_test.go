package getorcreate_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

const (
	identityA = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
	identityB = "a6e93f84-565e-47d7-8908-1ca71ada373c"
)

func attributePathIs(d diag.Diagnostic, attribute string) bool {
	withPath, ok := d.(diag.DiagnosticWithPath)
	return ok && withPath.Path().Equal(path.Root(attribute))
}

// nobody is a Seam without objects.
type nobody struct{}

func (nobody) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusNotFound, Body: http.NoBody, Request: r}, nil
}

func TestCheck(t *testing.T) {
	const answer = `{"client_session_id":"s1","workspace_id":"ws","token":"t1","user_identifier_key":"jane_doe",
		"created_at":"2026-01-01T00:00:00.000000Z","expires_at":"2030-01-01T00:00:00.000Z",
		"connect_webview_ids":["w1"],"connected_account_ids":["a1"],"user_identity_id":"` + identityA + `"}`
	var got seam.ClientSession
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	client := seam.New(seam.Config{Transport: nobody{}})
	asked := seam.GetOrCreateParams{UserIdentifierKey: "jane_doe"}
	expires := seam.NewTime(time.Date(2030, 1, 1, 0, 0, 0, 4e8, time.UTC))
	cases := map[string]func(*seam.GetOrCreateParams){
		"":                      func(*seam.GetOrCreateParams) {},
		"user_identifier_key":   func(p *seam.GetOrCreateParams) { p.UserIdentifierKey = "john" },
		"connect_webview_ids":   func(p *seam.GetOrCreateParams) { p.ConnectWebviewIDs = []string{} },
		"connected_account_ids": func(p *seam.GetOrCreateParams) { p.ConnectedAccountIDs = []string{"a1", "a2"} },
		"expires_at": func(p *seam.GetOrCreateParams) {
			moved := seam.NewTime(time.Date(2030, 1, 1, 0, 0, 1, 0, time.UTC))
			p.ExpiresAt = &moved
		},
		"user_identity_id":  func(p *seam.GetOrCreateParams) { p.UserIdentityID = identityB },
		"user_identity_ids": func(p *seam.GetOrCreateParams) { p.UserIdentityIDs = []string{identityB} },
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[seam.GetOrCreateParams]()) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); cases[name] == nil {
			t.Errorf("no case has a different %s", name)
		}
	}
	for attribute, set := range cases {
		sent := asked
		// A match must not be reported. The server removed the fraction of a
		// second.
		sent.ConnectWebviewIDs, sent.UserIdentityID, sent.ExpiresAt = []string{"w1"}, identityA, &expires
		set(&sent)
		diags := getorcreate.Check(t.Context(), client, "The session", "", sent, &got)
		switch {
		case attribute == "" && len(diags) > 0:
			t.Errorf("reported %v", diags)
		case attribute != "" && (len(diags) != 1 || !attributePathIs(diags[0], attribute)):
			t.Errorf("%s: reported %v", attribute, diags)
		}
	}
}

func TestTokenVersion(t *testing.T) {
	t.Parallel()
	for fingerprint, want := range map[string]int64{"000000000000": 1, "0000001fffff": 2, "fffffff00000": 1 << 28, "": 0, "abc": 0, "xyzxyzxyzxyz": 0} {
		if got, ok := getorcreate.TokenVersion(fingerprint); ok != (want > 0) || ok && got != want {
			t.Errorf("%q has version %d, want %d", fingerprint, got, want)
		}
	}
}
