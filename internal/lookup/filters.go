// Package lookup is shared by the data sources that look up the objects a client
// session refers to.
package lookup

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Filters select the objects of a workspace that match all of them.
type Filters struct {
	UserIdentifierKey types.String `tfsdk:"user_identifier_key"`
	CustomerKey       types.String `tfsdk:"customer_key"`
	CustomMetadataHas types.Map    `tfsdk:"custom_metadata_has"`
	Search            types.String `tfsdk:"search"`
}

// Filtered are the names of the filters.
var Filtered = []string{"user_identifier_key", "customer_key", "custom_metadata_has", "search"}

const noFilter = "If you omit it, this filter does not apply."

// Filter describes a string filter.
func Filter(brief, format string, valid validator.String) attribute.Attribute {
	return attribute.Attribute{
		Kind: attribute.String, Use: attribute.Input,
		Brief: brief, Format: format, Default: noFilter,
		Strings: []validator.String{valid},
	}
}

// FilterAttributes describes the filters of a list of objects.
func FilterAttributes(objects string) attribute.List {
	const format = "which must have at least one character"
	text := func(brief string) attribute.Attribute {
		return Filter(fmt.Sprintf(brief, objects), format, stringvalidator.LengthAtLeast(1))
	}
	return attribute.List{
		"user_identifier_key": text("Returns only %s of the end user with this key"),
		"customer_key":        text("Returns only %s of the customer with this key"),
		"search":              text("Returns only %s in which Seam finds this text"),
		"custom_metadata_has": {
			Kind: attribute.MapOfStrings, Use: attribute.Input,
			Brief:   fmt.Sprintf("Returns only %s that have all of these names and values in their custom metadata", objects),
			Format:  "as a map with at least one element and no null",
			Details: "The provider sends `true` and `false` as booleans, and every other value as a string.",
			Default: noFilter,
			Maps:    []validator.Map{mapvalidator.SizeAtLeast(1), mapvalidator.NoNullValues()},
		},
	}
}

// ForSeam returns the filters for the request.
func (f Filters) ForSeam(ctx context.Context) (seam.ListFilters, diag.Diagnostics) {
	var metadata map[string]string
	diags := f.CustomMetadataHas.ElementsAs(ctx, &metadata, false)
	return seam.ListFilters{
		UserIdentifierKey: f.UserIdentifierKey.ValueString(),
		CustomerKey:       f.CustomerKey.ValueString(),
		CustomMetadataHas: metadata,
		Search:            f.Search.ValueString(),
	}, diags
}
