package sequences_test

import (
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// Rules of Terraform core for an object with attributes, from its packages
// internal/plans/objchange and internal/terraform.

// attribute is the part of the schema that core uses.
type attribute struct {
	name               string
	optional, computed bool
}

// proposed is objchange.ProposedNew: computed attributes that are not configured do
// not change.
func proposed(attributes []attribute, prior, config cty.Value) cty.Value {
	return object(attributes, func(a attribute) cty.Value {
		if value := config.GetAttr(a.name); !a.computed || !value.IsNull() || prior.IsNull() {
			return value
		}
		return prior.GetAttr(a.name)
	})
}

// ignoring is processIgnoreChanges. It returns the configuration of a plan call.
func ignoring(attributes []attribute, prior, config cty.Value, ignored []string) cty.Value {
	if prior.IsNull() {
		return config
	}
	return object(attributes, func(a attribute) cty.Value {
		switch {
		case slices.Contains(ignored, "all") && a.computed && !a.optional:
			return cty.NullVal(prior.GetAttr(a.name).Type())
		case slices.Contains(ignored, "all"), slices.Contains(ignored, a.name):
			return prior.GetAttr(a.name)
		}
		return config.GetAttr(a.name)
	})
}

// wrongPlan is objchange.AssertPlanValid.
func wrongPlan(attributes []attribute, prior, config, planned cty.Value) error {
	for _, a := range attributes {
		was, asked, plan := cty.NilVal, config.GetAttr(a.name), planned.GetAttr(a.name)
		if !prior.IsNull() {
			was = prior.GetAttr(a.name)
		}
		switch {
		case plan.RawEquals(asked), was != cty.NilVal && !was.IsNull() && !asked.IsNull() && plan.RawEquals(was):
		case a.computed && (!a.optional || asked.IsNull()):
		default:
			return fmt.Errorf("%s: planned %#v, configured %#v, and it was %#v", a.name, plan, asked, was)
		}
	}
	return nil
}

// incompatible is objchange.AssertObjectCompatible. It compares a result with its
// plan.
func incompatible(attributes []attribute, planned, actual cty.Value) error {
	for _, a := range attributes {
		plan, got := planned.GetAttr(a.name), actual.GetAttr(a.name)
		if !compatible(plan, got) {
			return fmt.Errorf("%s: planned %#v, but now %#v", a.name, plan, got)
		}
	}
	return nil
}

func compatible(plan, got cty.Value) bool {
	switch {
	case !plan.IsKnown():
		return true
	case plan.IsNull() || got.IsNull():
		return plan.IsNull() && got.IsNull()
	case !got.IsKnown() || plan.IsWhollyKnown():
		return plan.RawEquals(got)
	case plan.Type().IsSetType(): // with an unknown element
		return got.Type().IsSetType()
	}
	for it := plan.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if got.HasIndex(key).False() || !compatible(value, got.Index(key)) {
			return false
		}
	}
	return got.LengthInt() == plan.LengthInt()
}

func object(attributes []attribute, value func(attribute) cty.Value) cty.Value {
	values := map[string]cty.Value{}
	for _, a := range attributes {
		values[a.name] = value(a)
	}
	return cty.ObjectVal(values)
}
