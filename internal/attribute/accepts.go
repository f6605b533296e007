package attribute

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// Accepts reports whether a configuration without unknown values has no
// diagnostics: each attribute that is set is settable, none is deprecated, and
// every validator accepts its value.
func (l List) Accepts(ctx context.Context, config map[string]attr.Value) bool {
	isSet := func(name string) bool {
		value, ok := config[name]
		return ok && !value.IsNull()
	}
	for name, value := range config {
		if value.IsNull() {
			continue
		}
		a, known := l[name]
		if !known || !a.Settable() || a.Deprecated != "" || isSet(a.ConflictsWith) || a.AlsoRequires != "" && !isSet(a.AlsoRequires) {
			return false
		}
		if !a.accepts(ctx, path.Root(name), value) {
			return false
		}
	}
	return true
}

func (a Attribute) accepts(ctx context.Context, at path.Path, value attr.Value) bool {
	switch value := value.(type) {
	case basetypes.StringValuable:
		text, diags := value.ToStringValue(ctx)
		for _, v := range a.Strings {
			resp := validator.StringResponse{Diagnostics: diags}
			v.ValidateString(ctx, validator.StringRequest{Path: at, ConfigValue: text}, &resp)
			diags = resp.Diagnostics
		}
		return len(diags) == 0
	case types.Set:
		var resp validator.SetResponse
		for _, v := range a.Sets {
			v.ValidateSet(ctx, validator.SetRequest{Path: at, ConfigValue: value}, &resp)
		}
		return len(resp.Diagnostics) == 0
	case types.Map:
		var resp validator.MapResponse
		for _, v := range a.Maps {
			v.ValidateMap(ctx, validator.MapRequest{Path: at, ConfigValue: value}, &resp)
		}
		return len(resp.Diagnostics) == 0
	case types.Bool, types.Int64:
		return true // there are no validators for these
	}
	return false
}
