package openapi_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/openapi"
)

const getOrCreate = "/client_sessions/get_or_create"

// answer is a response with a client session as Seam's document describes it.
const answer = `{
	"client_session": {
		"client_session_id": "c2cbd177-1ace-414b-bb1e-9f129e4a05c1",
		"workspace_id": "b887bf84-9849-4454-a562-cf84293d9781",
		"created_at": "2025-06-15T16:54:17.946309Z",
		"expires_at": "2025-06-18T06:10:42.000Z",
		"token": "seam_cst1891oqCmD_6dBwV8PJ2Fsoe9dWYVyMfVHq",
		"user_identifier_key": null,
		"device_count": 1,
		"connected_account_ids": ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"],
		"connect_webview_ids": [],
		"user_identity_ids": []
	},
	"ok": true
}`

func load(t *testing.T) *openapi.Spec {
	t.Helper()
	spec, err := openapi.Load()
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func jsonRequest(method, path, body string) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	return r
}

func TestCheckRequest(t *testing.T) {
	t.Parallel()
	spec := load(t)
	for name, tc := range map[string]struct {
		method, path, body string
		want               string // part of the error, "" for none
	}{
		"everything declared": {"POST", getOrCreate, `{
			"user_identifier_key": "jane_doe",
			"connected_account_ids": ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"],
			"connect_webview_ids": [],
			"user_identity_id": "71ff7f71-2cf4-458a-8db4-6ad539c8b66a",
			"expires_at": "2025-06-18T06:10:42.000+02:00"
		}`, ""},
		"empty object":                     {"POST", getOrCreate, `{}`, ""},
		"query parameters":                 {"GET", "/client_sessions/get?user_identifier_key=k", ``, ""},
		"open object inside":               {"POST", "/connect_webviews/create", `{"custom_metadata":{"any":"thing"}}`, ""},
		"one of two alternatives":          {"POST", "/user_identities/get", `{"user_identity_key": "k"}`, ""},
		"undeclared by both alternatives":  {"POST", "/user_identities/get", `{"user_identity_key": "k", "a": 1}`, `"a" is not declared`},
		"operation without a body":         {"POST", "/workspaces/get", `{}`, ""},
		"metadata of any name as a filter": {"POST", "/connected_accounts/list", `{"custom_metadata_has":{"any":"thing"}}`, ""},
		"merging user identities":          {"POST", "/user_identities/merge", `{"user_identity_key":"k","merged_user_identity_keys":["l"]}`, ""},
		"wrong type":                       {"POST", getOrCreate, `{"user_identifier_key": 5}`, "string"},
		"wrong type in a list":             {"POST", getOrCreate, `{"connected_account_ids": [5]}`, "string"},
		"empty key":                        {"POST", getOrCreate, `{"user_identifier_key": ""}`, "minimum string length"},
		"null":                             {"POST", getOrCreate, `{"expires_at": null}`, "null"},
		"a uuid without a version":         {"POST", getOrCreate, `{"user_identity_id": "11111111-1111-1111-1111-111111111111"}`, ""},
		"non-uuid id":                      {"POST", getOrCreate, `{"user_identity_id": "jane"}`, "UUID"},
		"non-uuid id in the query":         {"GET", "/client_sessions/get?client_session_id=x", ``, "UUID"},
		"no identity":                      {"POST", getOrCreate, `{"user_identity_ids": []}`, "minimum number of items"},
		"not a date":                       {"POST", getOrCreate, `{"expires_at": "soon"}`, "date-time"},
		"a day that does not exist":        {"POST", getOrCreate, `{"expires_at": "2025-02-30T00:00:00Z"}`, "point in time"},
		"missing required property":        {"POST", "/client_sessions/delete", `{}`, "client_session_id"},
		"undeclared property":              {"POST", getOrCreate, `{"customer_key": "c"}`, `"customer_key" is not declared`},
		"undeclared where none is allowed": {"POST", "/workspaces/get", `{"a": 1}`, `"a" is not declared`},
		"unknown path":                     {"POST", "/client_sessions/rename", `{}`, "no matching operation"},
		"unknown method":                   {"PUT", getOrCreate, `{}`, "method not allowed"},
		"malformed JSON":                   {"POST", getOrCreate, `{`, "decode"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := jsonRequest(tc.method, tc.path, "")
			r.Body = failingBody{t}
			checkError(t, spec.CheckRequest(r, []byte(tc.body)), tc.want)
		})
	}

	t.Run("content type that is not declared", func(t *testing.T) {
		t.Parallel()
		r := httptest.NewRequest(http.MethodPost, getOrCreate, nil)
		r.Header.Set("Content-Type", "text/plain")
		checkError(t, spec.CheckRequest(r, []byte(`{}`)), "Content-Type")
	})
}

func TestCheckResponse(t *testing.T) {
	t.Parallel()
	spec := load(t)
	replace := func(old, replacement string) string { return strings.Replace(answer, old, replacement, 1) }
	for name, tc := range map[string]struct {
		path   string
		status int
		body   string
		want   string
	}{
		"as documented":             {getOrCreate, 200, answer, ""},
		"a new field":               {getOrCreate, 200, replace(`"ok"`, `"new": 1, "ok"`), ""},
		"wrong type":                {getOrCreate, 200, replace(`"device_count": 1`, `"device_count": "1"`), "number"},
		"missing required field":    {getOrCreate, 200, replace(`"user_identity_ids": []`, `"x": []`), "user_identity_ids"},
		"null where not allowed":    {getOrCreate, 200, replace(`"connect_webview_ids": []`, `"connect_webview_ids": null`), "null"},
		"non-uuid id":               {getOrCreate, 200, replace("c2cbd177-1ace", "cst2"), "UUID"},
		"non-uuid id in a list":     {getOrCreate, 200, replace("f87f0ab7-b8d7", "acc1"), "UUID"},
		"not a date":                {getOrCreate, 200, replace("2025-06-18T06:10:42.000Z", "18 June 2025"), "date-time"},
		"not JSON":                  {getOrCreate, 200, "<html>", "decode"},
		"statuses not described":    {getOrCreate, 502, "<html>", ""},
		"described without content": {getOrCreate, 400, `{"error": 1}`, ""},
		"unknown path":              {"/nowhere", 200, answer, "no matching operation"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{"Content-Type": {"application/json"}}
			r := jsonRequest(http.MethodPost, tc.path, "")
			checkError(t, spec.CheckResponse(r, []byte(`{}`), tc.status, header, []byte(tc.body)), tc.want)
		})
	}
}

func checkError(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("unexpected error: %v", err)
	case want != "" && err == nil:
		t.Errorf("no error, want one with %q", want)
	case want != "" && !strings.Contains(fmt.Sprint(err), want):
		t.Errorf("error %q does not contain %q", err, want)
	}
}

// failingBody is a body that must not be read.
type failingBody struct{ t *testing.T }

func (b failingBody) Read([]byte) (int, error) {
	b.t.Error("the request's own body was read")
	return 0, http.ErrBodyReadAfterClose
}

func (b failingBody) Close() error { return nil }
