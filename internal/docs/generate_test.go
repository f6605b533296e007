package docs_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const generateDir = "guides/generate/"

// mary adds the session whose generated configuration the page shows.
func mary(t *testing.T, s *acctest.Seam) seamfake.Session {
	t.Helper()
	addObjects(t, s)
	return s.AddSession(seamfake.Session{
		WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: keyOf(t, generateDir+"reviewed.tf"),
		ConnectedAccountIDs: []string{johnsAccount}, UserIdentityID: johnsIdentity, ExpiresAt: time.Date(2030, 6, 18, 6, 10, 42, 0, time.UTC),
	})
}

// Terraform generates the configuration of the page. It imports the session unchanged, and then manages its lists.
func TestAccGenerateConfiguration(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	before := mary(t, s)
	tf := example(t, s, generateDir+"import.tf")
	block := read(t, "examples/"+generateDir+"import.tf")
	generate := func() acctest.Result { return tf.Run("plan", "-no-color", "-generate-config-out=generated.tf") }
	result := generate()
	if result.Code != 0 {
		// The page explains what Terraform 1.16.0-rc2 needs to generate the configuration.
		result.MustFail("registry.terraform.io/hashicorp/seam")
		tf.WriteFile("import.tf", strings.Replace(block, "{\n", "{\n  provider = seam\n", 1))
		result = generate()
	}
	result.MustSucceed().Says("1 to import, 0 to add, 0 to change, 0 to destroy", "Config generation is experimental")
	tf.WriteFile("import.tf", block)
	generated, err := os.ReadFile(filepath.Join(tf.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(read(t, "examples/"+generateDir+"generated.tf"), "by Terraform", "by ")
	if got := strings.NewReplacer("by Terraform", "by ", "by OpenTofu", "by ").Replace(string(generated)); got != want {
		t.Errorf("the page shows\n%s\nwant\n%s", want, got)
	}
	tf.Apply().Says("1 imported, 0 added, 0 changed, 0 destroyed")
	wantAccount := func(what string, account string, want bool) {
		t.Helper()
		row := s.WantSessions(t, 1)[0]
		if got := slices.Contains(row.ConnectedAccountIDs, account); got != want || row.Token != before.Token {
			t.Errorf("%s: the session has the account: %t, want %t", what, got, want)
		}
	}
	_, account, _ := s.ConnectAccount(before.ClientSessionID)
	tf.Apply().Says("0 added, 1 changed, 0 destroyed")
	wantAccount("as generated", account, false)

	load(t, tf, generateDir+"reviewed.tf")
	tf.WantEmptyPlan()
	_, account, _ = s.ConnectAccount(before.ClientSessionID)
	tf.Apply().Says("0 added, 0 changed, 0 destroyed")
	wantAccount("as reviewed", account, true)
}

// terraform query finds the sessions, and generates their configuration with import blocks.
func TestAccGenerateByQuery(t *testing.T) {
	t.Parallel()
	query := read(t, "examples/"+generateDir+"sessions.tfquery.hcl")
	acctest.Needs(t, query)
	s := newSeam(t)
	before := mary(t, s)
	page := read(t, "docs/resources/client_session.md")
	tf := s.Terraform(t, acctest.RequiredProviders+"provider \"seam\" {}\n")
	tf.WriteFile("sessions.tfquery.hcl", query)
	found := tf.Run("query", "-no-color").MustSucceed()
	line := "list.seam_client_session.all   client_session_id=" + before.ClientSessionID + ",workspace_id=" + seamfake.DefaultWorkspaceID + "   " + before.UserIdentifierKey
	shown := strings.Replace(line, before.ClientSessionID, "c2cbd177-1ace-414b-bb1e-9f129e4a05c1", 1)
	if !strings.Contains(found.Output, line) || !strings.Contains(page, "# "+shown) {
		t.Errorf("the page does not show the line of\n%s", found.Output)
	}
	tf.Run("query", "-no-color", "-generate-config-out=generated.tf").MustSucceed()
	tf.Apply().Says("1 imported, 0 added, 0 changed, 0 destroyed")
	if state := tf.Attributes("seam_client_session.all_0"); state["token"] != before.Token {
		t.Errorf("imported %v", state)
	}
	if generated, err := os.ReadFile(filepath.Join(tf.Dir, "generated.tf")); err != nil || !strings.Contains(string(generated), "connect_webview_ids   = []") {
		t.Errorf("the query generates (%v)\n%s", err, generated)
	}
}
