package clientsession_test

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// choices are values by the type of the attribute. The first is null.
var choices = map[string][]any{
	"tftypes.String": {
		nil, another, "jane_doe", expiry, "2027-01-01T01:00:00+01:00", "2027-01-01T00:00:00.000Z", "720h", "1h", "60m", "error", "keep", "", "no date",
	},
	"tftypes.Bool":                {nil, true, false},
	"tftypes.Number":              {nil, 0, 3, 1 << 40, -1},
	"tftypes.Set[tftypes.String]": {nil, []string{}, []string{webview}, []string{another}, []string{accountA, identity}},
	"tftypes.Map[tftypes.String]": {nil, map[string]string{}, map[string]string{"incident": "1"}, map[string]string{"incident": "2"}},
}

// notes are private states: none, the notes of Read, a waiting reach, the mark of an import, and an invalid one.
var notes = [][]byte{
	nil,
	{},
	[]byte("{}"), note("phase", `"due"`), note("phase", `"long"`), note("phase", `"recreated"`), note("phase", `"expired"`), note("phase", `"x"`),
	note("hand_on", `{"connected_account_ids":["`+accountA+`"]}`), note(".import_before_read", "true"), note("importing", "true"), []byte("no JSON"),
}

func note(key, value string) []byte {
	return []byte(`{"` + key + `":"` + base64.StdEncoding.EncodeToString([]byte(value)) + `"}`)
}

// tft is the value of a choice.
func tft(kind tftypes.Type, choice any) tftypes.Value {
	switch of := choice.(type) {
	case []string:
		var elements []tftypes.Value
		for _, e := range of {
			elements = append(elements, tftypes.NewValue(tftypes.String, e))
		}
		return tftypes.NewValue(kind, slices.Clip(append([]tftypes.Value{}, elements...)))
	case map[string]string:
		elements := map[string]tftypes.Value{}
		for key, e := range of {
			elements[key] = tftypes.NewValue(tftypes.String, e)
		}
		return tftypes.NewValue(kind, elements)
	}
	return tftypes.NewValue(kind, choice)
}

// object creates an object from one byte for each attribute.
func objectWith(kinds map[string]tftypes.Type, choose func(name string, i int) tftypes.Value) map[string]tftypes.Value {
	values := map[string]tftypes.Value{}
	for i, name := range slices.Sorted(maps.Keys(kinds)) {
		values[name] = choose(name, i)
	}
	return values
}

func byteAt(data []byte, i int) int {
	if i < len(data) {
		return int(data[i])
	}
	return 0
}

// A byte of a configuration selects a value, or from these on the value of the state, or an unknown value.
const (
	updated, created, destroyed byte = 0, 1, 2 // modulo 3: what happens to the object

	asInState   = 64
	unknownByte = 255
)

