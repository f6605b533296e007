package seamfake_test

import (
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const (
	identityGet    = "/user_identities/get"
	identityMerge  = "/user_identities/merge"
	identityDelete = "/user_identities/delete"
	accountGet     = "/connected_accounts/get"
	accountList    = "/connected_accounts/list"
	webviewGet     = "/connect_webviews/get"
	webviewList    = "/connect_webviews/list"
	webviewDelete  = "/connect_webviews/delete"
)

// object returns the object with the name in a response.
func (r response) object(name string) map[string]any {
	r.t.Helper()
	r.wants(200, "")
	body := map[string]any{}
	r.decode(&body)
	object, _ := body[name].(map[string]any)
	if object == nil {
		r.t.Fatalf("response %q has no %s", r.body, name)
	}
	return object
}

// shows checks fields of an object.
func shows(t *testing.T, object, want map[string]any) {
	t.Helper()
	for name, value := range want {
		equal(t, name, object[name], value)
	}
}

func TestObjectsAreLookedUp(t *testing.T) {
	t.Parallel()
	h := start(t)
	h.fake.AddUserIdentity(seamfake.UserIdentity{UserIdentityID: identity, UserIdentityKey: "u"})
	h.fake.StoreConnectedAccount(seamfake.ConnectedAccount{
		ConnectedAccountID: accountA, UserIdentifier: seamfake.UserIdentifier{Email: "Jane@example.com"},
	})
	h.fake.StoreConnectWebview(seamfake.ConnectWebview{ConnectWebviewID: webviewA})
	h.keyed()
	notFound := map[string]string{
		identityGet: "user_identity_not_found", accountGet: "connected_account_not_found",
		webviewGet: "connect_webview_not_found",
	}
	for name, tc := range map[string]struct {
		path, body, query string
		status            int
		kind              string
	}{
		"identity by id":       {identityGet, `{"user_identity_id":"` + identity + `"}`, "user_identity_id=" + identity, 200, ""},
		"identity by key":      {identityGet, `{"user_identity_key":"u"}`, "user_identity_key=u", 200, ""},
		"unknown identity":     {identityGet, `{"user_identity_id":"` + another + `"}`, "user_identity_id=" + another, 404, "user_identity_not_found"},
		"unknown identity key": {identityGet, `{"user_identity_key":"x"}`, "user_identity_key=x", 404, "user_identity_not_found"},
		"no identity":          {identityGet, `{}`, "", 400, "invalid_input"},
		"an invalid id":        {identityGet, `{"user_identity_id":"u"}`, "user_identity_id=u", 400, "invalid_input"},
		"account by id":        {accountGet, `{"connected_account_id":"` + accountA + `"}`, "connected_account_id=" + accountA, 200, ""},
		"account by email":     {accountGet, `{"email":"jane@example.com"}`, "email=jane@example.com", 200, ""},
		"unknown account":      {accountGet, `{"connected_account_id":"` + accountB + `"}`, "connected_account_id=" + accountB, 404, "connected_account_not_found"},
		"unknown email":        {accountGet, `{"email":"joe@example.com"}`, "email=joe@example.com", 404, "connected_account_not_found"},
		"no account":           {accountGet, `{}`, "", 400, "invalid_input"},
		"an invalid email":     {accountGet, `{"email":"jane"}`, "email=jane", 400, "invalid_input"},
		"webview":              {webviewGet, `{"connect_webview_id":"` + webviewA + `"}`, "connect_webview_id=" + webviewA, 200, ""},
		"unknown webview":      {webviewGet, `{"connect_webview_id":"` + webviewB + `"}`, "connect_webview_id=" + webviewB, 404, "connect_webview_not_found"},
		"no webview":           {webviewGet, `{}`, "", 400, "invalid_input"},
	} {
		t.Run(name, func(t *testing.T) {
			deviant := tc.status == 400
			posted := h.do(request{path: tc.path, body: tc.body, deviant: deviant}).wants(tc.status, tc.kind)
			got := h.do(request{method: "GET", path: tc.path + "?" + tc.query, deviant: deviant}).wants(tc.status, tc.kind)
			equal(t, "GET against POST", got.body, posted.body)
			if tc.status == 200 {
				h.do(request{path: tc.path, body: tc.body, as: otherKey}).wants(404, notFound[tc.path])
			}
			h.do(request{path: tc.path, body: tc.body, as: h.keyed().Token, deviant: deviant}).wants(401, "unauthorized")
		})
	}
}

func TestShapeOfObjects(t *testing.T) {
	t.Parallel()
	for name, k := range map[string]seamfake.Knobs{
		"default": {}, "odd": {UnknownFields: true, NumericOffset: time.UTC, CreatedAtFraction: seamfake.NoFraction},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := knobs(t, k)
			bare, full := h.fake.AddUserIdentity(seamfake.UserIdentity{}), h.fake.AddUserIdentity(seamfake.UserIdentity{
				UserIdentityKey: "u", EmailAddress: "jane@example.com", FullName: "Jane Doe", PhoneNumber: "+15550100",
			})
			shows(t, h.post(identityGet, `{"user_identity_id":"`+bare.UserIdentityID+`"}`).object("user_identity"), map[string]any{
				"user_identity_key": nil, "email_address": nil, "display_name": bare.UserIdentityID,
				"workspace_id": seamfake.DefaultWorkspaceID,
			})
			shows(t, h.post(identityGet, `{"user_identity_key":"u"}`).object("user_identity"), map[string]any{
				"user_identity_id": full.UserIdentityID, "email_address": "jane@example.com", "display_name": "Jane Doe",
				"phone_number": "+15550100", "merged_user_identity_ids": []string{},
			})

			h.fake.StoreConnectedAccount(seamfake.ConnectedAccount{ConnectedAccountID: accountA})
			h.fake.StoreConnectedAccount(seamfake.ConnectedAccount{
				ConnectedAccountID: accountB, AccountType: "august", CustomerKey: "c", AcceptedCapabilities: []string{"lock"},
				CustomMetadata: map[string]any{"floor": "2", "vip": true}, AutomaticallyManageNewDevices: true,
				UserIdentifier: seamfake.UserIdentifier{Username: "jane"},
				Errors: []seamfake.AccountError{
					{ErrorCode: "account_disconnected", Message: "Reconnect it", CreatedAt: epoch},
					{ErrorCode: "salto_ks_subscription_limit_exceeded"},
				},
				Warnings: []seamfake.AccountWarning{{WarningCode: "setup_required"}},
			})
			shows(t, h.post(accountGet, `{"connected_account_id":"`+accountA+`"}`).object("connected_account"), map[string]any{
				"account_type": nil, "display_name": "unknown", "custom_metadata": map[string]any{}, "errors": []any{},
			})
			account := h.post(accountGet, `{"connected_account_id":"`+accountB+`"}`).object("connected_account")
			shows(t, account, map[string]any{
				"account_type": "august", "account_type_display_name": "August", "display_name": "jane", "customer_key": "c",
				"custom_metadata": map[string]any{"floor": "2", "vip": true}, "accepted_capabilities": []string{"lock"},
				"automatically_manage_new_devices": true, "user_identifier": map[string]any{"username": "jane"},
			})
			equal(t, "errors", len(account["errors"].([]any)), 2)
			shows(t, account["warnings"].([]any)[0].(map[string]any), map[string]any{"warning_code": "setup_required"})

			h.fake.StoreConnectWebview(seamfake.ConnectWebview{ConnectWebviewID: webviewA, AcceptedProviders: []string{"august"}})
			shows(t, h.post(webviewGet, `{"connect_webview_id":"`+webviewA+`"}`).object("connect_webview"), map[string]any{
				"status": "pending", "login_successful": false, "connected_account_id": nil, "customer_key": nil,
				"accepted_providers": []string{"august"}, "any_provider_allowed": false, "authorized_at": nil,
			})
		})
	}
}

