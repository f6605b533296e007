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

// Resource describes a managed resource to the server. The zero value has no shortcut.
type Resource struct {
	Rules

	version    int64
	names      []string // sorted
	attributes map[string]attribute
}

// Rules are the resource's own rules for configurations, plans and states.
type Rules struct {
	// Valid reports whether a configuration has no diagnostics.
	Valid func(ctx context.Context, config Object) bool
	// PlanUnchanged reports whether the plan is the prior state without a diagnostic. The configuration equals the prior
	// state, and the object has no notes.
	PlanUnchanged func(config, prior Object) bool
	// PlanNew reports whether the plan of a new object is its configuration with all omitted computed attributes
	// unknown. It returns the attributes that are null instead.
	PlanNew func(config Object) (except string, ok bool)
	// ReadUnchanged reports whether a refresh returns the prior state without a diagnostic or a note, for an object
	// without notes. If not, the framework reads the object with the returned context.
	ReadUnchanged func(ctx context.Context, prior Object) (context.Context, bool)
	// Identity are the sorted names of the identity attributes.
	Identity []string
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

// plan returns the planned state, or nil if the framework must plan.
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

// remains reports whether the plan is the prior state without a diagnostic.
func (r Resource) remains(configuration, state, proposed *tfprotov6.DynamicValue) bool {
	if !bytes.Equal(state.MsgPack, proposed.MsgPack) {
		return false
	}
	config, okConfig := objectOf(configuration)
	prior, okPrior := objectOf(state)
	return okConfig && okPrior && r.asksForNothing(config, prior) && r.PlanUnchanged(config, prior)
}

// start plans a new object. Computed attributes that are not configured are
// unknown.
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
	except, ok := r.PlanNew(config)
	if !ok {
		return nil
	}
	for _, name := range r.names {
		if config[name].IsNull() && r.attributes[name].computed && name != except {
			config[name] = unknown
		}
	}
	return objectWith(r.names, config)
}

// accepts reports whether a configuration without unknown values has no diagnostics.
func (r Resource) accepts(ctx context.Context, configuration *tfprotov6.DynamicValue) bool {
	config, ok := objectOf(configuration)
	return ok && r.Valid != nil && r.fits(config) && r.Valid(ctx, config)
}

// read returns the response to a refresh that changes nothing, or nil if the framework must read with the returned
// context.
func (r Resource) read(ctx context.Context, req *tfprotov6.ReadResourceRequest) (context.Context, *tfprotov6.ReadResourceResponse) {
	prior, ok := objectOf(req.CurrentState)
	if !ok || r.ReadUnchanged == nil || !r.fits(prior) {
		return ctx, nil
	}
	identity := objectWith(r.Identity, prior)
	ctx, unchanged := r.ReadUnchanged(ctx, prior)
	if !unchanged || identity == nil {
		return ctx, nil
	}
	return ctx, &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, NewIdentity: &tfprotov6.ResourceIdentityData{IdentityData: identity}}
}

// fits reports whether an object has exactly the attributes of the resource, each with a known value or null.
func (r Resource) fits(object Object) bool {
	for name, v := range object {
		if a, known := r.attributes[name]; !known || !a.fits(v) {
			return false
		}
	}
	return len(object) == len(r.attributes)
}

// objectWith encodes an object. It returns nil if that is impossible.
func objectWith(names []string, values Object) *tfprotov6.DynamicValue {
	var encoded bytes.Buffer
	encoder := msgpack.NewEncoder(&encoded)
	if encoder.EncodeMapLen(len(names)) != nil {
		return nil
	}
	for _, name := range names {
		if encoder.EncodeString(name) != nil {
			return nil
		}
		encoded.Write(values[name])
	}
	return &tfprotov6.DynamicValue{MsgPack: encoded.Bytes()}
}

// asksForNothing reports whether both objects have the attributes of the resource, and the configuration sets each to
// its prior value or omits a computed one.
func (r Resource) asksForNothing(config, prior Object) bool {
	if len(config) != len(r.attributes) || !r.fits(prior) {
		return false
	}
	for name, a := range r.attributes {
		set, ok := config[name]
		if !ok {
			return false
		}
		if is := prior[name]; !bytes.Equal(set, is) && (!set.IsNull() || !a.computed) {
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
