package instant

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// WholeMilliseconds returns a validator that rejects an instant finer than
// Precision, because Seam would truncate it and return another one.
func WholeMilliseconds() validator.String { return wholeMilliseconds{} }

type wholeMilliseconds struct{}

func (wholeMilliseconds) Description(context.Context) string {
	return "a date and time with no more than milliseconds"
}

func (v wholeMilliseconds) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (wholeMilliseconds) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	t, ok := Value{StringValue: req.ConfigValue}.Time()
	if !ok || t.Truncate(Precision).Equal(t) {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Date and time too precise",
		fmt.Sprintf("%q is more precise than a millisecond, which Seam does not store. Use %q instead.",
			req.ConfigValue.ValueString(), Format(t)))
}
