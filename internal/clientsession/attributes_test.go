package clientsession

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/attribute/attributetest"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Description, schema and model of each block have the same attributes, and each
// text says how to write a value and what its default is.
func TestEveryAttributeAnswers(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	var (
		managed     resource.SchemaResponse
		opened      ephemeral.SchemaResponse
		found, many datasource.SchemaResponse
		listed      list.ListResourceSchemaResponse
		revoked     action.SchemaResponse
	)
	NewResource().Schema(ctx, resource.SchemaRequest{}, &managed)
	NewEphemeralResource().Schema(ctx, ephemeral.SchemaRequest{}, &opened)
	NewDataSource().Schema(ctx, datasource.SchemaRequest{}, &found)
	NewListDataSource().Schema(ctx, datasource.SchemaRequest{}, &many)
	NewListResource().ListResourceConfigSchema(ctx, list.ListResourceSchemaRequest{}, &listed)
	NewRevokeAction().Schema(ctx, action.SchemaRequest{}, &revoked)
	attributetest.Check(t, "resource", resourceAttributes(), managed.Schema.Attributes, names(modelFields))
	attributetest.Check(t, "ephemeral resource", ephemeralAttributes(), opened.Schema.Attributes, names(ephemeralFields))
	attributetest.Check(t, "data source", dataSourceAttributes(), found.Schema.Attributes, names(sessionFields))
	attributetest.Check(t, "data source of many", listDataSourceAttributes(), many.Schema.Attributes, names(sessionsFields))
	attributetest.Check(t, "session in a list", summaryAttributes(), summaryAttributes().DataSource(), names(summaryFields))
	attributetest.Check(t, "list resource", filterAttributes(), listed.Schema.Attributes, names(filterFields))
	attributetest.Check(t, "action", revokeAttributes(), revoked.Schema.Attributes, attributetest.Tags(revokeModel{}))
}

// The managed resource also says what a change does and whether a value is sent.
// The ephemeral resource says whether it is sent.
func TestEveryAttributeSaysWhatAChangeDoes(t *testing.T) {
	t.Parallel()
	schema := resourceSchema()
	for name, a := range resourceAttributes() {
		openings := []string{"It changes ", "It never changes"}
		if a.Settable() {
			openings = []string{"Changing this "}
		}
		text := schema.Attributes[name].GetMarkdownDescription()
		if !attributetest.OpensWith(a.Change, openings...) || !strings.Contains(text, a.Change) {
			t.Errorf("%s does not say what a change does: %s", name, text)
		}
		if !strings.Contains(text, string(a.Origin)) {
			t.Errorf("%s does not say %q: %s", name, a.Origin, text)
		}
		if computed := a.Origin == attribute.FromSeam || a.Origin == attribute.FromProvider; computed == a.Settable() {
			t.Errorf("%s: %q does not fit an attribute that can be set: %t", name, a.Origin, a.Settable())
		}
	}
	for name, a := range ephemeralAttributes() {
		if text := ephemeralAttributes().Ephemeral()[name].GetMarkdownDescription(); a.Origin == "" || !strings.Contains(text, string(a.Origin)) {
			t.Errorf("ephemeral %s does not say where it goes or comes from: %s", name, text)
		}
	}
}

// The other blocks do not describe what only the managed resource does.
func TestOtherBlocksDoNotSpeakOfTheResource(t *testing.T) {
	t.Parallel()
	texts := map[string]string{}
	for name, a := range dataSourceAttributes().DataSource() {
		texts["data source "+name] = a.GetMarkdownDescription()
	}
	for name, a := range summaryAttributes().DataSource() {
		texts["session in a list "+name] = a.GetMarkdownDescription()
	}
	for name, a := range revokeAttributes().Action() {
		texts["action "+name] = a.GetMarkdownDescription()
	}
	for name, a := range texts {
		for _, wrong := range []string{"store_token", "never sends", "Changing this", "It changes", "manage", "value to Seam"} {
			if strings.Contains(a, wrong) {
				t.Errorf("%s: says %q: %s", name, wrong, a)
			}
		}
	}
	for name, a := range ephemeralAttributes().Ephemeral() {
		if text := a.GetMarkdownDescription(); strings.Contains(text, "store_token") || strings.Contains(text, "Changing this") {
			t.Errorf("ephemeral %s: %s", name, text)
		}
	}
}

