package shortcut_test

import (
	"context"
	"errors"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// spy is a framework that only records that it was called.
type spy struct {
	shortcut.Framework

	asked  int
	marked bool // the context of a refresh has the mark of the resource
	refuse bool
	fail   error
}

func (s *spy) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	resp := &tfprotov6.ConfigureProviderResponse{}
	if s.refuse {
		resp.Diagnostics = []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError}}
	}
	return resp, s.fail
}

func (s *spy) PlanResourceChange(context.Context, *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	s.asked++
	return &tfprotov6.PlanResourceChangeResponse{}, nil
}

func (s *spy) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	s.asked++
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (s *spy) ReadResource(ctx context.Context, _ *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	s.asked++
	s.marked = ctx.Value(mark{}) != nil
	return &tfprotov6.ReadResourceResponse{}, nil
}

func (s *spy) UpgradeResourceState(context.Context, *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	s.asked++
	return &tfprotov6.UpgradeResourceStateResponse{}, nil
}

// mark is in the context of a refresh that the resource leaves to the framework.
type mark struct{}

// short is a provider with one resource. Its rules apply unless its name is "odd".
type short struct{ provider.Provider }

func (short) Shortcuts() map[string]shortcut.Resource {
	s := schema.Schema{Version: 1, Attributes: map[string]schema.Attribute{
		"name": schema.StringAttribute{Optional: true}, "id": schema.StringAttribute{Computed: true}, "n": schema.Int64Attribute{Computed: true},
		"on": schema.BoolAttribute{Optional: true}, "ids": schema.SetAttribute{ElementType: types.StringType, Optional: true, Computed: true},
	}}
	return map[string]shortcut.Resource{"thing": shortcut.Of(s, shortcut.Rules{
		Valid: func(_ context.Context, config shortcut.Object) bool { return config["name"].Text() != "odd" },
		ReadUnchanged: func(ctx context.Context, prior shortcut.Object) (context.Context, bool) {
			return context.WithValue(ctx, mark{}, true), prior["name"].Text() != "odd"
		},
		Identity:      []string{"id", "name"},
		PlanUnchanged: func(_, prior shortcut.Object) bool { return prior["name"].Text() != "odd" },
		PlanNew:       func(config shortcut.Object) (string, bool) { return "n", config["name"].Text() != "odd" },
	})}
}

var kinds = map[string]tftypes.Type{
	"name": tftypes.String, "id": tftypes.String, "n": tftypes.Number, "on": tftypes.Bool, "ids": tftypes.Set{ElementType: tftypes.String},
}

func object(t *testing.T, values map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	whole := map[string]tftypes.Value{}
	for name, kind := range kinds {
		value := values[name]
		if ids, ok := value.([]string); ok {
			elements := []tftypes.Value{}
			for _, id := range ids {
				elements = append(elements, tftypes.NewValue(tftypes.String, id))
			}
			value = elements
		}
		whole[name] = tftypes.NewValue(kind, value)
	}
	of := tftypes.Object{AttributeTypes: kinds}
	encoded, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, whole))
	if err != nil {
		t.Fatal(err)
	}
	return &encoded
}

func configured(t *testing.T, f *spy, req *tfprotov6.ConfigureProviderRequest) *shortcut.Server {
	t.Helper()
	s := shortcut.New(f, short{})
	if _, err := s.ConfigureProvider(t.Context(), req); !errors.Is(err, f.fail) {
		t.Fatal(err)
	}
	return s
}

type changed = func(*tfprotov6.PlanResourceChangeRequest)

