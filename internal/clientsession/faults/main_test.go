// Package faults checks what users see, and what is in state, when something goes
// wrong between Terraform and Seam.
package faults_test

import (
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
