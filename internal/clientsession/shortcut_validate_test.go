package clientsession_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// settings are values of the settable attributes and of a computed one. The first value of each is valid on its own.
var settings = map[string][]any{
	"user_identifier_key":   {"jane_doe", ""},
	"connect_webview_ids":   {[]string{webview}, []string{}, []string{""}},
	"connected_account_ids": {[]string{accountA, accountB}, []string{}, []string{""}},
	"expires_at":            {expiry, "2027-01-01T00:00:00.0005Z", "no date"},
	"user_identity_id":      {identity, "mine"},
	"user_identity_ids":     {[]string{identity}, []string{}, []string{identity, accountA}},
	"expires_in":            {"24h", "0s", "30m", "a day"},
	"renew_before":          {"1h", "0s", "48h", "an hour"},
	"rotate_when_changed":   {map[string]string{"incident": "1"}, map[string]string{}},
	"on_existing":           {"adopt", "error", "replace"},
	"on_destroy":            {"delete", "revoke", "keep", "forget"},
	"store_token":           {true, false},
	"token":                 {"seam_cst1abcdefgh_123456789ABCDEFGHJKLMNPQ"},
}

// Every three settings are validated with and without the shortcut, see acctest.BothWays.
func TestValidateBothWays(t *testing.T) {
	p := acctest.NewSeam(t).Protocol(t)
	whole := p.Schemas.ResourceSchemas[typeName].ValueType().(tftypes.Object)
	validate := func(config map[string]any) {
		values := objectWith(whole.AttributeTypes, func(name string, _ int) tftypes.Value { return tft(whole.AttributeTypes[name], config[name]) })
		req := &tfprotov6.ValidateResourceConfigRequest{TypeName: typeName, Config: encode(t, whole, values)}
		if _, err := p.ValidateResourceConfig(t.Context(), req); err != nil {
			t.Errorf("%v: %s", config, err)
		}
	}
	validate(nil)
	names := slices.Sorted(maps.Keys(settings))
	for i, a := range names {
		for _, value := range settings[a] {
			validate(map[string]any{a: value})
			for j, b := range names[i+1:] {
				for _, other := range settings[b] {
					validate(map[string]any{a: value, b: other})
					for _, c := range names[i+j+2:] {
						validate(map[string]any{a: value, b: other, c: settings[c][0]})
					}
				}
			}
		}
	}
}
