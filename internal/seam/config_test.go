package seam_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

func TestCredentials(t *testing.T) {
	apiKey := func(s string) (seam.Credential, error) { return seam.NewAPIKey(s, "here") }
	accessToken := func(s string) (seam.Credential, error) { return seam.NewPersonalAccessToken(s, "w", "here") }
	for _, c := range []struct {
		make   func(string) (seam.Credential, error)
		secret string
		says   string // "" means accepted
	}{
		{apiKey, "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK", ""},
		{apiKey, "seam_at1abcdefgh_4Jv9QmXr7TnWc2LpBz5HdYsK", "a personal access token"},
		{apiKey, "seam_cst1891oqCmD_6dBwV8PJ2Fsoe9dWYVyMfVHq", "a client session token"},
		{apiKey, "seam_pk1abcdefgh_4Jv9QmXr7TnWc2LpBz5HdYsK", "a publishable key"},
		{apiKey, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "a JSON Web Token"},
		{apiKey, "hunter2hunter2", "an unknown kind of credential"},
		{apiKey, "", "empty"},
		{apiKey, "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK\n", "white space"},
		{apiKey, "seam_testkey1 4Jv9QmXr7TnWc2LpBz5HdYsK", "white space"},
		{apiKey, "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYs\u00e9", "white space"},
		{accessToken, "seam_at1abcdefgh_4Jv9QmXr7TnWc2LpBz5HdYsK", ""},
		{accessToken, "seam_testkey1_4Jv9QmXr7TnWc2LpBz5HdYsK", "an API key"},
		{accessToken, "seam_at1abcdefgh_4Jv9QmXr7TnWc2LpBz5HdYsK ", "white space"},
	} {
		credential, err := c.make(c.secret)
		switch {
		case c.says == "" && err != nil:
			t.Errorf("rejected: %v", err)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("error %v, want an error with %q", err, c.says)
		case err != nil && c.secret != "" && strings.Contains(err.Error(), strings.TrimSpace(c.secret)):
			t.Errorf("error %q contains the secret", err)
		}
		// fmt does not call String on a private field of another struct.
		within := struct{ credential seam.Credential }{credential}
		client := seam.New(seam.Config{Credential: credential})
		if printed := fmt.Sprintf("%v %+v %s %#v, %+v %#v, %+v %#v", credential, credential, credential, credential, within, within, client, client); c.secret != "" && strings.Contains(printed, c.secret) {
			t.Errorf("printed as %s", printed)
		}
	}
}

func TestParseEndpoint(t *testing.T) {
	for in, want := range map[string]string{
		"https://connect.getseam.com":     "https://connect.getseam.com",
		"https://connect.getseam.com/":    "https://connect.getseam.com",
		"https://gateway.example/seam/v1": "https://gateway.example/seam/v1",
		"http://127.0.0.1:8080":           "http://127.0.0.1:8080",
		"http://[::1]:8080/prefix/":       "http://[::1]:8080/prefix",
		"http://localhost":                "http://localhost",
		"http://LOCALHOST:8080":           "http://LOCALHOST:8080",
		"http://connect.getseam.com":      "",
		"http://127.0.0.1.example.com":    "",
		"connect.getseam.com":             "",
		"//connect.getseam.com":           "",
		"ftp://connect.getseam.com":       "",
		"https://user:pw@host.example":    "",
		"https://host.example?x=1":        "",
		"https://host.example/#":          "",
		"https://":                        "",
		"https://host.example:port":       "",
		"":                                "",
	} {
		got, err := seam.ParseEndpoint(in, false)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseEndpoint(%q) = %q, %v; want %q", in, got, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "pw") {
			t.Errorf("error %q contains the password", err)
		}
	}
	for in, want := range map[string]string{
		"http://connect.getseam.com/prefix": "http://connect.getseam.com/prefix",
		"http://user:pw@host.example":       "",
		"http://host.example?x=1":           "",
		"ftp://connect.getseam.com":         "",
	} {
		if got, err := seam.ParseEndpoint(in, true); got != want || (err == nil) != (want != "") {
			t.Errorf("ParseEndpoint(%q) with insecure endpoints = %q, %v; want %q", in, got, err, want)
		}
	}
}
