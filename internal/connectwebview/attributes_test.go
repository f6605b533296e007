package connectwebview

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/seamapi/terraform-provider-seam/internal/attribute/attributetest"
)

func TestEveryAttributeAnswers(t *testing.T) {
	t.Parallel()
	var resp datasource.SchemaResponse
	NewDataSource().Schema(t.Context(), datasource.SchemaRequest{}, &resp)
	attributetest.Check(t, "data source", attributes(), resp.Schema.Attributes, attributetest.Tags(model{}))
	each := webviewAttributes().DataSource()
	attributetest.Check(t, "each webview", webviewAttributes(), each, attributetest.Tags(webview{}))
}