// The attributes whose origin says that they are sent are the fields of the
// request, and each is in the request when it is configured.
func TestWhatIsSentIsInTheRequest(t *testing.T) {
	t.Parallel()
	var inRequest []string
	for _, parameter := range reflect.VisibleFields(reflect.TypeFor[seam.GetOrCreateParams]()) {
		name, _, _ := strings.Cut(parameter.Tag.Get("json"), ",")
		inRequest = append(inRequest, name)
	}
	slices.Sort(inRequest)
	if sent := sessionAttributes().Sent(); !slices.Equal(sent, inRequest) {
		t.Fatalf("%v are sent, the request has %v", sent, inRequest)
	}
	for _, name := range sessionAttributes().Sent() {
		config := emptyModel()
		set(t, modelFields, &config, name, sessionAttributes()[name].Kind)
		body, err := json.Marshal(params(config.sessionModel, config.UserIdentifierKey.ValueString()))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(body, &got); err != nil {
			t.Fatal(err)
		}
		want := []string{name, "user_identifier_key"} // every request has the key
		slices.Sort(want)
		if fields := slices.Sorted(maps.Keys(got)); !slices.Equal(fields, slices.Compact(want)) || got[name] == "" {
			t.Errorf("%s is configured, and the request is %s", name, body)
		}
	}
}

// A plan that changes a value which is sent is applied with a request that has the new value.
func TestWhatIsSentIsAChange(t *testing.T) {
	t.Parallel()
	for _, name := range sessionAttributes().Sent() {
		if name == "user_identifier_key" { // a different key is another session
			continue
		}
		prior := emptyModel()
		planned := prior
		set(t, modelFields, &planned, name, sessionAttributes()[name].Kind)
		if changes(prior, prior) || !changes(planned, prior) {
			t.Errorf("the plan does not change the session if it changes %s", name)
		}
		sent := changed(planned.sessionModel, planned.sessionModel, prior.sessionModel)
		if want := planned.sessionModel; !reflect.DeepEqual(sent, want) {
			t.Errorf("%s is planned, and the request has %+v, want %+v", name, sent, want)
		}
	}
}

// With client_session_id, an ephemeral session accepts no other input.
func TestNoInputBesideTheID(t *testing.T) {
	t.Parallel()
	for name, a := range ephemeralAttributes() {
		if !a.Settable() || name == "client_session_id" {
			continue
		}
		config := ephemeralModel{sessionModel: emptyModel().sessionModel}
		set(t, ephemeralFields, &config, "client_session_id", attribute.String)
		set(t, ephemeralFields, &config, name, a.Kind)
		if diags := checkAddress(config); len(diags) != 1 || !attributePathIs(diags[0], name) {
			t.Errorf("%s: reported %v", name, diags)
		}
	}
}

func names[M any](fields []field[M]) []string {
	var all []string
	for _, f := range fields {
		all = append(all, f.name)
	}
	return all
}

// set gives an attribute some value.
func set[M any](t *testing.T, fields []field[M], m *M, name string, kind attribute.Kind) {
	t.Helper()
	values := map[attribute.Kind]attr.Value{
		attribute.String: types.StringValue(identityA), attribute.Instant: instant.NewValue(later), attribute.SetOfStrings: setOf([]string{identityA}),
	}
	for _, f := range fields {
		if f.name == name {
			f.set(m, values[kind])
			return
		}
	}
	t.Fatalf("the model has no %s", name)
}
