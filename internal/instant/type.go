package instant

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.StringTypable                    = Type{}
	_ basetypes.StringValuableWithSemanticEquals = Value{}
	_ xattr.ValidateableAttribute                = Value{}
)

// Type is the attribute type of a point in time in RFC 3339 format.
type Type struct {
	basetypes.StringType
}

// Equal reports whether o is this type.
func (t Type) Equal(o attr.Type) bool {
	_, ok := o.(Type)
	return ok
}

// String is the name of the type in messages of the framework.
func (t Type) String() string { return "instant.Type" }

// ValueType returns the zero Value.
func (t Type) ValueType(context.Context) attr.Value { return Value{} }

// ValueFromString wraps a framework string.
func (t Type) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return Value{StringValue: in}, nil
}

// ValueFromTerraform converts a protocol value.
func (t Type) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.StringType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("reading a date and time: %w", err)
	}
	s, ok := v.(basetypes.StringValue)
	if !ok {
		return nil, fmt.Errorf("reading a date and time: unexpected value type %T", v)
	}
	return Value{StringValue: s}, nil
}

// Value is a point in time that keeps its spelling.
type Value struct {
	basetypes.StringValue
}

// NewValue returns the instant of s. If s is not in RFC 3339 format, validation
// reports that.
func NewValue(s string) Value { return Value{StringValue: basetypes.NewStringValue(s)} }

// Null returns the absent instant.
func Null() Value { return Value{StringValue: basetypes.NewStringNull()} }

// Unknown returns an instant that is known after apply.
func Unknown() Value { return Value{StringValue: basetypes.NewStringUnknown()} }

// Type returns the type of the value.
func (v Value) Type(context.Context) attr.Type { return Type{} }

// Equal reports whether o has the same spelling; SameInstant compares times.
func (v Value) Equal(o attr.Value) bool {
	other, ok := o.(Value)
	return ok && v.StringValue.Equal(other.StringValue)
}

// IsKnown reports whether the value is neither null nor unknown.
func (v Value) IsKnown() bool { return !v.IsNull() && !v.IsUnknown() }

// Time returns the instant. It is false for a value that is null, unknown or
// not RFC 3339.
func (v Value) Time() (time.Time, bool) {
	if !v.IsKnown() {
		return time.Time{}, false
	}
	t, err := Parse(v.ValueString())
	return t, err == nil
}

// SameInstant reports whether both values are known and are one instant.
func (v Value) SameInstant(o Value) bool {
	a, okA := v.Time()
	b, okB := o.Time()
	return okA && okB && Same(a, b)
}

// StringSemanticEquals makes the framework keep the spelling of state or
// configuration for the same instant.
func (v Value) StringSemanticEquals(_ context.Context, o basetypes.StringValuable) (bool, diag.Diagnostics) {
	other, ok := o.(Value)
	return ok && v.SameInstant(other), nil
}

// ValidateAttribute reports a known value that is not in RFC 3339 format. It never
// compares with the current time, because a date that has passed is still valid.
func (v Value) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if !v.IsKnown() {
		return
	}
	if _, err := Parse(v.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid date and time",
			fmt.Sprintf("%q is %s.", v.ValueString(), err))
	}
}