// FuzzPlan validates and plans with and without the shortcut, see acctest.BothWays, for any state, note and configuration. The proposed
// state is the one that Terraform would propose.
func FuzzPlan(f *testing.F) {
	s := acctest.NewSeam(f)
	p := s.Protocol(f)
	schema := p.Schemas.ResourceSchemas[typeName]
	whole := schema.ValueType().(tftypes.Object)
	kinds := whole.AttributeTypes
	computed, optional := map[string]bool{}, map[string]bool{}
	for _, a := range schema.Block.Attributes {
		computed[a.Name], optional[a.Name] = a.Computed, a.Optional
	}
	nothing := p.Null(schema)
	made := slices.Repeat([]byte{1}, len(kinds))
	kept := slices.Repeat([]byte{asInState}, len(kinds)) // the configuration of an unchanged object
	for i, name := range slices.Sorted(maps.Keys(kinds)) {
		if strings.HasSuffix(name, "_at") {
			made[i] = 3 // an instant
		}
		if name == "user_identity_ids" || !optional[name] {
			kept[i] = 0
		}
	}
	f.Add(made, kept, byte(0), updated, false)
	f.Add(made, []byte{}, byte(0), updated, false)
	f.Add([]byte{}, []byte{}, byte(0), updated, false)
	for i := range notes {
		for step := range byte(3) {
			f.Add(made, kept, byte(i), step, true)
		}
	}
	for i := range len(kinds) {
		for b := range 4 {
			changed := slices.Clone(kept)
			changed[i] = []byte{0, 2, 3, unknownByte}[b]
			f.Add(made, changed, byte(0), updated, false)
			other := slices.Clone(made)
			other[i] = []byte{0, 2, 3, 4}[b]
			f.Add(other, kept, byte(0), updated, false)
			f.Add(other, []byte{}, byte(0), updated, false)
			f.Add(other, changed, byte(0), created, false)
		}
	}
	random := rand.New(rand.NewPCG(17, 1))
	for range 300 { // mostly as in state, so shortcuts are taken
		state, config := slices.Clone(made), slices.Clone(kept)
		for range random.IntN(4) {
			state[random.IntN(len(state))] = byte(random.IntN(16))
			config[random.IntN(len(config))] = []byte{0, 0, 1, 2, 3, unknownByte}[random.IntN(6)]
		}
		f.Add(state, config, byte(random.IntN(2)*random.IntN(len(notes))), byte(random.IntN(3)), random.IntN(2) == 0)
	}
	f.Fuzz(func(t *testing.T, state, config []byte, private, step byte, withIdentity bool) {
		prior := objectWith(kinds, func(name string, i int) tftypes.Value {
			of := choices[kinds[name].String()]
			return tft(kinds[name], of[byteAt(state, i)%len(of)])
		})
		set := objectWith(kinds, func(name string, i int) tftypes.Value {
			of := choices[kinds[name].String()]
			switch b := byteAt(config, i); {
			case b == unknownByte:
				return tftypes.NewValue(kinds[name], tftypes.UnknownValue)
			case b >= asInState:
				return prior[name]
			default:
				return tft(kinds[name], of[b%len(of)])
			}
		})
		if !isInstant(prior["expires_at"]) || !isInstant(set["expires_at"]) { // the framework reports either of two, at random
			for _, values := range []map[string]tftypes.Value{prior, set} {
				if !isInstant(values["created_at"]) {
					values["created_at"] = tft(tftypes.String, expiry)
				}
			}
		}
		proposed := objectWith(kinds, func(name string, _ int) tftypes.Value {
			if set[name].IsNull() && computed[name] {
				return prior[name]
			}
			return set[name]
		})
		if _, err := p.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: typeName, Config: encode(t, whole, set)}); err != nil {
			t.Errorf("configuration %v\n%s", set, err)
		}
		req := &tfprotov6.PlanResourceChangeRequest{
			TypeName: typeName, PriorPrivate: notes[int(private)%len(notes)],
			Config: encode(t, whole, set), PriorState: encode(t, whole, prior), ProposedNewState: encode(t, whole, proposed),
		}
		switch step % 3 {
		case created:
			req.PriorState, req.ProposedNewState = nothing, req.Config
		case destroyed:
			req.Config, req.ProposedNewState = nothing, nothing
		}
		if withIdentity {
			req.PriorIdentity = &tfprotov6.ResourceIdentityData{IdentityData: encode(t, identityType, map[string]tftypes.Value{
				"client_session_id": tftypes.NewValue(tftypes.String, another), "workspace_id": tftypes.NewValue(tftypes.String, nil),
			})}
		}
		if _, err := p.PlanResourceChange(t.Context(), req); err != nil {
			t.Errorf("step %d\nstate %v\nconfiguration %v\nprivate %s\n%s", step%3, prior, set, req.PriorPrivate, err)
		}
	})
}

// isInstant reports whether the framework accepts a value as an instant.
func isInstant(value tftypes.Value) bool {
	var text string
	if value.IsNull() || !value.IsKnown() {
		return true
	}
	if err := value.As(&text); err != nil {
		return false
	}
	_, err := instant.Parse(text)
	return err == nil
}

func encode(t *testing.T, kind tftypes.Type, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	value, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, values))
	if err != nil {
		t.Fatal(err)
	}
	return &value
}

// FuzzUpgrade upgrades with and without the shortcut for any content of the state file.
func FuzzUpgrade(f *testing.F) {
	p := acctest.NewSeam(f).Protocol(f)
	whole := p.Schemas.ResourceSchemas[typeName].ValueType().(tftypes.Object)
	for i := range 5 {
		attributes := map[string]any{}
		for name, kind := range whole.AttributeTypes {
			of := choices[kind.String()]
			attributes[name] = of[i%len(of)]
		}
		state, err := json.Marshal(attributes)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(int64(0), state)
		f.Add(int64(1), state)
		f.Add(int64(0), append(state, ' ', '{'))
		for name, odd := range map[string]any{
			"token": 1, "store_token": "true", "device_count": "3", "connected_account_ids": []any{nil}, "connect_webview_ids": []any{"a", "a"},
			"rotate_when_changed": map[string]any{"a": nil}, "customer_id": []string{}, "of_a_later_version": 1, "created_at": "\ufffd\u212b",
		} {
			changed := maps.Clone(attributes)
			changed[name] = odd
			state, err := json.Marshal(changed)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(int64(0), state)
		}
	}
	f.Add(int64(0), []byte(`null`))
	f.Add(int64(0), []byte(`{}`))
	f.Fuzz(func(t *testing.T, version int64, state []byte) {
		req := &tfprotov6.UpgradeResourceStateRequest{TypeName: typeName, Version: version, RawState: &tfprotov6.RawState{JSON: state}}
		if _, err := p.UpgradeResourceState(t.Context(), req); err != nil {
			t.Errorf("%s: %s", state, err)
		}
	})
}