func TestIDsInSessionsDoNotAddObjects(t *testing.T) {
	t.Parallel()
	for name, reject := range map[string]bool{"stored": false, "refused": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := knobs(t, seamfake.Knobs{RejectUnknownIDs: reject})
			for _, named := range []string{
				`"connected_account_ids":["` + accountA + `"]`, `"connect_webview_ids":["` + webviewA + `"]`,
				`"user_identity_id":"` + identity + `"`, `"user_identity_ids":["` + identity + `"]`,
			} {
				if resp := h.post(getOrCreate, `{"user_identifier_key":"k",`+named+`}`); (resp.status == 404) != reject {
					t.Errorf("%s: response %d %s", named, resp.status, resp.body)
				}
			}
			h.post(identityGet, `{"user_identity_id":"`+identity+`"}`).wants(404, "user_identity_not_found")
			h.post(accountGet, `{"connected_account_id":"`+accountA+`"}`).wants(404, "connected_account_not_found")
			h.post(webviewGet, `{"connect_webview_id":"`+webviewA+`"}`).wants(404, "connect_webview_not_found")

			h.fake.AddUserIdentity(seamfake.UserIdentity{UserIdentityID: identity})
			s := h.getOrCreate(`{"user_identifier_key":"k","user_identity_id":"` + identity + `"}`)
			equal(t, "identity", s.IdentityID, ptr(identity))
		})
	}
}

func TestConnectedObjectsAreStored(t *testing.T) {
	t.Parallel()
	h := start(t)
	webviewID, accountID, _ := h.fake.ConnectAccount(h.keyed().ID)
	h.post(accountGet, `{"connected_account_id":"`+accountID+`"}`).wants(200, "")
	shows(t, h.post(webviewGet, `{"connect_webview_id":"`+webviewID+`"}`).object("connect_webview"), map[string]any{
		"status": "authorized", "login_successful": true, "connected_account_id": accountID,
	})
	equal(t, "accounts of the key", h.listed(accountList, `{"user_identifier_key":"k"}`), []string{accountID})
	equal(t, "webviews of the key", h.listed(webviewList, `{"user_identifier_key":"k"}`), []string{webviewID})

	h.fake.DeleteConnectedAccount(accountID)
	h.post(accountGet, `{"connected_account_id":"`+accountID+`"}`).wants(404, "connected_account_not_found")
	h.post(webviewDelete, `{"connect_webview_id":"`+webviewID+`"}`).wants(200, "")
	h.post(webviewDelete, `{"connect_webview_id":"`+webviewID+`"}`).wants(404, "connect_webview_not_found")
	h.post(webviewGet, `{"connect_webview_id":"`+webviewID+`"}`).wants(404, "connect_webview_not_found")
	s := h.keyed()
	equal(t, "session", [][]string{s.AccountIDs, s.ConnectWebviews}, [][]string{{}, {}})

	webviewID, _, _ = h.fake.ConnectAccount(s.ID)
	h.fake.DeleteConnectWebview(webviewID)
	h.post(webviewGet, `{"connect_webview_id":"`+webviewID+`"}`).wants(404, "connect_webview_not_found")
	equal(t, "webviews", h.keyed().ConnectWebviews, []string{})
}
