package interop_test

import (
	"net/http"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// Paths of the calls that both fakes implement.
const (
	getOrCreate  = "/client_sessions/get_or_create"
	create       = "/client_sessions/create"
	get          = "/client_sessions/get"
	getWorkspace = "/workspaces/get"
)

// cases are sequences of calls. Each case has a different user_identifier_key, so the cases are independent.
var cases = map[string][]call{
	// get_or_create, which Seam's own fake implements only for publishable keys.
	"get_or_create: twice": {
		{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g1"}`},
		{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g1"}`},
	},
	"get_or_create: two keys": {
		{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g2"}`},
		{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g3"}`},
	},
	"get_or_create: a session of create": {
		{path: create, as: "key", body: `{"user_identifier_key":"g4"}`},
		{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g4"}`},
	},
	"get_or_create: a session of another workspace": {
		{path: create, as: "other key", body: `{"user_identifier_key":"g5"}`},
		{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g5"}`},
	},
	"get_or_create: expired":               {{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"expired"}`}},
	"get_or_create: revoked":               {{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"revoked"}`}},
	"get_or_create: PUT":                   {{method: http.MethodPut, path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g6"}`}},
	"get_or_create: GET":                   {{method: http.MethodGet, path: getOrCreate, as: "publishable"}},
	"get_or_create: API key":               {{path: getOrCreate, as: "key", body: `{"user_identifier_key":"g7"}`}},
	"get_or_create: access token":          {{path: getOrCreate, as: "token", header: inWorkspace(seamfake.DefaultWorkspaceID), body: `{"user_identifier_key":"g8"}`}},
	"get_or_create: nobody":                {{path: getOrCreate, as: "nobody", body: `{"user_identifier_key":"g9"}`}},
	"get_or_create: no key":                {{path: getOrCreate, as: "publishable", body: `{}`}},
	"get_or_create: no body":               {{path: getOrCreate, as: "publishable"}},
	"get_or_create: accounts":              {{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g10","connected_account_ids":["a"]}`}},
	"get_or_create: empty list":            {{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g11","connect_webview_ids":[]}`}},
	"get_or_create: unknown publishable":   {{path: getOrCreate, as: "unknown publishable", body: `{"user_identifier_key":"g12"}`}},
	"get_or_create: unknown parameter":     {{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g13","colour":"red"}`}},
	"get_or_create: expiry of an old one":  {{path: create, as: "key", body: `{"user_identifier_key":"g14"}`}, {path: getOrCreate, as: "publishable", body: `{"user_identifier_key":"g14","expires_at":"2031-01-01T00:00:00Z"}`}},
	"get_or_create: session token":         {{path: create, as: "key", body: `{}`}, {path: getOrCreate, as: "session", body: `{"user_identifier_key":"g15"}`}},
	"get_or_create: text in place of JSON": {{path: getOrCreate, as: "publishable", body: `{"user_identifier_key":`}},

	"create: empty":             {{path: create, as: "key", body: `{}`}, {path: create, as: "key", body: `{}`}},
	"create: no body":           {{path: create, as: "key"}},
	"create: key":               {{path: create, as: "key", body: `{"user_identifier_key":"c1"}`}},
	"create: taken":             {{path: create, as: "key", body: `{"user_identifier_key":"c2"}`}, {path: create, as: "key", body: `{"user_identifier_key":"c2"}`}},
	"create: taken, with PUT":   {{path: create, as: "key", body: `{"user_identifier_key":"c3"}`}, {method: http.MethodPut, path: create, as: "key", body: `{"user_identifier_key":"c3"}`}},
	"create: taken elsewhere":   {{path: create, as: "other key", body: `{"user_identifier_key":"c4"}`}, {path: create, as: "key", body: `{"user_identifier_key":"c4"}`}},
	"create: lists":             {{path: create, as: "key", body: `{"connected_account_ids":["a","b"],"connect_webview_ids":["c"]}`}},
	"create: list of numbers":   {{path: create, as: "key", body: `{"connected_account_ids":[1]}`}},
	"create: null list":         {{path: create, as: "key", body: `{"connected_account_ids":null}`}},
	"create: number for a key":  {{path: create, as: "key", body: `{"user_identifier_key":1}`}},
	"create: two mistakes":      {{path: create, as: "key", body: `{"user_identifier_key":1,"connect_webview_ids":"x"}`}},
	"create: empty key":         {{path: create, as: "key", body: `{"user_identifier_key":""}`}},
	"create: list for a body":   {{path: create, as: "key", body: `[]`}},
	"create: access token":      {{path: create, as: "token", header: inWorkspace(seamfake.DefaultWorkspaceID), body: `{}`}},
	"create: publishable":       {{path: create, as: "publishable", body: `{"user_identifier_key":"c5"}`}},
	"create: publishable, bare": {{path: create, as: "publishable", body: `{}`}},
	"create: publishable, list": {{path: create, as: "publishable", body: `{"user_identifier_key":"c6","connected_account_ids":[]}`}},
	"create: session token":     {{path: create, as: "key", body: `{}`}, {path: create, as: "session", body: `{}`}},
	"create: GET":               {{method: http.MethodGet, path: create, as: "key"}},
	"create: GET by nobody":     {{method: http.MethodGet, path: create, as: "nobody"}},
	"create: broken JSON":       {{path: create, as: "key", body: `{"user_identifier_key":`}},
	"create: form":              {{path: create, as: "key", header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, body: `user_identifier_key=c7`}},

	"get: by ID":              {{path: create, as: "key", body: `{"user_identifier_key":"e1"}`}, {path: get, as: "key", body: `{"client_session_id":"{id}"}`}},
	"get: by ID, with GET":    {{path: create, as: "key", body: `{"user_identifier_key":"e2"}`}, {method: http.MethodGet, path: get + "?client_session_id={id}", as: "key"}},
	"get: by key":             {{path: create, as: "key", body: `{"user_identifier_key":"e3"}`}, {path: get, as: "key", body: `{"user_identifier_key":"e3"}`}},
	"get: by key, with GET":   {{path: create, as: "key", body: `{"user_identifier_key":"e4"}`}, {method: http.MethodGet, path: get + "?user_identifier_key=e4", as: "key"}},
	"get: session has no key": {{path: create, as: "key", body: `{}`}, {path: get, as: "key", body: `{"client_session_id":"{id}"}`}},
	"get: neither":            {{path: get, as: "key", body: `{}`}},
	"get: no body":            {{path: get, as: "key"}},
	"get: unknown ID":         {{path: get, as: "key", body: `{"client_session_id":"11111111-1111-4111-8111-111111111111"}`}},
	"get: ID is no UUID":      {{path: get, as: "key", body: `{"client_session_id":"jane"}`}},
	"get: unknown key":        {{path: get, as: "key", body: `{"user_identifier_key":"nobody"}`}},
	"get: ID of one, key of another": {
		{path: create, as: "key", body: `{"user_identifier_key":"e5"}`},
		{path: create, as: "key", body: `{"user_identifier_key":"e6"}`},
		{path: get, as: "key", body: `{"client_session_id":"{id}","user_identifier_key":"e5"}`},
	},
	"get: of another workspace": {{path: create, as: "other key", body: `{"user_identifier_key":"e7"}`}, {path: get, as: "key", body: `{"user_identifier_key":"e7"}`}},
	"get: expired":              {{path: get, as: "key", body: `{"user_identifier_key":"expired"}`}},
	"get: revoked":              {{path: get, as: "key", body: `{"client_session_id":"` + revokedID + `"}`}},
	"get: access token":         {{path: get, as: "token", header: inWorkspace(seamfake.DefaultWorkspaceID), body: `{"user_identifier_key":"expired"}`}},
	"get: own":                  {{path: create, as: "key", body: `{"user_identifier_key":"e8"}`}, {path: get, as: "session", body: `{}`}},
	"get: own, by header":       {{path: create, as: "key", body: `{"user_identifier_key":"e9"}`}, {path: get, as: "nobody", header: http.Header{"Client-Session-Token": {"{token}"}}, body: `{}`}},
	"get: own, by both":         {{path: create, as: "key", body: `{"user_identifier_key":"e10"}`}, {path: get, as: "session", body: `{"client_session_id":"{id}","user_identifier_key":"e10"}`}},
	"get: own, of another":      {{path: create, as: "key", body: `{"user_identifier_key":"e11"}`}, {path: get, as: "session", body: `{"user_identifier_key":"expired"}`}},
	"get: own, expired":         {{path: get, as: "expired session", body: `{}`}},
	"get: own, revoked":         {{path: get, as: "revoked session", body: `{}`}},
	"get: own, unknown":         {{path: get, as: "unknown session", body: `{}`}},
	"get: header is no token":   {{path: get, as: "nobody", header: http.Header{"Seam-Client-Session-Token": {"seam_at1"}}, body: `{}`}},
	"get: publishable":          {{path: get, as: "publishable", body: `{"user_identifier_key":"expired"}`}},
	"get: PUT":                  {{method: http.MethodPut, path: get, as: "key", body: `{}`}},

	"auth: nobody":                             {{path: getWorkspace, as: "nobody", body: `{}`}},
	"auth: unknown key":                        {{path: getWorkspace, as: "unknown key", body: `{}`}},
	"auth: no kind":                            {{path: getWorkspace, as: "no kind", body: `{}`}},
	"auth: JWT":                                {{path: getWorkspace, as: "JWT", body: `{}`}},
	"auth: publishable key as bearer":          {{path: getWorkspace, as: "publishable as bearer", body: `{}`}},
	"auth: token without workspace":            {{path: getWorkspace, as: "token", body: `{}`}},
	"auth: token for unknown workspace":        {{path: getWorkspace, as: "token", header: inWorkspace("11111111-1111-4111-8111-111111111111"), body: `{}`}},
	"auth: unknown token":                      {{path: getWorkspace, as: "token of nobody", header: inWorkspace(seamfake.DefaultWorkspaceID), body: `{}`}},
	"auth: token of another":                   {{path: getWorkspace, as: "token of another", header: inWorkspace(seamfake.DefaultWorkspaceID), body: `{}`}},
	"auth: key with another workspace":         {{path: getWorkspace, as: "key", header: inWorkspace(otherWorkspaceID), body: `{}`}},
	"auth: scheme other than Bearer":           {{path: getWorkspace, as: "nobody", header: http.Header{"Authorization": {"Basic " + seamfake.DefaultAPIKey}}, body: `{}`}},
	"workspaces/get: key":                      {{path: getWorkspace, as: "key", body: `{}`}},
	"workspaces/get: key, with GET":            {{method: http.MethodGet, path: getWorkspace, as: "key"}},
	"workspaces/get: token":                    {{path: getWorkspace, as: "token", header: inWorkspace(seamfake.DefaultWorkspaceID), body: `{}`}},
	"workspaces/get: session":                  {{path: create, as: "key", body: `{}`}, {path: getWorkspace, as: "session", body: `{}`}},
	"workspaces/get: PUT":                      {{method: http.MethodPut, path: getWorkspace, as: "key", body: `{}`}},
	"unknown route":                            {{path: "/client_sessions/nonsense", as: "key", body: `{}`}},
	"only ours: /client_sessions/list":         {{path: "/client_sessions/list", as: "key", body: `{"user_identifier_key":"nobody"}`}},
	"only ours: /client_sessions/delete":       {{path: "/client_sessions/delete", as: "key", body: `{"client_session_id":"11111111-1111-4111-8111-111111111111"}`}},
	"only ours: /client_sessions/revoke":       {{path: "/client_sessions/revoke", as: "key", body: `{"client_session_id":"11111111-1111-4111-8111-111111111111"}`}},
	"only ours: /client_sessions/grant_access": {{path: "/client_sessions/grant_access", as: "key", body: `{"client_session_id":"11111111-1111-4111-8111-111111111111"}`}},
}

// inWorkspace returns the header that selects the workspace of an access token.
func inWorkspace(id string) http.Header { return http.Header{"Seam-Workspace": {id}} }
