package shortcut_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// foreign is an object of a different schema.
func foreign() *tfprotov6.DynamicValue {
	return &tfprotov6.DynamicValue{MsgPack: []byte{0x81, 0xa1, 'x', 0xc0}}
}

// A valid configuration without unknown values bypasses the framework, even before the provider is configured.
func TestValidate(t *testing.T) {
	for name, c := range map[string]struct {
		config *tfprotov6.DynamicValue
		taken  bool
	}{
		"valid":          {object(t, map[string]any{"name": "a", "ids": []string{"x"}}), true},
		"empty":          {object(t, nil), true},
		"odd":            {object(t, map[string]any{"name": "odd"}), false},
		"unknown":        {object(t, map[string]any{"name": tftypes.UnknownValue}), false},
		"another schema": {foreign(), false},
		"null":           {null(), false},
		"none":           {nil, false},
	} {
		f := &spy{}
		_, err := shortcut.New(f, short{}).ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: "thing", Config: c.config})
		if err != nil || (f.asked == 0) != c.taken {
			t.Errorf("%s: taken %t, want %t; %v", name, f.asked == 0, c.taken, err)
		}
	}
}

// A refresh bypasses the framework if the object has no notes and has not changed. It returns the state and its
// identity unchanged. Otherwise the framework gets the context of the resource.
func TestRead(t *testing.T) {
	type reading = *tfprotov6.ReadResourceRequest
	state := object(t, map[string]any{"name": "a", "id": "1", "n": 3})
	for name, c := range map[string]struct {
		change        func(reading)
		taken, marked bool
	}{
		"nothing":        {func(reading) {}, true, false},
		"no note":        {func(r reading) { r.Private = []byte{} }, true, false},
		"a note":         {func(r reading) { r.Private = []byte("{}") }, false, false},
		"odd":            {func(r reading) { r.CurrentState = object(t, map[string]any{"name": "odd"}) }, false, true},
		"unknown":        {func(r reading) { r.CurrentState = object(t, map[string]any{"name": tftypes.UnknownValue}) }, false, false},
		"another schema": {func(r reading) { r.CurrentState = foreign() }, false, false},
		"null":           {func(r reading) { r.CurrentState = null() }, false, false},
		"another type":   {func(r reading) { r.TypeName = "other" }, false, false},
		"meta":           {func(r reading) { r.ProviderMeta = null() }, false, false},
		"a deferral": {func(r reading) {
			r.ClientCapabilities = &tfprotov6.ReadResourceClientCapabilities{DeferralAllowed: true}
		}, false, false},
	} {
		f := &spy{}
		s := configured(t, f, &tfprotov6.ConfigureProviderRequest{Config: object(t, nil)})
		req := &tfprotov6.ReadResourceRequest{TypeName: "thing", CurrentState: state}
		c.change(req)
		resp, err := s.ReadResource(t.Context(), req)
		if err != nil || (f.asked == 0) != c.taken || f.marked != c.marked {
			t.Errorf("%s: taken %t, want %t; marked %t, want %t; %v", name, f.asked == 0, c.taken, f.marked, c.marked, err)
		}
		if !c.taken {
			continue
		}
		of := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "name": tftypes.String}}
		identity, err := resp.NewIdentity.IdentityData.Unmarshal(of)
		want := tftypes.NewValue(of, map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, "1"), "name": tftypes.NewValue(tftypes.String, "a")})
		if err != nil || !identity.Equal(want) || resp.NewState != req.CurrentState {
			t.Errorf("%s: %v, identity %s, want %s", name, err, identity, want)
		}
	}
	f := &spy{}
	s := shortcut.New(f, short{})
	if _, err := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: "thing", CurrentState: state}); err != nil || f.asked == 0 {
		t.Errorf("before the provider is configured: taken, %v", err)
	}
}
