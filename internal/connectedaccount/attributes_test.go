package connectedaccount

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/seamapi/terraform-provider-seam/internal/attribute/attributetest"
)

func TestEveryAttributeAnswers(t *testing.T) {
	t.Parallel()
	var one, many datasource.SchemaResponse
	NewDataSource().Schema(t.Context(), datasource.SchemaRequest{}, &one)
	NewListDataSource().Schema(t.Context(), datasource.SchemaRequest{}, &many)
	attributetest.Check(t, "data source", dataSourceAttributes(), one.Schema.Attributes, attributetest.Tags(accountModel{}))
	attributetest.Check(t, "list data source", listDataSourceAttributes(), many.Schema.Attributes, attributetest.Tags(accountsModel{}))
	attributetest.Check(t, "each account", accountAttributes(), accountAttributes().DataSource(), attributetest.Tags(account{}))
}