// A plan bypasses the framework only in the simple case.
func TestPlan(t *testing.T) {
	state := map[string]any{"name": "a", "id": "1", "n": 3, "ids": []string{"x"}}
	with := func(name string, value any) *tfprotov6.DynamicValue {
		other := map[string]any{"name": "a"}
		other[name] = value
		return object(t, other)
	}
	unknown := tftypes.UnknownValue
	for name, c := range map[string]struct {
		change changed
		taken  bool
	}{
		"nothing":               {func(*tfprotov6.PlanResourceChangeRequest) {}, true},
		"set as it is":          {func(r *tfprotov6.PlanResourceChangeRequest) { r.Config = with("ids", []string{"x"}) }, true},
		"no private state":      {func(r *tfprotov6.PlanResourceChangeRequest) { r.PriorPrivate = []byte{} }, true},
		"a note":                {func(r *tfprotov6.PlanResourceChangeRequest) { r.PriorPrivate = []byte(`{"phase":""}`) }, false},
		"a change":              {func(r *tfprotov6.PlanResourceChangeRequest) { r.ProposedNewState = with("name", "b") }, false},
		"only in configuration": {func(r *tfprotov6.PlanResourceChangeRequest) { r.Config = with("name", "b") }, false},
		"no longer configured":  {func(r *tfprotov6.PlanResourceChangeRequest) { r.Config = with("name", nil) }, false},
		"unknown":               {func(r *tfprotov6.PlanResourceChangeRequest) { r.Config = with("ids", unknown) }, false},
		"unknown state": {func(r *tfprotov6.PlanResourceChangeRequest) {
			r.PriorState = with("id", unknown)
			r.ProposedNewState = r.PriorState
		}, false},
		"no integer": {func(r *tfprotov6.PlanResourceChangeRequest) {
			r.PriorState = with("n", 1.5)
			r.ProposedNewState = r.PriorState
		}, false},
		"by its own judgement": {func(r *tfprotov6.PlanResourceChangeRequest) {
			r.Config = with("name", "odd")
			r.PriorState, r.ProposedNewState = r.Config, r.Config
		}, false},
		"another type":     {func(r *tfprotov6.PlanResourceChangeRequest) { r.TypeName = "other" }, false},
		"a deferral":       {func(r *tfprotov6.PlanResourceChangeRequest) { r.ClientCapabilities = deferring() }, false},
		"provider's meta":  {func(r *tfprotov6.PlanResourceChangeRequest) { r.ProviderMeta = object(t, nil) }, false},
		"no configuration": {func(r *tfprotov6.PlanResourceChangeRequest) { r.Config = nil }, false},
		"another schema": {func(r *tfprotov6.PlanResourceChangeRequest) {
			r.PriorState = &tfprotov6.DynamicValue{MsgPack: []byte{0x81, 0xa1, 'x', 0xc0}}
			r.ProposedNewState, r.Config = r.PriorState, r.PriorState
		}, false},
		"broken off": {func(r *tfprotov6.PlanResourceChangeRequest) {
			r.PriorState = &tfprotov6.DynamicValue{MsgPack: r.PriorState.MsgPack[:9]}
			r.ProposedNewState = r.PriorState
		}, false},
	} {
		f := &spy{}
		s := configured(t, f, &tfprotov6.ConfigureProviderRequest{Config: object(t, nil)})
		req := &tfprotov6.PlanResourceChangeRequest{TypeName: "thing", Config: with("name", "a"), PriorState: object(t, state), ProposedNewState: object(t, state)}
		c.change(req)
		if _, err := s.PlanResourceChange(t.Context(), req); err != nil || (f.asked == 0) != c.taken {
			t.Errorf("%s: taken %t, want %t; %v", name, f.asked == 0, c.taken, err)
		}
	}
}

func deferring() *tfprotov6.PlanResourceChangeClientCapabilities {
	return &tfprotov6.PlanResourceChangeClientCapabilities{DeferralAllowed: true}
}

func null() *tfprotov6.DynamicValue { return &tfprotov6.DynamicValue{MsgPack: []byte{0xc0}} }

// The plan of a new object is its configuration with unknown computed attributes. The plan of a destroyed object is
// null.
func TestPlanOfANewObject(t *testing.T) {
	of := tftypes.Object{AttributeTypes: kinds}
	config, other := object(t, map[string]any{"name": "a"}), object(t, map[string]any{"name": "b"})
	odd, partly := object(t, map[string]any{"name": "odd"}), object(t, map[string]any{"name": tftypes.UnknownValue, "ids": []string{"x"}})
	unknown := tftypes.UnknownValue
	for name, c := range map[string]struct{ config, prior, proposed, want *tfprotov6.DynamicValue }{
		"new":                  {config, null(), config, object(t, map[string]any{"name": "a", "id": unknown, "ids": unknown})},
		"partly unknown":       {partly, null(), partly, object(t, map[string]any{"name": unknown, "id": unknown, "ids": []string{"x"}})},
		"by its own judgement": {odd, null(), odd, nil},
		"proposed otherwise":   {config, null(), other, nil},
		"destroyed":            {null(), config, null(), null()},
		"neither":              {null(), null(), null(), nil},
	} {
		f := &spy{}
		s := configured(t, f, &tfprotov6.ConfigureProviderRequest{Config: object(t, nil)})
		resp, err := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{TypeName: "thing", Config: c.config, PriorState: c.prior, ProposedNewState: c.proposed})
		if err != nil || (f.asked > 0) != (c.want == nil) {
			t.Errorf("%s: %v, the framework was called %d times", name, err, f.asked)
			continue
		}
		if c.want == nil {
			continue
		}
		got, err := resp.PlannedState.Unmarshal(of)
		if err != nil {
			t.Fatal(err)
		}
		want, err := c.want.Unmarshal(of)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: planned %v, want %v, %v", name, got, want, err)
		}
	}
}

