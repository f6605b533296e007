package seamfake_test

import (
	"testing"
)

func TestContentType(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		method, path, contentType string
		status                    int
		kind, message             string
	}{
		"JSON with a charset": {"POST", getOrCreate, "application/json; charset=utf-8", 200, "", ""},
		"none": {
			"POST", getOrCreate, "", 400, "invalid_content_type",
			`POST requests must have Content-Type header with "application/json"`,
		},
		"another, with PATCH": {
			"PATCH", grantAccess, "text/plain", 400, "invalid_content_type",
			`PATCH requests must have Content-Type header with "application/json"`,
		},
		"another, with PUT": {
			"PUT", create, "text/plain", 400, "invalid_input", `Expected object, received string`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t).do(request{
				method: tc.method, path: tc.path, body: `{"user_identifier_key":"k"}`,
				header: map[string]string{"Content-Type": tc.contentType}, deviant: true,
			})
			r.wants(tc.status, tc.kind)
			equal(t, "message", r.error().Message, tc.message)
		})
	}
}

func TestNoBody(t *testing.T) {
	t.Parallel()
	for _, path := range []string{getOrCreate, create} {
		t.Run(path+" rejects it", func(t *testing.T) {
			t.Parallel()
			h := start(t)
			e := h.post(path, "").wants(400, "invalid_input").error()
			equal(t, "validation_errors", e.ValidationErrors, map[string]any{
				"_errors": []string{"Expected object, received string"},
			})
			h.do(request{path: path, header: map[string]string{"Content-Type": "application/json"}}).
				wants(400, "invalid_input")
			h.post(path, "{}").wants(200, "")
			equal(t, "sessions", len(h.fake.Sessions()), 1)
		})
	}
	for _, path := range []string{grantAccess, revoke} {
		t.Run(path+" rejects it", func(t *testing.T) {
			t.Parallel()
			h := start(t)
			e := h.post(path, "").wants(400, "invalid_input").error()
			equal(t, "message", e.Message, `Expected object, received string`)
		})
	}
	t.Run("list does not need it", func(t *testing.T) {
		t.Parallel()
		start(t).post(list, "").wants(200, "")
	})
}

// A body that is not an object is rejected like an invalid parameter.
func TestBodyThatIsNotAnObject(t *testing.T) {
	t.Parallel()
	h := start(t)
	for body, name := range map[string]string{
		`null`: "null", `""`: "string", `5`: "number", `true`: "boolean", `[{}]`: "array",
	} {
		for _, path := range []string{getOrCreate, list} {
			e := h.do(request{path: path, body: body, deviant: true}).wants(400, "invalid_input").error()
			equal(t, "message", e.Message, `Expected object, received `+name)
		}
	}
}

func TestInvalidInput(t *testing.T) {
	t.Parallel()
	none := []string{}
	type level = map[string]any
	for name, tc := range map[string]struct {
		path, body string
		message    string
		errors     level
	}{
		"a wrong type": {
			getOrCreate, `{"user_identifier_key":5}`,
			`Expected string, received number for "user_identifier_key"`,
			level{"_errors": none, "user_identifier_key": level{"_errors": []string{"Expected string, received number"}}},
		},
		"a missing parameter": {
			revoke, `{}`,
			"client_session_id is required",
			level{"_errors": none, "client_session_id": level{"_errors": []string{"Required"}}},
		},
		"elements of a list": {
			getOrCreate, `{"connected_account_ids":["a",5,null]}`,
			`2 Input Errors: Expected string, received number for "connected_account_ids.1", ` +
				`Expected string, received null for "connected_account_ids.2"`,
			level{"_errors": none, "connected_account_ids": level{
				"_errors": none,
				"1":       level{"_errors": []string{"Expected string, received number"}},
				"2":       level{"_errors": []string{"Expected string, received null"}},
			}},
		},
		"a list and its elements": {
			getOrCreate, `{"user_identity_ids":["x","` + identity + `"]}`,
			`2 Input Errors: Invalid uuid for "user_identity_ids.0", ` +
				`Array must contain at most 1 element(s) for "user_identity_ids"`,
			level{"_errors": none, "user_identity_ids": level{
				"_errors": []string{"Array must contain at most 1 element(s)"},
				"0":       level{"_errors": []string{"Invalid uuid"}},
			}},
		},
		"several parameters": {
			getOrCreate, `{"user_identifier_key":"","connect_webview_ids":{},"expires_at":"soon","user_identity_id":true}`,
			`4 Input Errors: Expected array, received object for "connect_webview_ids", ` +
				`String must contain at least 1 character(s) for "user_identifier_key", Invalid date for "expires_at", ` +
				`Expected string, received boolean for "user_identity_id"`,
			level{
				"_errors":             none,
				"user_identifier_key": level{"_errors": []string{"String must contain at least 1 character(s)"}},
				"connect_webview_ids": level{"_errors": []string{"Expected array, received object"}},
				"expires_at":          level{"_errors": []string{"Invalid date"}},
				"user_identity_id":    level{"_errors": []string{"Expected string, received boolean"}},
			},
		},
		"not a boolean": {
			list, `{"without_user_identifier_key":"true"}`,
			`Expected boolean, received string for "without_user_identifier_key"`,
			level{"_errors": none, "without_user_identifier_key": level{
				"_errors": []string{"Expected boolean, received string"},
			}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := start(t)
			e := h.do(request{path: tc.path, body: tc.body, deviant: true}).wants(400, "invalid_input").error()
			equal(t, "message", e.Message, tc.message)
			equal(t, "validation_errors", e.ValidationErrors, tc.errors)
			equal(t, "sessions", len(h.fake.Sessions()), 0)
		})
	}
}

func TestUnknownParametersAreIgnored(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.do(request{
		path: getOrCreate, deviant: true,
		body: `{"user_identifier_key":"k","customer_key":"c","customer_id":5,"nonsense":{"a":[null]}}`,
	}).session()
	if s.CustomerKey != nil || s.CustomerID != nil {
		t.Errorf("customer_key or customer_id took effect: %+v", s)
	}
	stored, _ := h.fake.Session(s.ID)
	equal(t, "stored customer_key", stored.CustomerKey, "")
	equal(t, "stored customer_id", stored.CustomerID, "")
}
