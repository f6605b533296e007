package lookup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestMain(m *testing.M) { acctest.Main(m) }

const (
	identity = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
	merged   = "a6e93f84-565e-47d7-8908-1ca71ada373c"
	accountA = "f87f0ab7-b8d7-44aa-9e59-3239b209570e"
	accountB = "1b9d3f0e-6a55-4c0e-9a3c-0d2f8f5f7a11"
	accountC = "9c3d3f0e-6a55-4c0e-9a3c-0d2f8f5f7a33"
	webviewA = "5e297cfe-23df-4638-bb87-08c4f0f8233b"
	webviewB = "6f397cfe-23df-4638-bb87-08c4f0f8244c"
	space    = "5afeafe0-23df-4638-bb87-08c4f0f82555"

	otherWorkspace = "0a0a0a0a-0000-4000-8000-000000000002"
	otherKey       = "seam_testkey2_123456789ABCDEFGHJKLMNPQ"
)

// personal are strings that no command may print.
var personal = []string{"Jane", "jane@example.com", "+15551234567"}

// dataSource is a data source with the arguments to read the objects of stored.
type dataSource struct {
	name string
	// lines are the arguments, and sent the request that they make.
	lines string
	sent  acctest.Sent
	// shows is the part of the result that a plan prints.
	shows string
	// cannot is the headline of the error if reading fails, and about its subject.
	cannot, about string
}

type fields = map[string]any

// block is a data block with the name this.
func block(name, lines string) string {
	return fmt.Sprintf("data %q \"this\" {\n  %s\n}\n", name, lines)
}

func (s dataSource) block() string   { return block(s.name, s.lines) }
func (s dataSource) address() string { return "data." + s.name + ".this" }

func sources() map[string]dataSource {
	return map[string]dataSource{
		"identity": {
			name: "seam_user_identity", lines: `user_identity_key = "jane"`,
			sent:   acctest.Sent{Path: "/user_identities/get", Body: fields{"user_identity_key": "jane"}},
			shows:  identity,
			cannot: "Could not read the user identity", about: `The user identity with user_identity_key "jane"`,
		},
		"account": {
			name: "seam_connected_account", lines: `connected_account_id = "` + accountA + `"`,
			sent:   acctest.Sent{Path: "/connected_accounts/get", Body: fields{"connected_account_id": accountA}},
			shows:  accountA,
			cannot: "Could not read the connected account", about: "The connected account " + accountA,
		},
		"accounts": {
			name: "seam_connected_accounts", lines: `customer_key = "acme"`,
			sent:   acctest.Sent{Path: "/connected_accounts/list", Body: fields{"customer_key": "acme", "limit": 500.0}},
			shows:  accountB,
			cannot: "Could not list the connected accounts", about: "The connected accounts of the workspace",
		},
		"webviews": {
			name: "seam_connect_webviews", lines: `customer_key = "acme"`,
			sent:   acctest.Sent{Path: "/connect_webviews/list", Body: fields{"customer_key": "acme", "limit": 500.0}},
			shows:  webviewB,
			cannot: "Could not list the Connect Webviews", about: "The Connect Webviews of the workspace",
		},
	}
}

func twoWorkspaces() []seamfake.Option {
	return []seamfake.Option{
		seamfake.WithWorkspace(seamfake.DefaultWorkspace()),
		seamfake.WithWorkspace(seamfake.Workspace{WorkspaceID: otherWorkspace, Name: "Production", APIKeys: []string{otherKey}}),
	}
}

// stored adds an identity, three accounts and two webviews.
func stored(s *acctest.Seam) {
	s.AddUserIdentity(seamfake.UserIdentity{
		UserIdentityID: identity, UserIdentityKey: "jane", CreatedAt: acctest.Start,
		FullName: "Jane Doe", EmailAddress: "jane@example.com", PhoneNumber: "+15551234567",
	})
	s.StoreConnectedAccount(seamfake.ConnectedAccount{
		ConnectedAccountID: accountA, CreatedAt: acctest.Start.Add(time.Hour), AccountType: "august",
		UserIdentifier: seamfake.UserIdentifier{Email: "jane@example.com", Phone: "+15551234567"},
		CustomerKey:    "acme", UserIdentifierKey: "jane_doe", SpaceIDs: []string{space},
		CustomMetadata:       map[string]any{"building": "north", "vip": true},
		AcceptedCapabilities: []string{"thermostat", "lock"}, AutomaticallyManageNewDevices: true,
		Errors:   []seamfake.AccountError{{ErrorCode: "account_disconnected", Message: "Log in again."}},
		Warnings: []seamfake.AccountWarning{{WarningCode: "scheduled_maintenance_window", Message: "On Sunday."}},
	})
	s.StoreConnectedAccount(seamfake.ConnectedAccount{ConnectedAccountID: accountB, CreatedAt: acctest.Start, CustomerKey: "acme", CustomMetadata: map[string]any{"vip": false}})
	s.StoreConnectedAccount(seamfake.ConnectedAccount{ConnectedAccountID: accountC, CreatedAt: acctest.Start.Add(2 * time.Hour), AccountType: "nest"})
	s.StoreConnectWebview(seamfake.ConnectWebview{
		ConnectWebviewID: webviewA, CreatedAt: acctest.Start.Add(time.Hour), CustomerKey: "acme", UserIdentifierKey: "jane_doe",
		ConnectedAccountID: accountA, Status: "authorized", AuthorizedAt: acctest.Start.Add(2 * time.Hour), SelectedProvider: "august",
		CustomMetadata: map[string]any{"vip": true}, AcceptedProviders: []string{"nest", "august"}, AcceptedCapabilities: []string{"lock"},
	})
	s.StoreConnectWebview(seamfake.ConnectWebview{ConnectWebviewID: webviewB, CreatedAt: acctest.Start, CustomerKey: "acme"})
}

// texts are the sorted strings of a list or a set in state.
func texts(value any) []string {
	all, _ := value.([]any)
	found := make([]string, len(all))
	for i, text := range all {
		found[i], _ = text.(string)
	}
	slices.Sort(found)
	return found
}

// objects returns the objects of a list in state.
func objects(value any) []fields {
	all, _ := value.([]any)
	found := make([]fields, len(all))
	for i, object := range all {
		found[i], _ = object.(fields)
	}
	return found
}

func wantNothingPersonal(t *testing.T, r acctest.Result) {
	t.Helper()
	for _, text := range personal {
		if strings.Contains(r.Output, text) {
			t.Errorf("terraform %s printed %q:\n%s", strings.Join(r.Args, " "), text, r.Output)
		}
	}
}
