package acctest

import (
	"fmt"
	"strings"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// TypeName is the name of the resource, the ephemeral resource and the list
// resource.
const TypeName = "seam_client_session"

// Parts of the configurations of tests.
const (
	// Address is the address of the resource of Session.
	Address = TypeName + ".this"

	Webview   = "5e297cfe-23df-4638-bb87-08c4f0f8233b"
	AccountA  = "f87f0ab7-b8d7-44aa-9e59-3239b209570e"
	AccountB  = "1b9d3f0e-6a55-4c0e-9a3c-0d2f8f5f7a11"
	IdentityA = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
	IdentityB = "a6e93f84-565e-47d7-8908-1ca71ada373c"

	Expiry = "2030-06-18T06:10:42.000Z"
	Later  = "2031-01-01T00:00:00.000Z"
	Year   = 366 * 24 * time.Hour

	// Key and Expires are lines of the resource.
	Key     = `user_identifier_key = "jane_doe"`
	Expires = `expires_at = "` + Expiry + `"`
)

// OtherWorkspace is the second one of TwoWorkspaces, and OtherKey its API key.
const (
	OtherWorkspace = "0c5a1d2e-0000-4000-8000-000000000002"
	OtherKey       = "seam_otherkey1_123456789ABCDEFGHJKLMNPQ"
)

// Session is the resource with the given lines in it.
func Session(lines ...string) string {
	return fmt.Sprintf("resource %q \"this\" {\n  %s\n}\n", TypeName, strings.Join(lines, "\n  "))
}

// Opening is the ephemeral resource with the given lines in it.
func Opening(lines ...string) string {
	return fmt.Sprintf("ephemeral %q \"this\" {\n  %s\n}\n", TypeName, strings.Join(lines, "\n  "))
}

// Whole is the configuration of the API page, with an expiry in the future.
var Whole = Session(
	Key, Expires,
	`connect_webview_ids = ["`+Webview+`"]`,
	`connected_account_ids = ["`+AccountA+`"]`,
	`user_identity_id = "`+IdentityA+`"`,
)

// Rotate is a line with rotate_when_changed.
func Rotate(value string) string { return `rotate_when_changed = { incident = "` + value + `" }` }

// Renamed is a configuration whose resource has another name than Address.
func Renamed(config string) string { return strings.Replace(config, `"this"`, `"that"`, 1) }

// TwoWorkspaces gives a Seam the default workspace and another one.
func TwoWorkspaces() []seamfake.Option {
	return []seamfake.Option{
		seamfake.WithWorkspace(seamfake.DefaultWorkspace()),
		seamfake.WithWorkspace(seamfake.Workspace{WorkspaceID: OtherWorkspace, Name: "Production", APIKeys: []string{OtherKey}}),
	}
}

// Existing is a session that was created outside Terraform.
func Existing(s *Seam, key string) seamfake.Session {
	return s.AddSession(seamfake.Session{
		WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: key, ConnectedAccountIDs: []string{AccountA}, UserIdentityID: IdentityA,
	})
}
