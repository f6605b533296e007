package lookup_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// The request, the plan and the state of each data source.
func TestAccRead(t *testing.T) {
	t.Parallel()
	const created = "2026-06-01T12:00:00.000000Z"
	account := fields{
		"connected_account_id": accountA, "created_at": "2026-06-01T13:00:00.000000Z", "account_type": "august", "account_type_display_name": "August",
		"display_name": "jane@example.com", "customer_key": "acme", "custom_metadata": fields{"building": "north", "vip": "true"},
		"accepted_capabilities": []any{"lock", "thermostat"}, "automatically_manage_new_devices": true,
		"errors":   []any{fields{"error_code": "account_disconnected", "message": "Log in again."}},
		"warnings": []any{fields{"warning_code": "scheduled_maintenance_window", "message": "On Sunday."}},
	}
	bare := fields{
		"connected_account_id": accountB, "created_at": created, "account_type": nil, "account_type_display_name": "Unknown",
		"display_name": "unknown", "customer_key": "acme", "custom_metadata": fields{"vip": "false"},
		"accepted_capabilities": []any{}, "automatically_manage_new_devices": false, "errors": []any{}, "warnings": []any{},
	}
	one := fields{"email": nil}
	for name, value := range account {
		one[name] = value
	}
	for name, want := range map[string]fields{
		"identity": {
			"user_identity_id": identity, "user_identity_key": "jane", "workspace_id": seamfake.DefaultWorkspaceID, "created_at": created,
			"display_name": "Jane Doe", "full_name": "Jane Doe", "email_address": "jane@example.com", "phone_number": "+15551234567",
			"merged_user_identity_ids": []any{}, "merged_user_identity_keys": []any{}, "errors": []any{}, "warnings": []any{},
		},
		"account": one,
		"accounts": {
			"customer_key": "acme", "user_identifier_key": nil, "custom_metadata_has": nil, "search": nil, "space_id": nil,
			"connected_accounts": []any{bare, account}, "connected_account_ids": []any{accountB, accountA},
		},
		"webviews": {
			"customer_key": "acme", "user_identifier_key": nil, "custom_metadata_has": nil, "search": nil, "login_successful": nil,
			"connect_webview_ids": []any{webviewA, webviewB},
			"connect_webviews": []any{
				fields{
					"connect_webview_id": webviewB, "workspace_id": seamfake.DefaultWorkspaceID, "created_at": created, "connected_account_id": nil,
					"status": "pending", "login_successful": false, "authorized_at": nil, "selected_provider": nil, "customer_key": "acme",
					"custom_metadata": fields{}, "accepted_providers": []any{}, "accepted_capabilities": []any{},
				},
				fields{
					"connect_webview_id": webviewA, "workspace_id": seamfake.DefaultWorkspaceID, "created_at": "2026-06-01T13:00:00.000000Z",
					"connected_account_id": accountA, "status": "authorized", "login_successful": true, "authorized_at": "2026-06-01T14:00:00.000000Z",
					"selected_provider": "august", "customer_key": "acme", "custom_metadata": fields{"vip": "true"},
					"accepted_providers": []any{"august", "nest"}, "accepted_capabilities": []any{"lock"},
				},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, source := acctest.NewSeam(t), sources()[name]
			stored(s)
			tf := s.Terraform(t, s.Config(source.block()+"resource \"terraform_data\" \"shown\" {\n  input = "+source.address()+"\n}\n"))
			_, planned := tf.Plan() // it shows everything that is not sensitive
			wantNothingPersonal(t, planned.Says(source.shows))
			s.WantSent(t, source.sent)
			wantNothingPersonal(t, tf.Apply())
			s.WantSent(t, source.sent)
			got := tf.Attributes(source.address())
			for name, value := range want {
				if !reflect.DeepEqual(got[name], value) {
					t.Errorf("%s is %v, want %v", name, got[name], value)
				}
			}
			if len(got) != len(want) {
				t.Errorf("read %v", got)
			}
			tf.WantEmptyPlan()
		})
	}
}

// Each filter selects objects, and all of them must match.
func TestAccFilters(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	stored(s)
	accounts, webviews := sources()["accounts"], sources()["webviews"]
	for name, c := range map[string]struct {
		of    dataSource
		lines string
		want  []string
	}{
		"accounts: all":                   {accounts, "", []string{accountB, accountC, accountA}},
		"accounts: null":                  {accounts, "customer_key = null", []string{accountB, accountC, accountA}},
		"accounts: user_identifier_key":   {accounts, `user_identifier_key = "jane_doe"`, []string{accountA}},
		"accounts: customer_key":          {accounts, `customer_key = "acme"`, []string{accountB, accountA}},
		"accounts: space_id":              {accounts, `space_id = "` + space + `"`, []string{accountA}},
		"accounts: search":                {accounts, `search = "nest"`, []string{accountC}},
		"accounts: metadata, a text":      {accounts, `custom_metadata_has = { building = "north" }`, []string{accountA}},
		"accounts: metadata, a boolean":   {accounts, `custom_metadata_has = { vip = true }`, []string{accountA}},
		"accounts: metadata, both":        {accounts, `custom_metadata_has = { vip = true, building = "south" }`, nil},
		"accounts: combined":              {accounts, "customer_key = \"acme\"\n  custom_metadata_has = { vip = false }", []string{accountB}},
		"accounts: none":                  {accounts, `customer_key = "nobody"`, nil},
		"webviews: all":                   {webviews, "", []string{webviewA, webviewB}},
		"webviews: user_identifier_key":   {webviews, `user_identifier_key = "jane_doe"`, []string{webviewA}},
		"webviews: custom_metadata_has":   {webviews, `custom_metadata_has = { vip = true }`, []string{webviewA}},
		"webviews: search":                {webviews, `search = "august"`, []string{webviewA}},
		"webviews: login_successful":      {webviews, `login_successful = true`, []string{webviewA}},
		"webviews: not login_successful":  {webviews, `login_successful = false`, []string{webviewB}},
		"webviews: combined with nothing": {webviews, "login_successful = true\n  customer_key = \"nobody\"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			ids, rows := "connected_account_ids", "connected_accounts"
			if c.of.name == webviews.name {
				ids, rows = "connect_webview_ids", "connect_webviews"
			}
			tf := s.Terraform(t, s.Config(block(c.of.name, c.lines)))
			tf.Apply()
			got := tf.Attributes(c.of.address())
			if !slices.Equal(texts(got[ids]), c.want) || got[ids] == nil || len(objects(got[rows])) != len(c.want) {
				t.Errorf("found %v and %v, want %v", got[ids], got[rows], c.want)
			}
		})
	}
	for _, sent := range s.Journal(t) {
		if _, has := sent.Body["login_successful"]; has {
			t.Errorf("%v: Seam does not have this filter", sent)
		}
	}
}

