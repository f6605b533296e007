package shortcut

import (
	"bytes"
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// Resource is what the server has to know of a managed resource. The zero value has no shortcut.
type Resource struct {
	version    int64
	attributes map[string]attribute
	stays      func(config, prior Object) bool
}

type attribute struct {
	tftypes.Type

	computed bool
}

// Of returns the shortcut of a managed resource. stays judges a configuration that asks for nothing but what the prior
// state has, of an object that nothing is noted of: it reports whether the plan is the prior state, without a diagnostic.
func Of(s schema.Schema, stays func(config, prior Object) bool) Resource {
	r := Resource{version: s.Version, attributes: map[string]attribute{}, stays: stays}
	for name, a := range s.Attributes {
		r.attributes[name] = attribute{a.GetType().TerraformType(context.Background()), a.IsComputed()}
	}
	return r
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
		if !bytes.Equal(set, is) && !(set.IsNull() && a.computed) {
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
