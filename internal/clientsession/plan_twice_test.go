package clientsession

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// possible has values of the configuration for each attribute that can be set in an update. The first is unknown in the
// plan and may turn out to be any other.
func possible() map[string][]attr.Value {
	text := types.StringType
	upper := strings.ToUpper(identityA)
	return map[string][]attr.Value{
		"expires_at":            {instant.Unknown(), instant.Null(), instant.NewValue("2030-01-01T00:00:00.000Z"), instant.NewValue("2030-01-01T02:00:00+02:00"), instant.NewValue(later)},
		"expires_in":            {types.StringUnknown(), types.StringNull(), types.StringValue("720h"), types.StringValue("48h")},
		"renew_before":          {types.StringUnknown(), types.StringNull(), types.StringValue("24h"), types.StringValue("12h")},
		"rotate_when_changed":   {types.MapUnknown(text), types.MapNull(text), triggers("1"), triggers("2")},
		"store_token":           {types.BoolUnknown(), types.BoolNull(), types.BoolValue(true), types.BoolValue(false)},
		"connect_webview_ids":   {types.SetUnknown(text), types.SetNull(text), setOf(nil), setOf([]string{"w1"}), setOf([]string{"w2"})},
		"connected_account_ids": {types.SetUnknown(text), types.SetNull(text), setOf([]string{"a1", "a2"}), setOf([]string{"a1"})},
		"user_identity_id":      {types.StringUnknown(), types.StringNull(), types.StringValue(identityA), types.StringValue(upper), types.StringValue(identityB)},
		"user_identity_ids":     {types.SetUnknown(text), types.SetNull(text), setOf([]string{identityA}), setOf([]string{upper}), setOf([]string{identityB})},
	}
}

func priorModels() []model {
	change := func(do func(*model)) model {
		m := stateModel()
		do(&m)
		return m
	}
	trigger := triggers("1")
	return []model{
		stateModel(),
		change(func(m *model) { m.RotateWhenChanged = trigger }),
		change(func(m *model) { m.ExpiresIn, m.RenewBefore = types.StringValue("720h"), types.StringValue("24h") }),
		change(func(m *model) {
			m.ExpiresIn, m.RenewBefore, m.RotateWhenChanged = types.StringValue("720h"), types.StringValue("24h"), trigger
		}),
		change(func(m *model) {
			m.RotateWhenChanged, m.StoreToken, m.Token = trigger, types.BoolValue(false), types.StringNull()
		}),
		change(func(m *model) { m.UserIdentityID, m.UserIdentityIDs = types.StringNull(), setOf(nil) }),
	}
}

// Terraform plans again during the apply, when every value is known. It reports a bug in the provider if that plan
// differs from a known value of the first one.
func TestTheSecondPlanAgreesWithTheFirst(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2)) // the same in every run
	values, priors, phases := possible(), priorModels(), []phase{phaseLive, phaseDue, phaseLong, phaseRecreated, phaseExpired}
	unknownElement := types.MapValueMust(types.StringType, map[string]attr.Value{"v": types.StringUnknown()})
	checked := 0
	for range 20000 {
		prior := priors[random.IntN(len(priors))]
		noted := notes{phase: phases[random.IntN(len(phases))], waiting: random.IntN(2) == 0}
		first, second := emptyModel(), emptyModel()
		first.UserIdentifierKey, second.UserIdentifierKey = prior.UserIdentifierKey, prior.UserIdentifierKey
		for _, f := range modelFields {
			choices := values[f.name]
			switch {
			case len(choices) == 0 || random.IntN(2) == 0:
			case random.IntN(4) == 0: // ignored
				f.set(&first, f.get(&prior))
				f.set(&second, f.get(&prior))
			default:
				known := choices[1+random.IntN(len(choices)-1)]
				f.set(&second, known)
				f.set(&first, pick(random, known, choices[0]))
				if f.name == "rotate_when_changed" && isKnown(known) {
					f.set(&first, pick(random, f.get(&first), attr.Value(unknownElement)))
				}
			}
		}
		planned, v := planUpdate(first, prior, noted)
		if v.undecided || ignoresLate(first, second, prior) {
			continue
		}
		checked++
		again, _ := planUpdate(second, prior, noted)
		for _, f := range modelFields {
			if a, b := f.get(&planned), f.get(&again); !mayBecome(a, b) {
				t.Fatalf("%s was %s and became %s\nprior %+v\nfirst %+v\nsecond %+v\nnotes %+v", f.name, a, b, prior, first, second, noted)
			}
		}
		if len(differing(planned, prior)) == 0 && len(differing(again, prior)) > 0 {
			t.Fatalf("the first plan is empty, and the second changes %v\nprior %+v\nfirst %+v\nsecond %+v", differing(again, prior), prior, first, second)
		}
	}
	if checked < 15000 {
		t.Errorf("checked only %d pairs of plans", checked)
	}
}

func pick[T any](random *rand.Rand, a, b T) T {
	if random.IntN(2) == 0 {
		return a
	}
	return b
}

// ignoresLate reports an expires_at that becomes known as exactly the one in state, beside an expires_in that
// ignore_changes copied from state. No plan can tell it from an expires_at that is ignored.
func ignoresLate(first, second, prior model) bool {
	return first.ExpiresAt.IsUnknown() && second.ExpiresAt.Equal(prior.ExpiresAt) && !second.ExpiresIn.IsNull()
}

// mayBecome mirrors the comparison of Terraform's AssertObjectCompatible.
func mayBecome(planned, again attr.Value) bool {
	if m, ok := planned.(types.Map); ok && slices.ContainsFunc(valuesOf(m), attr.Value.IsUnknown) {
		return len(valuesOf(m)) == len(valuesOf(again.(types.Map)))
	}
	return planned.IsUnknown() || planned.Equal(again)
}

func valuesOf(m types.Map) []attr.Value {
	var all []attr.Value
	for _, v := range m.Elements() {
		all = append(all, v)
	}
	return all
}
