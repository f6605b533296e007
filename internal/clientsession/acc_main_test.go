package clientsession_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestMain(m *testing.M) { acctest.Main(m) }

const (
	address  = "seam_client_session.this"
	webview  = "5e297cfe-23df-4638-bb87-08c4f0f8233b"
	accountA = "f87f0ab7-b8d7-44aa-9e59-3239b209570e"
	accountB = "1b9d3f0e-6a55-4c0e-9a3c-0d2f8f5f7a11"
	identity = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
	another  = "a6e93f84-565e-47d7-8908-1ca71ada373c"
	expiry   = "2030-06-18T06:10:42.000Z"
	later    = "2031-01-01T00:00:00.000Z"
)

// session is the resource with the given lines in it.
func session(lines ...string) string {
	return fmt.Sprintf("resource \"seam_client_session\" \"this\" {\n  %s\n}\n", strings.Join(lines, "\n  "))
}

const (
	key     = `user_identifier_key = "jane_doe"`
	expires = `expires_at = "` + expiry + `"`
)

// whole is the configuration of the API page, with an expiry that lies ahead.
var whole = session(
	key, expires,
	`connect_webview_ids = ["`+webview+`"]`,
	`connected_account_ids = ["`+accountA+`"]`,
	`user_identity_id = "`+identity+`"`,
)

// dependent is a resource that is replaced when the token changes.
const dependent = `
resource "terraform_data" "holder" {
  triggers_replace = seam_client_session.this.token
}
`

type fields = map[string]any

func getOrCreate(body fields) acctest.Sent {
	return acctest.Sent{Path: acctest.GetOrCreate, Body: body}
}

// workspaceFirst is what each process asks before its first request about a
// session in state.
var workspaceFirst = acctest.Sent{Path: acctest.Workspace, Body: fields{}}

// refresh is all that a refresh sends.
var refresh = getOrCreate(fields{"user_identifier_key": "jane_doe"})

func lookUpByID(id string) acctest.Sent {
	return acctest.Sent{Path: acctest.Get, Body: fields{"client_session_id": id}}
}

func deletion(id string) acctest.Sent {
	return acctest.Sent{Path: acctest.Delete, Body: fields{"client_session_id": id}}
}

var uuidV4 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
