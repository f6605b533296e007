package shortcut

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// Resource is what the server has to know of a managed resource. The zero value has no shortcut.
type Resource struct {
	Rules

	version    int64
	names      []string // sorted
	attributes map[string]attribute
}

// Rules are what a resource itself says of plans.
type Rules struct {
	// Stays judges a configuration that asks for nothing but what the prior state has, of an object that nothing is noted
	// of: it reports whether the plan is the prior state, without a diagnostic.
	Stays func(config, prior Object) bool
	// Starts judges the configuration of a new object: it reports whether the plan is the configuration with everything
	// unknown that is computed and left out, except for what it names, which is null.
	Starts func(config Object) (except string, ok bool)
}

type attribute struct {
	tftypes.Type

	computed bool
}

// Of returns the shortcuts of a managed resource.
func Of(s schema.Schema, rules Rules) Resource {
	r := Resource{Rules: rules, version: s.Version, attributes: map[string]attribute{}, names: slices.Sorted(maps.Keys(s.Attributes))}
	for name, a := range s.Attributes {
		r.attributes[name] = attribute{a.GetType().TerraformType(context.Background()), a.IsComputed()}
	}
	return r
}

// plan returns the planned state, nil where the framework has to plan.
func (r Resource) plan(req *tfprotov6.PlanResourceChangeRequest) *tfprotov6.DynamicValue {
	prior, proposed := req.PriorState, req.ProposedNewState
	switch {
	case r.attributes == nil:
	case isNull(prior) && bytes.Equal(req.Config.MsgPack, proposed.MsgPack):
		return r.start(req.Config)
	case isNull(proposed) && !isNull(prior):
		return proposed
	case r.remains(req.Config, prior, proposed):
		return prior
	}
	return nil
}

// remains reports whether the plan is the prior state, and nothing is to be said about it.
func (r Resource) remains(configuration, state, proposed *tfprotov6.DynamicValue) bool {
	if !bytes.Equal(state.MsgPack, proposed.MsgPack) {
		return false
	}
	config, okConfig := objectOf(configuration)
	prior, okPrior := objectOf(state)
	return okConfig && okPrior && r.accepts(config, prior) && r.Stays(config, prior)
}

// start plans a new object: what is computed and not configured is unknown.
func (r Resource) start(configuration *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	config, ok := objectOf(configuration)
	if !ok || len(config) != len(r.attributes) {
		return nil
	}
	for name, v := range config {
		if a, known := r.attributes[name]; !known || !a.fits(v) && !v.IsUnknown() {
			return nil
		}
	}
	except, ok := r.Starts(config)
	if !ok {
		return nil
	}
	var planned bytes.Buffer
	encoder := msgpack.NewEncoder(&planned)
	if encoder.EncodeMapLen(len(r.names)) != nil {
		return nil
	}
	for _, name := range r.names {
		value := config[name]
		if value.IsNull() && r.attributes[name].computed && name != except {
			value = unknown
		}
		if encoder.EncodeString(name) != nil {
			return nil
		}
		planned.Write(value)
	}
	return &tfprotov6.DynamicValue{MsgPack: planned.Bytes()}
}

// accepts reports whether both objects have the attributes of the resource, and the configuration sets each to its prior
// value or leaves a computed one out.
func (r Resource) accepts(config, prior Object) bool {
	if len(config) != len(r.attributes) || len(prior) != len(r.attributes) {
		return false
	}
	for name, a := range r.attributes {
		set, ok := config[name]
		is, there := prior[name]
		if !ok || !there || !a.fits(is) {
			return false
		}
		if !bytes.Equal(set, is) && (!set.IsNull() || !a.computed) {
			return false
		}
	}
	return true
}

// fits reports whether a value is null, or known and in the form that Terraform itself encodes it.
func (a attribute) fits(v Value) bool {
	code := v[0]
	switch {
	case code == null:
		return true
	case a.Is(tftypes.String):
		return msgpcode.IsString(code)
	case a.Is(tftypes.Bool):
		return code == msgpcode.True || code == msgpcode.False
	case a.Is(tftypes.Number): // the attributes are integers
		return msgpcode.IsFixedNum(code) || code >= msgpcode.Uint8 && code <= msgpcode.Int64
	case a.Is(tftypes.Set{}):
		return msgpcode.IsFixedArray(code) || code == msgpcode.Array16 || code == msgpcode.Array32
	case a.Is(tftypes.Map{}):
		return msgpcode.IsFixedMap(code) || code == msgpcode.Map16 || code == msgpcode.Map32
	}
	return false
}
