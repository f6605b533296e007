package clientsession

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

func goDuration(t *testing.T, s string) types.String {
	t.Helper()
	if s == "" {
		return types.StringNull()
	}
	d := types.StringValue(s)
	if _, ok := instant.Length(d); !ok {
		t.Fatalf("%q is not a duration", s)
	}
	return d
}

func triggers(value string) types.Map {
	return types.MapValueMust(types.StringType, map[string]attr.Value{"v": types.StringValue(value)})
}

func TestPhaseOf(t *testing.T) {
	expires := time.Date(2030, 1, 31, 0, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		now    time.Time
		before string
		want   phase
	}{
		"a second before the window": {expires.Add(-7*day - time.Second), "168h", phaseLive},
		"the window begins":          {expires.Add(-7 * day), "168h", phaseDue},
		"a second after it":          {expires.Add(-7*day + time.Second), "168h", phaseDue},
		"no window":                  {expires.Add(-time.Second), "", phaseLive},
		"expired":                    {expires, "168h", phaseExpired},
		"expired without window":     {expires.Add(day), "", phaseExpired},
		"no clock":                   {time.Time{}, "168h", phaseLive},
	} {
		if got := phaseOf(expires, c.now, policy{RenewBefore: goDuration(t, c.before)}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestPlanExpiry(t *testing.T) {
	prior := stateModel()
	prior.ExpiresIn, prior.RenewBefore = goDuration(t, "720h"), goDuration(t, "168h")
	for name, c := range map[string]struct {
		in, before string
		at         instant.Value
		seen       phase
		unknown    bool // expires_at is computed at apply
	}{
		"outside the window":   {"720h", "168h", instant.Null(), phaseLive, false},
		"within the window":    {"720h", "168h", instant.Null(), phaseDue, true},
		"another notation":     {"43200m", "10080m", instant.Null(), phaseLive, false},
		"another lifetime":     {"360h", "168h", instant.Null(), phaseLive, true},
		"no longer renewed":    {"720h", "", instant.Null(), phaseDue, false},
		"no lifetime":          {"", "", instant.Null(), phaseDue, false},
		"a fixed date instead": {"", "", instant.NewValue(later), phaseDue, false},
	} {
		config := configModel(func(m *model) {
			m.ExpiresIn, m.RenewBefore, m.ExpiresAt = goDuration(t, c.in), goDuration(t, c.before), c.at
		})
		planned, v := planUpdate(config, prior, notes{phase: c.seen})
		if planned.ExpiresAt.IsUnknown() != c.unknown || v != (verdict{}) {
			t.Errorf("%s: expires_at %s, verdict %+v", name, planned.ExpiresAt, v)
		}
		if got := unknowns(planned); len(got) > 1 || len(got) == 1 && got[0] != "expires_at" {
			t.Errorf("%s: unknown %v", name, got)
		}
	}
}

func TestPlanRotation(t *testing.T) {
	for name, c := range map[string]struct {
		config, prior types.Map
		want          bool
	}{
		"changed":     {triggers("2"), triggers("1"), true},
		"unknown":     {types.MapUnknown(types.StringType), triggers("1"), true},
		"the same":    {triggers("1"), triggers("1"), false},
		"added":       {triggers("1"), types.MapNull(types.StringType), false},
		"removed":     {types.MapNull(types.StringType), triggers("1"), false},
		"never there": {types.MapNull(types.StringType), types.MapNull(types.StringType), false},
		"emptied":     {types.MapValueMust(types.StringType, nil), triggers("1"), true},
	} {
		prior := stateModel()
		prior.RotateWhenChanged = c.prior
		planned, v := planUpdate(configModel(func(m *model) { m.RotateWhenChanged = c.config }), prior, notes{})
		if v.rotate != c.want || planned.Token.IsUnknown() != c.want || planned.ClientSessionID.IsUnknown() != c.want || planned.CreatedAt.IsUnknown() != c.want {
			t.Errorf("%s: verdict %+v, token %s", name, v, planned.Token)
		}
		if planned.ConnectedAccountIDs.IsUnknown() || planned.UserIdentityID.IsUnknown() {
			t.Errorf("%s: a rotation must keep accounts and identity", name)
		}
	}
}

func TestCheckDurations(t *testing.T) {
	for name, c := range map[string]struct {
		in, before string
		at         string // attribute of the one error; "" means none
	}{
		"fine":          {"720h", "168h", ""},
		"alone":         {"90m", "", ""},
		"zero":          {"0s", "", "expires_in"},
		"negative":      {"-1h", "", "expires_in"},
		"zero before":   {"1h", "0s", "renew_before"},
		"as long":       {"1h", "60m", "renew_before"},
		"longer":        {"1h", "2h", "renew_before"},
		"not yet known": {"", "2h", ""},
	} {
		diags := checkDurations(policy{ExpiresIn: goDuration(t, c.in), RenewBefore: goDuration(t, c.before)})
		if (len(diags) > 0) != (c.at != "") || len(diags) > 1 || len(diags) == 1 && !attributePathIs(diags[0], c.at) {
			t.Errorf("%s: reported %v", name, diags)
		}
	}
}
