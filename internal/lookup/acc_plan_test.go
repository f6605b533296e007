package lookup_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// Invalid arguments are reported without a request.
func TestAccValidation(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	for name, c := range map[string]struct {
		of, lines string
		says      []string
	}{
		"identity by no argument": {"seam_user_identity", "", []string{"Exactly one of these attributes must be configured: [user_identity_id,user_identity_key]"}},
		"identity by both":        {"seam_user_identity", "user_identity_id = \"" + identity + "\"\n  user_identity_key = \"jane\"", []string{"Exactly one of these attributes must be configured"}},
		"identity by null":        {"seam_user_identity", "user_identity_key = null", []string{"Missing Attribute Configuration"}},
		"identity by invalid ID":  {"seam_user_identity", `user_identity_id = "jane"`, []string{"must be a UUID"}},
		"identity by empty key":   {"seam_user_identity", `user_identity_key = ""`, []string{"string length must be at least 1"}},
		"account by no argument":  {"seam_connected_account", "", []string{"Exactly one of these attributes must be configured: [connected_account_id,email]"}},
		"account by both":         {"seam_connected_account", "connected_account_id = \"" + accountA + "\"\n  email = \"jane@example.com\"", []string{"Exactly one of these attributes must be configured"}},
		"account by invalid ID":   {"seam_connected_account", `connected_account_id = "jane"`, []string{"must be a UUID"}},
		"account by empty email":  {"seam_connected_account", `email = ""`, []string{"string length must be at least 1"}},
		"accounts, invalid space": {"seam_connected_accounts", `space_id = "north"`, []string{"must be a UUID"}},
		"accounts, empty key":     {"seam_connected_accounts", `customer_key = ""`, []string{"string length must be at least 1"}},
		"accounts, no metadata":   {"seam_connected_accounts", `custom_metadata_has = {}`, []string{"map must contain at least 1 elements"}},
		"webviews, null metadata": {"seam_connect_webviews", `custom_metadata_has = { vip = null }`, []string{"This attribute contains a null value"}},
		"webviews, not a boolean": {"seam_connect_webviews", `login_successful = "maybe"`, []string{"a bool is required"}},
		"a read-only attribute":   {"seam_connect_webviews", `connect_webview_ids = []`, []string{"Invalid Configuration for Read-Only Attribute"}},
	} {
		t.Run(name, func(t *testing.T) {
			s.Terraform(t, s.Config(block(c.of, c.lines))).Run("validate", "-no-color").MustFail(c.says...)
		})
	}
	s.WantSent(t)
}

// A filter that is known only after apply defers reading to the apply.
func TestAccUnknownFilters(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ value, lines string }{
		"identity": {"jane", "user_identity_key = terraform_data.later.output"},
		"account":  {accountA, "connected_account_id = terraform_data.later.output"},
		"accounts": {"north", "customer_key = \"acme\"\n  custom_metadata_has = { building = terraform_data.later.output }"},
		"webviews": {"acme", "customer_key = terraform_data.later.output"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, source := acctest.NewSeam(t), sources()[name]
			stored(s)
			tf := s.Terraform(t, s.Config("resource \"terraform_data\" \"later\" {\n  input = \""+c.value+"\"\n}\n"+block(source.name, c.lines)))
			_, planned := tf.Plan()
			planned.Says(source.address()+" will be read during apply", "known after apply")
			s.WantSent(t)
			tf.Apply()
			s.WantOnly(t, source.sent.Path)
			if tf.Attributes(source.address()) == nil {
				t.Error("the apply did not read the data source")
			}
			tf.WantEmptyPlan()
		})
	}
}

// The data sources only read, so they work with read_only.
func TestAccReadOnly(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	stored(s)
	all, paths := "", []string{}
	for _, source := range sources() {
		all, paths = all+source.block(), append(paths, source.sent.Path)
	}
	s.Variables["SEAM_READ_ONLY"] = "true"
	tf := s.Terraform(t, s.Config(all))
	tf.Apply()
	s.WantOnly(t, paths...)
	tf.WantEmptyPlan()
	if sent := s.Journal(t); len(sent) != len(paths) {
		t.Errorf("sent %v, want one request for each data source", sent)
	}
}

// If the provider block sets another workspace, nothing else is sent. In another
// workspace, nothing of this one is found.
func TestAccWorkspaces(t *testing.T) {
	t.Parallel()
	for name, source := range sources() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t, twoWorkspaces()...)
			stored(s)
			s.Variables["SEAM_API_KEY"] = seamfake.DefaultAPIKey
			tf := s.Terraform(t, s.ConfigWith(`workspace_id = "`+otherWorkspace+`"`, source.block()))
			tf.Run("plan", "-no-color").MustFail("Credential of another workspace", source.about, otherWorkspace, "sent nothing else")
			s.WantSent(t, acctest.Sent{Path: acctest.Workspace, Body: fields{}})
			tf.Write(s.ConfigWith(`workspace_id = "`+seamfake.DefaultWorkspaceID+`"`, source.block()))
			tf.Run("plan", "-no-color").MustSucceed()
			s.WantSent(t, acctest.Sent{Path: acctest.Workspace, Body: fields{}}, source.sent)
			tf.Write(s.ConfigAs(otherKey, source.block()))
			if source.sent.Body["limit"] == nil {
				tf.Run("plan", "-no-color").MustFail("No such", source.about, "does not exist in the workspace of the provider's credential")
			} else {
				tf.Run("plan", "-no-color").MustSucceed()
			}
		})
	}
}

// A provider that is not configured, or not yet, reports that.
func TestUnconfigured(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	p := s.Unconfigured(t)
	for _, source := range sources() {
		read, err := p.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: source.name, Config: p.Value(p.Schemas.DataSourceSchemas[source.name], source.arguments())})
		if err != nil {
			t.Fatal(err)
		}
		acctest.WantDiagnostics(t, read.Diagnostics, "Provider not configured")
	}
	s.WantSent(t)
}
