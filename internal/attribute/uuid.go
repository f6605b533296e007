package attribute

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// IsUUID validates an ID of Seam's.
func IsUUID() validator.String {
	return stringvalidator.RegexMatches(seam.UUID, "must be a UUID in lower case, such as 71ff7f71-2cf4-458a-8db4-6ad539c8b66a")
}