// If the provider's configuration is unknown or failed, the framework responds.
func TestConfiguration(t *testing.T) {
	state := object(t, map[string]any{"name": "a", "id": "1"})
	for name, c := range map[string]struct {
		framework spy
		req       *tfprotov6.ConfigureProviderRequest
		taken     bool
	}{
		"known":   {spy{}, &tfprotov6.ConfigureProviderRequest{Config: object(t, map[string]any{"name": "a"})}, true},
		"unknown": {spy{}, &tfprotov6.ConfigureProviderRequest{Config: object(t, map[string]any{"name": tftypes.UnknownValue})}, false},
		"none":    {spy{}, &tfprotov6.ConfigureProviderRequest{}, false},
		"deferring": {spy{}, &tfprotov6.ConfigureProviderRequest{
			Config: object(t, nil), ClientCapabilities: &tfprotov6.ConfigureProviderClientCapabilities{DeferralAllowed: true},
		}, false},
		"refused": {spy{refuse: true}, &tfprotov6.ConfigureProviderRequest{Config: object(t, nil)}, false},
		"failed":  {spy{fail: errors.New("no")}, &tfprotov6.ConfigureProviderRequest{Config: object(t, nil)}, false},
	} {
		f := &c.framework
		s := configured(t, f, c.req)
		req := &tfprotov6.PlanResourceChangeRequest{TypeName: "thing", Config: object(t, map[string]any{"name": "a"}), PriorState: state, ProposedNewState: state}
		if _, err := s.PlanResourceChange(t.Context(), req); err != nil || (f.asked == 0) != c.taken {
			t.Errorf("%s: taken %t, want %t; %v", name, f.asked == 0, c.taken, err)
		}
	}
}

func TestUpgrade(t *testing.T) {
	const rest = `"id":"1","n":3,"on":null,"ids":["x","y"]}`
	for state, taken := range map[string]bool{
		`{"name":"a",` + rest:                              true,
		`{"name":null,` + rest + "\n":                      true,
		`{` + rest:                                         false, // an attribute is missing
		`{"name":"a","later":1,` + rest:                    false,
		`{"name":"a","name":"a",` + rest:                   false,
		`{"name":1,` + rest:                                false,
		`{"name":true,` + rest:                             false,
		`{"name":["a"],` + rest:                            false,
		`{"name":{"a":"b"},` + rest:                        false,
		`{"name":"a",` + rest + `{}`:                       false,
		`{"name":"a","id":"1","n":1.5,"on":null,"ids":[]}`: false,
		`{"name":"a","id":"1","n":1234567890123456,"on":null,"ids":[]}`: false,
		`{"name":"a","id":"1","n":"3","on":null,"ids":[]}`:              false,
		`{"name":"a","id":"1","n":3,"on":"true","ids":[]}`:              false,
		`{"name":"a","id":"1","n":3,"on":true,"ids":[null]}`:            false,
		`{"name":"a","id":"1","n":3,"on":true,"ids":["x","x"]}`:         false,
		`{"name":"a","id":"1","n":3,"on":true,"ids":["x"`:               false,
		`null`: false, ``: false, `[]`: false,
	} {
		for version := range int64(2) {
			f := &spy{}
			s := shortcut.New(f, short{})
			resp, err := s.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
				TypeName: "thing", Version: version, RawState: &tfprotov6.RawState{JSON: []byte(state)},
			})
			if want := taken && version == 1; err != nil || (f.asked == 0) != want || want && string(resp.UpgradedState.JSON) != state {
				t.Errorf("%s of version %d: taken %t, want %t; %v", state, version, f.asked == 0, want, err)
			}
		}
	}
}
