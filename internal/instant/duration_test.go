package instant_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

func TestDurationErrorsSuggestAValue(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"720h":         "",
		"1h30m":        "",
		"-1h":          "", // attributes that require a positive duration reject it
		"30d":          `Write "720h" instead.`,
		"1.5d":         `Write "36h" instead.`,
		"2w":           `Write "336h" instead.`,
		"30":           `"30" is not a duration`,
		"d":            `"d" is not a duration`,
		"":             `"" is not a duration`,
		"1 hour":       `"1 hour" is not a duration`,
		"99999999999d": "is not a duration", // no suggestion that overflows
	} {
		var resp validator.StringResponse
		instant.IsDuration().ValidateString(t.Context(), validator.StringRequest{Path: path.Root("expires_in"), ConfigValue: types.StringValue(in)}, &resp)
		var got string
		for _, d := range resp.Diagnostics {
			got += d.Summary() + ": " + d.Detail()
			if withPath, ok := d.(diag.DiagnosticWithPath); !ok || !withPath.Path().Equal(path.Root("expires_in")) {
				t.Errorf("%q: not reported at the attribute", in)
			}
		}
		if (want == "") != (got == "") || !strings.Contains(got, want) || strings.Contains(got, "-2562047") {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLength(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   types.String
		want time.Duration
		ok   bool
	}{
		{types.StringValue("90m"), 90 * time.Minute, true},
		{types.StringValue("-1h"), -time.Hour, true},
		{types.StringValue("30d"), 0, false},
		{types.StringValue(""), 0, false},
		{types.StringNull(), 0, false},
		{types.StringUnknown(), 0, false},
	} {
		if got, ok := instant.Length(c.in); got != c.want || ok != c.ok {
			t.Errorf("%s: %s %t, want %s %t", c.in, got, ok, c.want, c.ok)
		}
	}
}

// Values that are not set or known only after apply are not reported.
func TestIsDurationAcceptsNullAndUnknown(t *testing.T) {
	t.Parallel()
	for _, in := range []types.String{types.StringNull(), types.StringUnknown()} {
		var resp validator.StringResponse
		instant.IsDuration().ValidateString(t.Context(), validator.StringRequest{Path: path.Root("expires_in"), ConfigValue: in}, &resp)
		if len(resp.Diagnostics) > 0 {
			t.Errorf("%s: %v", in, resp.Diagnostics)
		}
	}
}
