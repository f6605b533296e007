package clientsession

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Each list of fields has exactly the attributes of its schema, with their types.
func TestFieldsAreThoseOfTheSchema(t *testing.T) {
	ctx := t.Context()
	var one, many datasource.SchemaResponse
	NewDataSource().Schema(ctx, datasource.SchemaRequest{}, &one)
	NewListDataSource().Schema(ctx, datasource.SchemaRequest{}, &many)
	var opened ephemeral.SchemaResponse
	NewEphemeralResource().Schema(ctx, ephemeral.SchemaRequest{}, &opened)
	var listed list.ListResourceSchemaResponse
	NewListResource().ListResourceConfigSchema(ctx, list.ListResourceSchemaRequest{}, &listed)
	wantFields(t, "resource", modelFields, resourceSchema().Type())
	wantFields(t, "data source", sessionFields, one.Schema.Type())
	wantFields(t, "list data source", sessionsFields, many.Schema.Type())
	wantFields(t, "ephemeral resource", ephemeralFields, opened.Schema.Type())
	wantFields(t, "list resource", filterFields, listed.Schema.Type())
}

func wantFields[M any](t *testing.T, name string, fields []field[M], schema attr.Type) {
	t.Helper()
	ctx := context.Background()
	want := schema.(types.ObjectType).AttrTypes
	var seen []string
	for _, f := range fields {
		seen = append(seen, f.name)
		kind, ok := want[f.name]
		if !ok {
			t.Errorf("%s: the schema has no %s", name, f.name)
			continue
		}
		// The framework's value of the type must fit the place in the model.
		var m M
		f.set(&m, kind.ValueType(ctx))
	}
	slices.Sort(seen)
	if len(slices.Compact(seen)) != len(fields) || len(fields) != len(want) {
		t.Errorf("%s: fields %v, want each of %v once", name, seen, want)
	}
}
