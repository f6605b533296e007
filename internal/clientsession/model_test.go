package clientsession

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

const sampleSession = `"client_session_id":"s1","workspace_id":"ws","token":"t1","user_identifier_key":"jane_doe",
	"created_at":"2026-01-01T00:00:00.000000Z","expires_at":"2030-01-01T00:00:00.000Z"`

func decoded(t *testing.T, fields string) *seam.ClientSession {
	t.Helper()
	var s seam.ClientSession
	if err := json.Unmarshal([]byte("{"+sampleSession+fields+"}"), &s); err != nil {
		t.Fatal(err)
	}
	return &s
}

func shown(s *seam.ClientSession) model { return stateOf(fromAPI(s), emptyModel()) }

func TestFromAPI(t *testing.T) {
	full := decoded(t, `,"connect_webview_ids":["w1"],"connected_account_ids":["a2","a1"],"device_count":3,
		"user_identity_id":"`+identityA+`","user_identity_ids":["`+identityA+`"],"customer_key":"c"`)
	if d := differing(shown(full), stateModel()); len(d) > 0 {
		t.Errorf("differs in %v", d)
	}
	for name, fields := range map[string]string{
		"reversed order":      `,"connect_webview_ids":["w1"],"connected_account_ids":["a1","a2"],"device_count":3,"user_identity_id":"` + identityA + `","user_identity_ids":["` + identityA + `"],"customer_key":"c"`,
		"device_count 3.0":    `,"connect_webview_ids":["w1"],"connected_account_ids":["a1","a2"],"device_count":3.0,"user_identity_id":"` + identityA + `","user_identity_ids":["` + identityA + `"],"customer_key":"c"`,
		"no identity list":    `,"connect_webview_ids":["w1"],"connected_account_ids":["a1","a2"],"device_count":3,"user_identity_id":"` + identityA + `","customer_key":"c"`,
		"identity list alone": `,"connect_webview_ids":["w1"],"connected_account_ids":["a1","a2"],"device_count":3,"user_identity_ids":["` + identityA + `"],"customer_key":"c"`,
		"duplicate IDs":       `,"connect_webview_ids":["w1","w1"],"connected_account_ids":["a1","a2","a1"],"device_count":3,"user_identity_id":"` + identityA + `","customer_key":"c"`,
		"null and unknown":    `,"connect_webview_ids":["w1"],"connected_account_ids":["a1","a2"],"device_count":3,"user_identity_id":"` + identityA + `","user_identity_ids":null,"customer_key":"c","customer_id":null,"new":{}`,
	} {
		if d := differing(shown(decoded(t, fields)), stateModel()); len(d) > 0 {
			t.Errorf("%s: differs in %v", name, d)
		}
	}
	bare := fromAPI(decoded(t, ""))
	if bare.ConnectWebviewIDs.IsNull() || bare.UserIdentityIDs.IsNull() || !bare.UserIdentityID.IsNull() || !bare.DeviceCount.IsNull() || !bare.CustomerID.IsNull() {
		t.Errorf("bare session %+v", bare)
	}
}

func TestParamsSendExactlyTheConfiguration(t *testing.T) {
	for want, config := range map[string]model{
		`{"user_identifier_key":"k"}`:                                           emptyModel(),
		`{"user_identifier_key":"k","connected_account_ids":[]}`:                configModel(func(m *model) { m.ConnectedAccountIDs = setOf(nil) }),
		`{"user_identifier_key":"k","connect_webview_ids":["w1","w2"]}`:         configModel(func(m *model) { m.ConnectWebviewIDs = setOf([]string{"w2", "w1"}) }),
		`{"user_identifier_key":"k","expires_at":"2030-01-01T00:00:00.000Z"}`:   configModel(func(m *model) { m.ExpiresAt = instant.NewValue("2030-01-01T02:00:00+02:00") }),
		`{"user_identifier_key":"k","user_identity_id":"` + identityA + `"}`:    configModel(func(m *model) { m.UserIdentityID = types.StringValue(identityA) }),
		`{"user_identifier_key":"k","user_identity_ids":["` + identityA + `"]}`: configModel(func(m *model) { m.UserIdentityIDs = setOf([]string{identityA}) }),
	} {
		body, err := json.Marshal(params(config.sessionModel, "k"))
		if err != nil || string(body) != want {
			t.Errorf("body %s, want %s (%v)", body, want, err)
		}
	}
}

func TestKeep(t *testing.T) {
	for name, c := range map[string]struct{ prior, answer, want string }{
		"same instant":      {"2030-01-01T02:00:00+02:00", "2030-01-01T00:00:00.000Z", "2030-01-01T02:00:00+02:00"},
		"whole seconds":     {"2030-01-01T00:00:00.250Z", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00.250Z"},
		"moved":             {"2030-01-01T00:00:00Z", "2030-01-01T00:00:01.000Z", "2030-01-01T00:00:01.000Z"},
		"moved by a moment": {"2030-01-01T00:00:00.250Z", "2030-01-01T00:00:00.251Z", "2030-01-01T00:00:00.251Z"},
	} {
		answer, prior := stateModel(), stateModel()
		answer.ExpiresAt, prior.ExpiresAt = instant.NewValue(c.answer), instant.NewValue(c.prior)
		answer.CreatedAt = instant.NewValue("2026-01-01T02:00:00+02:00")
		answer = stateOf(answer.sessionModel, prior)
		if got := answer.ExpiresAt.ValueString(); got != c.want {
			t.Errorf("%s: kept %s, want %s", name, got, c.want)
		}
		if !answer.CreatedAt.Equal(prior.CreatedAt) {
			t.Errorf("%s: created_at %s", name, answer.CreatedAt)
		}
	}
}
