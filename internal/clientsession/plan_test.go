package clientsession

import (
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

const (
	identityA = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
	identityB = "a6e93f84-565e-47d7-8908-1ca71ada373c"
	later     = "2031-01-01T00:00:00Z"
)

// stateModel is a session in state with every attribute set.
func stateModel() model {
	return model{policy: emptyPolicy(), sessionModel: sessionModel{summaryModel: summaryModel{
		UserIdentifierKey:   types.StringValue("jane_doe"),
		ConnectWebviewIDs:   setOf([]string{"w1"}),
		ConnectedAccountIDs: setOf([]string{"a1", "a2"}),
		ExpiresAt:           instant.NewValue("2030-01-01T00:00:00.000Z"),
		UserIdentityID:      types.StringValue(identityA),
		UserIdentityIDs:     setOf([]string{identityA}),
		ClientSessionID:     types.StringValue("s1"),
		WorkspaceID:         types.StringValue("ws"),
		CreatedAt:           instant.NewValue("2026-01-01T00:00:00.000000Z"),
		DeviceCount:         types.Int64Value(3),
		CustomerID:          types.StringNull(),
		CustomerKey:         types.StringValue("c"),
	}, Token: types.StringValue("t1"), TokenFingerprint: types.StringValue(getorcreate.Fingerprint("t1")), TokenVersion: tokenVersion(types.StringValue(getorcreate.Fingerprint("t1")))}}
}

// differing names the attributes in which two models differ.
func differing(a, b model) []string {
	names := []string{}
	for _, f := range modelFields {
		if !f.get(&a).Equal(f.get(&b)) {
			names = append(names, f.name)
		}
	}
	slices.Sort(names)
	return names
}

// unknowns names the attributes that are unknown.
func unknowns(m model) []string {
	names := []string{}
	for _, f := range modelFields {
		if f.get(&m).IsUnknown() {
			names = append(names, f.name)
		}
	}
	slices.Sort(names)
	return names
}

func configModel(set func(*model)) model {
	m := emptyModel()
	set(&m)
	return m
}

func TestPlanUpdate(t *testing.T) {
	newSession := []string{"client_session_id", "created_at", "customer_id", "customer_key", "device_count", "token", "token_fingerprint", "token_version"}
	everything := append([]string{"connect_webview_ids", "connected_account_ids", "expires_at", "user_identity_id", "user_identity_ids"}, newSession...)
	for name, c := range map[string]struct {
		config  func(*model)
		prior   func(*model)
		seen    phase
		changed []string
		unknown []string
		verdict verdict
	}{
		"nothing configured": {config: func(*model) {}},
		"all the same": {config: func(m *model) {
			m.UserIdentifierKey, m.ConnectWebviewIDs, m.UserIdentityID = types.StringValue("jane_doe"), setOf([]string{"w1"}), types.StringValue(identityA)
		}},
		"reordered":                 {config: func(m *model) { m.ConnectedAccountIDs = setOf([]string{"a2", "a1"}) }},
		"another notation":          {config: func(m *model) { m.ExpiresAt = instant.NewValue("2030-01-01T02:00:00+02:00") }},
		"expires_at":                {config: func(m *model) { m.ExpiresAt = instant.NewValue(later) }, changed: []string{"expires_at"}},
		"expires_at unknown":        {config: func(m *model) { m.ExpiresAt = instant.Unknown() }, changed: []string{"expires_at"}, unknown: []string{"expires_at"}},
		"accounts":                  {config: func(m *model) { m.ConnectedAccountIDs = setOf([]string{"a1"}) }, changed: []string{"connected_account_ids", "device_count"}, unknown: []string{"device_count"}},
		"accounts cleared":          {config: func(m *model) { m.ConnectedAccountIDs = setOf(nil) }, changed: []string{"connected_account_ids", "device_count"}, unknown: []string{"device_count"}},
		"webviews unknown":          {config: func(m *model) { m.ConnectWebviewIDs = types.SetUnknown(types.StringType) }, changed: []string{"connect_webview_ids", "device_count"}, unknown: []string{"connect_webview_ids", "device_count"}},
		"identity":                  {config: func(m *model) { m.UserIdentityID = types.StringValue(identityB) }, changed: []string{"device_count", "user_identity_id", "user_identity_ids"}, unknown: []string{"device_count"}},
		"identity unknown":          {config: func(m *model) { m.UserIdentityID = types.StringUnknown() }, changed: []string{"device_count", "user_identity_id", "user_identity_ids"}, unknown: []string{"device_count", "user_identity_id", "user_identity_ids"}},
		"identity list, the same":   {config: func(m *model) { m.UserIdentityIDs = setOf([]string{identityA}) }},
		"identity list":             {config: func(m *model) { m.UserIdentityIDs = setOf([]string{identityB}) }, changed: []string{"device_count", "user_identity_id", "user_identity_ids"}, unknown: []string{"device_count"}},
		"identity list unknown":     {config: func(m *model) { m.UserIdentityIDs = types.SetUnknown(types.StringType) }, changed: []string{"device_count", "user_identity_id", "user_identity_ids"}, unknown: []string{"device_count", "user_identity_id", "user_identity_ids"}},
		"another key":               {config: func(m *model) { m.UserIdentifierKey = types.StringValue("john") }, changed: []string{"user_identifier_key"}, verdict: verdict{replace: true}},
		"another key while expired": {config: func(m *model) { m.UserIdentifierKey = types.StringValue("john") }, seen: phaseExpired, changed: []string{"user_identifier_key"}, verdict: verdict{replace: true}},
		"key unknown":               {config: func(m *model) { m.UserIdentifierKey = types.StringUnknown() }, changed: []string{"user_identifier_key"}, unknown: []string{"user_identifier_key"}, verdict: verdict{replace: true}},

		"expired, nothing managed": {config: func(*model) {}, seen: phaseExpired, changed: everything, unknown: everything, verdict: verdict{renew: true}},
		"expired, later expires_at": {
			config: func(m *model) {
				m.ExpiresAt, m.ConnectWebviewIDs, m.UserIdentityID = instant.NewValue(later), setOf([]string{"w1"}), types.StringValue(identityA)
			},
			seen: phaseExpired, changed: append([]string{"connected_account_ids", "expires_at"}, newSession...), unknown: append([]string{"connected_account_ids"}, newSession...),
			verdict: verdict{renew: true},
		},
		"expired as configured": {config: func(m *model) { m.ExpiresAt = instant.NewValue("2030-01-01T00:00:00Z") }, seen: phaseExpired, verdict: verdict{unrenewable: true}},
		"expired, no key":       {config: func(*model) {}, prior: func(m *model) { m.UserIdentifierKey = types.StringNull() }, seen: phaseExpired, verdict: verdict{unrenewable: true}},

		"rotation, and expires_in decides": {
			config: func(m *model) {
				m.ExpiresAt, m.ExpiresIn, m.RotateWhenChanged = instant.NewValue("2030-01-01T00:00:00.000Z"), types.StringUnknown(), triggers("2")
			},
			prior:   func(m *model) { m.RotateWhenChanged = triggers("1") },
			changed: []string{"expires_in"}, unknown: []string{"expires_in"}, verdict: verdict{undecided: true},
		},
		"unknown trigger, and expires_at is ignored": {
			config: func(m *model) {
				m.ExpiresAt, m.ExpiresIn, m.RotateWhenChanged = instant.NewValue("2030-01-01T00:00:00.000Z"), types.StringValue("1h"), types.MapUnknown(types.StringType)
			},
			prior:   func(m *model) { m.ExpiresIn, m.RotateWhenChanged = types.StringValue("1h"), triggers("1") },
			changed: []string{"rotate_when_changed"}, unknown: []string{"rotate_when_changed"}, verdict: verdict{ignored: true},
		},

		"no key":                 {config: func(*model) {}, prior: func(m *model) { m.UserIdentifierKey = types.StringNull() }},
		"no key, changed":        {config: func(m *model) { m.ExpiresAt = instant.NewValue(later) }, prior: func(m *model) { m.UserIdentifierKey = types.StringNull() }, changed: []string{"expires_at"}, verdict: verdict{unreachable: true}},
		"no key, now configured": {config: func(m *model) { m.UserIdentifierKey = types.StringValue("john") }, prior: func(m *model) { m.UserIdentifierKey = types.StringNull() }, changed: []string{"user_identifier_key"}, verdict: verdict{replace: true}},
	} {
		t.Run(name, func(t *testing.T) {
			prior := stateModel()
			if c.prior != nil {
				c.prior(&prior)
			}
			planned, got := planUpdate(configModel(c.config), prior, notes{phase: c.seen})
			slices.Sort(c.changed)
			slices.Sort(c.unknown)
			if d := differing(planned, prior); !slices.Equal(d, c.changed) {
				t.Errorf("changed %v, want %v", d, c.changed)
			}
			if u := unknowns(planned); !slices.Equal(u, c.unknown) {
				t.Errorf("unknown %v, want %v", u, c.unknown)
			}
			if got != c.verdict {
				t.Errorf("verdict %+v, want %+v", got, c.verdict)
			}
		})
	}
}

func TestPlanKeepsThePriorSpelling(t *testing.T) {
	planned, _ := planUpdate(configModel(func(m *model) { m.ExpiresAt = instant.NewValue("2030-01-01T00:00:00Z") }), stateModel(), notes{})
	if got := planned.ExpiresAt.ValueString(); got != "2030-01-01T00:00:00.000Z" {
		t.Errorf("planned %s", got)
	}
}

func TestSettle(t *testing.T) {
	planned := stateModel()
	planned.Token, planned.DeviceCount, planned.ExpiresAt = types.StringUnknown(), types.Int64Unknown(), instant.NewValue(later)
	answer := stateModel()
	answer.Token, answer.DeviceCount, answer.ExpiresAt = types.StringValue("t2"), types.Int64Value(9), instant.NewValue("2031-01-01T00:00:00.000Z")
	answer.CustomerKey, answer.ConnectedAccountIDs = types.StringValue("moved meanwhile"), setOf(nil)
	state := settle(planned, answer.sessionModel)
	if got := differing(state, stateModel()); !slices.Equal(got, []string{"device_count", "expires_at", "token"}) {
		t.Errorf("settled %v: known values must stay as planned", got)
	}
	if state.ExpiresAt.ValueString() != later || state.Token.ValueString() != "t2" || state.DeviceCount.ValueInt64() != 9 {
		t.Errorf("state %+v", state)
	}
}

func TestRecreated(t *testing.T) {
	other := stateModel()
	other.ClientSessionID = types.StringValue("s2")
	sameIDOtherToken := stateModel()
	sameIDOtherToken.TokenFingerprint = types.StringValue(getorcreate.Fingerprint("t2"))
	open := stateModel()
	open.ClientSessionID, open.TokenFingerprint = types.StringUnknown(), types.StringUnknown()
	if recreated(stateModel(), stateModel().sessionModel) || !recreated(stateModel(), other.sessionModel) ||
		!recreated(stateModel(), sameIDOtherToken.sessionModel) || recreated(open, other.sessionModel) {
		t.Error("a session counts as recreated if the response has a different ID or token than the plan")
	}
}
