package instant_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

func TestDurationSaysWhatItWants(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"720h":         "",
		"1h30m":        "",
		"-1h":          "", // refused where a positive one is needed
		"30d":          `Write "720h" instead.`,
		"1.5d":         `Write "36h" instead.`,
		"2w":           `Write "336h" instead.`,
		"30":           `"30" is not a duration`,
		"d":            `"d" is not a duration`,
		"":             `"" is not a duration`,
		"1 hour":       `"1 hour" is not a duration`,
		"99999999999d": "is not a duration", // no suggestion that overflows
	} {
		var resp xattr.ValidateAttributeResponse
		instant.NewDuration(in).ValidateAttribute(context.Background(), xattr.ValidateAttributeRequest{Path: path.Root("expires_in")}, &resp)
		var got string
		for _, d := range resp.Diagnostics {
			got += d.Summary() + ": " + d.Detail()
		}
		if (want == "") != (got == "") || !strings.Contains(got, want) || strings.Contains(got, "-2562047") {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDurationValues(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	type row struct {
		in   tftypes.Value
		want time.Duration
		ok   bool
	}
	for _, tc := range []row{
		{tftypes.NewValue(tftypes.String, "90m"), 90 * time.Minute, true},
		{tftypes.NewValue(tftypes.String, "30d"), 0, false},
		{tftypes.NewValue(tftypes.String, nil), 0, false},
		{tftypes.NewValue(tftypes.String, tftypes.UnknownValue), 0, false},
	} {
		v, err := instant.DurationType{}.ValueFromTerraform(ctx, tc.in)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := v.(instant.Duration).Length(); got != tc.want || ok != tc.ok {
			t.Errorf("%s: %s %t, want %s %t", tc.in, got, ok, tc.want, tc.ok)
		}
	}
	if _, err := (instant.DurationType{}).ValueFromTerraform(ctx, tftypes.NewValue(tftypes.Bool, true)); err == nil {
		t.Error("a bool is taken for a duration")
	}
	if !instant.NewDuration("1h").Equal(instant.NewDuration("1h")) || instant.NewDuration("1h").Equal(instant.NewDuration("60m")) ||
		instant.NullDuration().Equal(basetypes.NewStringNull()) {
		t.Error("Equal compares spellings of durations")
	}
	if !(instant.DurationType{}).Equal(instant.NewDuration("1h").Type(ctx)) || (instant.DurationType{}).Equal(instant.Type{}) {
		t.Error("Equal of the type")
	}
}
