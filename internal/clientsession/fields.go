package clientsession

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// field maps the name of an attribute to its place in a model M. Lists of fields
// read, write and overlay models. The framework would use reflection, which costs
// several times as much.
type field[M any] struct {
	name string
	get  func(*M) attr.Value
	set  func(*M, attr.Value)
}

func bind[M any, V attr.Value](name string, place func(*M) *V) field[M] {
	return field[M]{
		name: name,
		get:  func(m *M) attr.Value { return *place(m) },
		set:  func(m *M, v attr.Value) { *place(m) = v.(V) }, // the schema has the same type; a test compares them
	}
}

// lift converts the fields of an embedded struct to fields of the outer struct.
func lift[M, Part any](fields []field[Part], part func(*M) *Part) []field[M] {
	lifted := make([]field[M], len(fields))
	for i, f := range fields {
		lifted[i] = field[M]{
			name: f.name,
			get:  func(m *M) attr.Value { return f.get(part(m)) },
			set:  func(m *M, v attr.Value) { f.set(part(m), v) },
		}
	}
	return lifted
}

// only returns the fields whose descriptions fulfil the condition.
func only[M any](fields []field[M], attributes attribute.List, condition func(name string, a attribute.Attribute) bool) []field[M] {
	return slices.DeleteFunc(slices.Clone(fields), func(f field[M]) bool { return !condition(f.name, attributes[f.name]) })
}

// overlay returns a with the values of b for those fields of a for which where returns
// true.
func overlay[M any](fields []field[M], a, b M, where func(attr.Value) bool) M {
	for _, f := range fields {
		if where(f.get(&a)) {
			f.set(&a, f.get(&b))
		}
	}
	return a
}

func isNull(v attr.Value) bool    { return v.IsNull() }
func isUnknown(v attr.Value) bool { return v.IsUnknown() }

// isKnown reports whether an attribute is neither null nor unknown.
func isKnown(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }

// reader is a configuration, plan or state of the framework.
type reader interface {
	Get(ctx context.Context, target any) diag.Diagnostics
}

// writer is a plan, state or result of the framework.
type writer interface {
	Set(ctx context.Context, value any) diag.Diagnostics
}

// load reads a configuration, plan or state, which must not be null.
func load[M any](ctx context.Context, fields []field[M], from reader) (M, diag.Diagnostics) {
	var m M
	var object types.Object
	diags := from.Get(ctx, &object)
	if diags.HasError() {
		return m, diags
	}
	values := object.Attributes()
	for _, f := range fields {
		f.set(&m, values[f.name])
	}
	return m, diags
}

// store writes a plan, state or result.
func store[M any](ctx context.Context, fields []field[M], to writer, m M) diag.Diagnostics {
	return to.Set(ctx, objectOf(ctx, fields, m))
}

func objectOf[M any](ctx context.Context, fields []field[M], m M) types.Object {
	kinds, values := make(map[string]attr.Type, len(fields)), make(map[string]attr.Value, len(fields))
	for _, f := range fields {
		value := f.get(&m)
		kinds[f.name], values[f.name] = value.Type(ctx), value
	}
	return types.ObjectValueMust(kinds, values)
}

// valueOf decodes the value of an attribute to the type of null. It returns false if
// it cannot decode the value, for example an unknown value or an invalid instant.
func valueOf(v shortcut.Value, null attr.Value) (attr.Value, bool) {
	if v.IsNull() {
		return null, true
	}
	switch null.(type) {
	case types.String:
		text, ok := shortcut.Decode[string](v)
		return types.StringValue(text), ok
	case instant.Value:
		return instant.NewValue(v.Text()), isInstant(v)
	case types.Bool:
		is, ok := shortcut.Decode[bool](v)
		return types.BoolValue(is), ok
	case types.Int64:
		n, ok := shortcut.Decode[int64](v)
		return types.Int64Value(n), ok
	case types.Set:
		elements, ok := shortcut.Decode[[]string](v)
		return setOf(elements), ok
	case types.Map:
		texts, ok := shortcut.Decode[map[string]string](v)
		values := make(map[string]attr.Value, len(texts))
		for name, text := range texts {
			values[name] = types.StringValue(text)
		}
		return types.MapValueMust(types.StringType, values), ok
	}
	return nil, false
}