// The data source combines all pages of a list.
func TestAccPages(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	s.SetKnobs(func(k *seamfake.Knobs) { k.MaxPageSize = 1 })
	stored(s)
	for name, c := range map[string]struct {
		ids      string
		pages, n int
	}{"accounts": {"connected_account_ids", 2, 2}, "webviews": {"connect_webview_ids", 2, 2}} {
		source := sources()[name]
		tf := s.Terraform(t, s.Config(source.block()))
		tf.Apply()
		if got := texts(tf.Attributes(source.address())[c.ids]); len(got) != c.n {
			t.Errorf("%s: found %v", name, got)
		}
		sent := s.Journal(t)
		if len(sent) != c.pages || sent[0].Body["page_cursor"] != nil || sent[1].Body["page_cursor"] == nil || sent[1].Body["customer_key"] != "acme" {
			t.Errorf("%s: sent %v, want the second page with the cursor and the filter", name, sent)
		}
	}
}

// The ID or key of a merged identity finds the primary one.
func TestAccMergedIdentity(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	stored(s)
	s.AddUserIdentity(seamfake.UserIdentity{UserIdentityID: merged, UserIdentityKey: "jane-old"})
	config := "data \"seam_user_identity\" \"this\" {\n  %s\n}\nresource \"seam_client_session\" \"this\" {\n  user_identifier_key = \"jane_doe\"\n  user_identity_id = data.seam_user_identity.this.user_identity_id\n}\n"
	if !s.MergeUserIdentities(identity, merged) {
		t.Fatal("not merged")
	}
	for _, line := range []string{`user_identity_id = "` + merged + `"`, `user_identity_key = "jane-old"`} {
		tf := s.Terraform(t, s.Config(fmt.Sprintf(config, line)))
		tf.Apply()
		got := tf.Attributes("data.seam_user_identity.this")
		if got["user_identity_id"] != identity || got["user_identity_key"] != "jane" || !slices.Equal(texts(got["merged_user_identity_ids"]), []string{merged}) {
			t.Errorf("%s: read %v", line, got)
		}
		tf.WantEmptyPlan()
	}
}

// The data source finds an account by its email address, and no command prints it.
func TestAccAccountByEmail(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	stored(s)
	tf := s.Terraform(t, s.Config(block("seam_connected_account", `email = "jane@example.com"`)+"resource \"terraform_data\" \"shown\" {\n  input = data.seam_connected_account.this\n}\n"))
	wantNothingPersonal(t, tf.Apply().Says(accountA))
	s.WantSent(t, acctest.Sent{Path: "/connected_accounts/get", Body: fields{"email": "jane@example.com"}})
	if got := tf.Attributes("data.seam_connected_account.this"); got["connected_account_id"] != accountA || got["email"] != "jane@example.com" {
		t.Errorf("read %v", got)
	}
}

// A session can use the IDs. They are not personal data, so a plan shows them. An
// account that is connected later changes the session.
func TestAccSessionOfWhatIsFound(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	stored(s)
	tf := s.Terraform(t, s.Config(sources()["identity"].block()+sources()["accounts"].block()+sources()["webviews"].block()+`
resource "seam_client_session" "this" {
  user_identifier_key   = "jane_doe"
  user_identity_id      = data.seam_user_identity.this.user_identity_id
  connected_account_ids = data.seam_connected_accounts.this.connected_account_ids
  connect_webview_ids   = data.seam_connect_webviews.this.connect_webview_ids
}
`))
	_, planned := tf.Plan()
	planned.Says(accountA, accountB, webviewA, identity)
	wantNothingPersonal(t, planned)
	tf.Apply()
	row := s.WantSessions(t, 1)[0]
	if row.UserIdentityID != identity || len(row.ConnectedAccountIDs) != 2 || len(row.ConnectWebviewIDs) != 2 {
		t.Errorf("the session is %+v", row)
	}
	tf.WantEmptyPlan()
	s.StoreConnectedAccount(seamfake.ConnectedAccount{ConnectedAccountID: accountC, CustomerKey: "acme"})
	tf.Apply().Says("0 added, 1 changed, 0 destroyed")
	if row := s.WantSessions(t, 1)[0]; len(row.ConnectedAccountIDs) != 3 {
		t.Errorf("the session is %+v", row)
	}
}
