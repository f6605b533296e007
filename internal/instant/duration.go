package instant

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Length returns the duration of a string such as "1h30m". It returns false for a
// value that is null, unknown or not a duration.
func Length(s types.String) (time.Duration, bool) {
	if s.IsNull() || s.IsUnknown() {
		return 0, false
	}
	length, err := time.ParseDuration(s.ValueString())
	return length, err == nil
}

// IsDuration returns a validator that rejects strings that are not durations.
func IsDuration() validator.String { return isDuration{} }

type isDuration struct{}

func (isDuration) Description(context.Context) string {
	return "a duration in hours, minutes and seconds"
}

func (v isDuration) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString shows days and weeks in hours.
func (isDuration) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	value := req.ConfigValue
	if _, ok := Length(value); ok || value.IsNull() || value.IsUnknown() {
		return
	}
	text := fmt.Sprintf("%q is not a duration in hours, minutes and seconds, such as \"720h\" for 30 days or \"1h30m\".", value.ValueString())
	if hours, ok := inHours(value.ValueString()); ok {
		text += fmt.Sprintf(" Write %q instead.", hours)
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Invalid duration", text)
}

// inHours converts a number of days or weeks to hours.
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
