package instant_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

func TestSpellingsOfOneInstant(t *testing.T) {
	spellings := []string{
		"2030-01-01T00:00:00Z", "2030-01-01T00:00:00+00:00", "2030-01-01T00:00:00-00:00", "2030-01-01T02:00:00+02:00",
		"2030-01-01T05:30:00+05:30", "2029-12-31T19:00:00-05:00", "2030-01-01T00:00:00.0Z", "2030-01-01T00:00:00.000Z",
		"2030-01-01T00:00:00.000000Z", "2030-01-01T00:00:00.000999Z",
	}
	for _, a := range spellings {
		for _, b := range spellings {
			if !instant.NewValue(a).SameInstant(instant.NewValue(b)) {
				t.Errorf("%s and %s: not the same instant", a, b)
			}
			equal, diags := instant.NewValue(a).StringSemanticEquals(context.Background(), instant.NewValue(b))
			if !equal || diags.HasError() {
				t.Errorf("%s and %s: not semantically equal (%v)", a, b, diags)
			}
		}
	}
}

func TestDifferentInstants(t *testing.T) {
	base := instant.NewValue("2030-01-01T00:00:00Z")
	for _, other := range []instant.Value{
		instant.NewValue("2030-01-01T00:00:00.001Z"), instant.NewValue("2030-01-01T00:00:00+02:00"),
		instant.NewValue("2029-12-31T23:59:59.999Z"), instant.NewValue("nonsense"), instant.Null(), instant.Unknown(),
	} {
		if base.SameInstant(other) || other.SameInstant(base) {
			t.Errorf("%s: the same instant as %s", other, base)
		}
	}
	if instant.Null().SameInstant(instant.Null()) || instant.Unknown().SameInstant(instant.Unknown()) {
		t.Error("null and unknown must not be instants")
	}
}

func TestEqualComparesSpelling(t *testing.T) {
	if instant.NewValue("2030-01-01T00:00:00Z").Equal(instant.NewValue("2030-01-01T00:00:00.000Z")) {
		t.Error("Equal must distinguish two spellings, because Terraform compares state and plan with it")
	}
}

func TestParseIsStrict(t *testing.T) {
	for _, bad := range []string{
		"", " ", "2030-01-01", "2030-01-01T00:00:00", "2030-01-01 00:00:00Z", "2030-01-01T0:00:00Z", "2030-01-01T00:00:00,5Z",
		"2030-13-01T00:00:00Z", "2030-02-30T00:00:00Z", "2030-01-01T00:00:60Z", "2030-01-01T00:00:00+2:00", "1893456000", "tomorrow",
		"2030-01-01T00:00:00Z ", "2030-01-01T00:00:00+24:00",
	} {
		if got, err := instant.Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", bad, got)
		}
	}
}

func TestFormat(t *testing.T) {
	for in, want := range map[string]string{
		"2030-01-01T02:00:00+02:00":      "2030-01-01T00:00:00.000Z",
		"2030-01-01T00:00:00.5Z":         "2030-01-01T00:00:00.500Z",
		"2030-01-01T00:00:00.123999Z":    "2030-01-01T00:00:00.123Z",
		"2030-12-31T23:59:59.999+00:00":  "2030-12-31T23:59:59.999Z",
		"1969-12-31T23:59:59.999999999Z": "1969-12-31T23:59:59.999Z",
	} {
		parsed, err := instant.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := instant.Format(parsed); got != want {
			t.Errorf("Format(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestKept(t *testing.T) {
	asked := time.Date(2030, 1, 1, 0, 0, 0, 250e6, time.UTC)
	for got, want := range map[time.Time]bool{
		asked:                                        true,
		asked.Add(500 * time.Nanosecond):             true,
		asked.Truncate(time.Second):                  true,
		asked.Add(time.Millisecond):                  false,
		asked.Add(-time.Millisecond):                 false,
		asked.Truncate(time.Second).Add(time.Second): false,
	} {
		if instant.Kept(asked, got) != want {
			t.Errorf("Kept(%s, %s) = %t", asked, got, !want)
		}
	}
}

func TestValidateAttribute(t *testing.T) {
	for in, wantError := range map[instant.Value]bool{
		instant.NewValue("2030-01-01T00:00:00Z"): false,
		instant.NewValue("1999-01-01T00:00:00Z"): false, // in the past, but valid
		instant.Null():                           false,
		instant.Unknown():                        false,
		instant.NewValue("2030-01-01"):           true,
		instant.NewValue(""):                     true,
	} {
		var resp xattr.ValidateAttributeResponse
		in.ValidateAttribute(context.Background(), xattr.ValidateAttributeRequest{Path: path.Root("expires_at")}, &resp)
		if resp.Diagnostics.HasError() != wantError {
			t.Errorf("%s: %v", in, resp.Diagnostics)
		}
	}
}

func TestWholeMilliseconds(t *testing.T) {
	for in, wantError := range map[string]bool{
		"2030-01-01T00:00:00.123Z":       false,
		"2030-01-01T00:00:00.123000000Z": false,
		"2030-01-01T00:00:00.1234Z":      true,
		"2030-01-01T00:00:00.000000001Z": true,
		"nonsense":                       false, // the type reports it
	} {
		var resp validator.StringResponse
		instant.WholeMilliseconds().ValidateString(context.Background(), validator.StringRequest{
			Path: path.Root("expires_at"), ConfigValue: types.StringValue(in),
		}, &resp)
		if resp.Diagnostics.HasError() != wantError {
			t.Errorf("%s: %v", in, resp.Diagnostics)
		}
		if wantError && !strings.Contains(resp.Diagnostics[0].Detail(), "Use") {
			t.Errorf("%s: the error does not suggest a value: %v", in, resp.Diagnostics)
		}
	}
}
