package seamfake_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// always are the fields of every session.
var always = []string{
	"client_session_id", "connect_webview_ids", "connected_account_ids", "created_at", "device_count", "expires_at",
	"token", "user_identifier_key", "user_identity_ids", "workspace_id",
}

// shown is a session as raw fields.
func (r response) shown() map[string]json.RawMessage {
	r.t.Helper()
	r.wants(200, "")
	var body struct {
		ClientSession map[string]json.RawMessage `json:"client_session"`
	}
	r.decode(&body)
	return body.ClientSession
}

func names(fields map[string]json.RawMessage) []string {
	var all []string
	for name := range fields {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func with(more ...string) []string {
	all := slices.Concat(always, more)
	slices.Sort(all)
	return all
}

func TestFieldsOfASession(t *testing.T) {
	t.Parallel()
	h := start(t)
	bare := h.post(create, `{}`).shown()
	equal(t, "fields", names(bare), always)
	equal(t, "user_identifier_key", string(bare["user_identifier_key"]), "null")
	equal(t, "device_count", string(bare["device_count"]), "0")
	for _, list := range []string{"connected_account_ids", "connect_webview_ids", "user_identity_ids"} {
		equal(t, list, string(bare[list]), "[]")
	}
	full := h.post(create, `{"user_identity_id":"`+identity+`","customer_key":"c","customer_id":"d"}`).shown()
	equal(t, "fields", names(full), with("customer_key", "user_identity_id"))
	equal(t, "user_identity_ids", string(full["user_identity_ids"]), `["`+identity+`"]`)
}

func TestDeviatingShapes(t *testing.T) {
	t.Parallel()
	const two = `"connected_account_ids":["` + accountA + `","` + accountB + `"]`
	for name, tc := range map[string]struct {
		knobs  seamfake.Knobs
		fields []string
		field  string
		want   string // a part of the field's JSON
	}{
		"no deviation":              {seamfake.Knobs{}, always, "connected_account_ids", `["` + accountA + `","` + accountB + `"]`},
		"customer_id is emitted":    {seamfake.Knobs{EmitCustomerID: true}, with("customer_id"), "customer_id", `-`},
		"customer_key is emitted":   {seamfake.Knobs{EmitCustomerKey: true}, with("customer_key"), "customer_key", `customer-of-`},
		"user_identity_ids omitted": {seamfake.Knobs{OmitUserIdentityIDs: true}, slices.DeleteFunc(with(), func(n string) bool { return n == "user_identity_ids" }), "token", "seam_cst"},
		"device_count is a float":   {seamfake.Knobs{DeviceCountAsFloat: true}, always, "device_count", `0.0`},
		"unknown fields":            {seamfake.Knobs{UnknownFields: true}, with("display_name", "properties"), "properties", `nested`},
		"ids are in reverse order":  {seamfake.Knobs{ReverseIDs: true}, always, "connected_account_ids", `["` + accountB + `","` + accountA + `"]`},
		"several knobs":             {seamfake.Knobs{ReverseIDs: true, EmitCustomerID: true}, with("customer_id"), "connected_account_ids", `["` + accountB + `"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := knobs(t, tc.knobs)
			r := request{path: getOrCreate, body: `{"user_identifier_key":"k",` + two + `}`, deviant: true}
			first, second := h.do(r), h.do(r)
			equal(t, "fields", names(first.shown()), tc.fields)
			if got := string(first.shown()[tc.field]); !strings.Contains(got, tc.want) {
				t.Errorf("%s is %s, want %s", tc.field, got, tc.want)
			}
			equal(t, "second response", second.body, first.body)
			stored, _ := h.fake.Session(first.session().ID)
			equal(t, "stored ids", stored.ConnectedAccountIDs, []string{accountA, accountB})
			equal(t, "stored customer_id", stored.CustomerID+stored.CustomerKey, "")

			listed := h.do(request{path: list, body: `{}`, deviant: true})
			if !strings.Contains(listed.body, tc.want) {
				t.Errorf("list %s does not deviate like get_or_create", listed.body)
			}
		})
	}
}

func TestCustomers(t *testing.T) {
	t.Parallel()
	h := knobs(t, seamfake.Knobs{EmitCustomerID: true, EmitCustomerKey: true})
	s := h.post(create, `{"user_identifier_key":"k","customer_id":"d","customer_key":"c"}`).session()
	equal(t, "customer_id", s.CustomerID, ptr("d"))
	equal(t, "customer_key", s.CustomerKey, ptr("c"))
}

func TestDeviceCounts(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	h.fake.UpdateSession(s.ID, func(s *seamfake.Session) { s.DeviceCount = 12 })
	equal(t, "device_count", h.keyed().DeviceCount, "12")
	h.fake.SetKnobs(func(k *seamfake.Knobs) { k.DeviceCountAsFloat = true })
	equal(t, "device_count", h.keyed().DeviceCount.String(), "12.0")
}

func TestUnknownFieldsOutsideTheSession(t *testing.T) {
	t.Parallel()
	h := knobs(t, seamfake.Knobs{UnknownFields: true})
	for _, path := range []string{getOrCreate, workspace} {
		r := h.post(path, `{}`).wants(200, "")
		if !strings.Contains(r.body, `"request_cost"`) || !strings.Contains(r.body, `"display_name"`) {
			t.Errorf("%s: %s", path, r.body)
		}
	}
}
