package instant

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.StringTypable     = DurationType{}
	_ basetypes.StringValuable    = Duration{}
	_ xattr.ValidateableAttribute = Duration{}
)

// DurationType is the attribute type of a length of time, such as "1h30m".
type DurationType struct {
	basetypes.StringType
}

// Equal reports whether o is this type.
func (t DurationType) Equal(o attr.Type) bool {
	_, ok := o.(DurationType)
	return ok
}

// String names the type in the framework's own messages.
func (t DurationType) String() string { return "instant.DurationType" }

// ValueType returns the zero Duration.
func (t DurationType) ValueType(context.Context) attr.Value { return Duration{} }

// ValueFromString wraps a framework string.
func (t DurationType) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return Duration{StringValue: in}, nil
}

// ValueFromTerraform converts a protocol value.
func (t DurationType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.StringType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("reading a duration: %w", err)
	}
	s, ok := v.(basetypes.StringValue)
	if !ok {
		return nil, fmt.Errorf("reading a duration: unexpected value type %T", v)
	}
	return Duration{StringValue: s}, nil
}

// Duration is a length of time in somebody's spelling, which it keeps.
type Duration struct {
	basetypes.StringValue
}

// NewDuration returns the length of time that s spells; an s that is none is
// reported when the value is validated.
func NewDuration(s string) Duration { return Duration{StringValue: basetypes.NewStringValue(s)} }

// NullDuration returns the absent duration.
func NullDuration() Duration { return Duration{StringValue: basetypes.NewStringNull()} }

// Type returns the type of the value.
func (d Duration) Type(context.Context) attr.Type { return DurationType{} }

// Equal reports whether o has the same spelling.
func (d Duration) Equal(o attr.Value) bool {
	other, ok := o.(Duration)
	return ok && d.StringValue.Equal(other.StringValue)
}

// Length returns the length of time. It is false for a value that is null,
// unknown or no duration.
func (d Duration) Length() (time.Duration, bool) {
	if d.IsNull() || d.IsUnknown() {
		return 0, false
	}
	length, err := time.ParseDuration(d.ValueString())
	return length, err == nil
}

// ValidateAttribute reports a known value that is no duration, and spells out
// what was meant where somebody counted in days or weeks.
func (d Duration) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if _, ok := d.Length(); ok || d.IsNull() || d.IsUnknown() {
		return
	}
	text := fmt.Sprintf("%q is not a duration in hours, minutes and seconds, such as \"720h\" for 30 days or \"1h30m\".", d.ValueString())
	if hours, ok := inHours(d.ValueString()); ok {
		text += fmt.Sprintf(" Write %q instead.", hours)
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Invalid duration", text)
}

// inHours spells a number of days or weeks in hours.
func inHours(s string) (string, bool) {
	for unit, hours := range map[string]float64{"d": 24, "w": 7 * 24} {
		number, found := strings.CutSuffix(s, unit)
		n, err := time.ParseDuration(number + "h")
		if counted := n.Hours() * hours; found && err == nil && math.Abs(counted) < 1e6 {
			return strconv.FormatFloat(counted, 'f', -1, 64) + "h", true
		}
	}
	return "", false
}
