package clientsession_test

import (
	"regexp"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestMain(m *testing.M) { acctest.Main(m) }

// Short names for what the tests of this package use often.
const (
	address        = acctest.Address
	webview        = acctest.Webview
	accountA       = acctest.AccountA
	accountB       = acctest.AccountB
	identity       = acctest.IdentityA
	another        = acctest.IdentityB
	expiry         = acctest.Expiry
	later          = acctest.Later
	year           = acctest.Year
	key            = acctest.Key
	expires        = acctest.Expires
	otherWorkspace = acctest.OtherWorkspace
	otherKey       = acctest.OtherKey
	typeName       = acctest.TypeName
)

var (
	session       = acctest.Session
	opening       = acctest.Opening
	whole         = acctest.Whole
	rotate        = acctest.Rotate
	renamed       = acctest.Renamed
	twoWorkspaces = acctest.TwoWorkspaces
	existing      = acctest.Existing
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

// workspaceFirst is the request that each process sends before its first request
// about a session in state.
var workspaceFirst = acctest.Sent{Path: acctest.Workspace, Body: fields{}}

// refresh is the only request of a refresh.
var refresh = getOrCreate(fields{"user_identifier_key": "jane_doe"})

func lookUpByID(id string) acctest.Sent {
	return acctest.Sent{Path: acctest.Get, Body: fields{"client_session_id": id}}
}

func deletion(id string) acctest.Sent {
	return acctest.Sent{Path: acctest.Delete, Body: fields{"client_session_id": id}}
}

var uuidV4 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
