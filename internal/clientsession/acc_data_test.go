package clientsession_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccDataSource(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	for name, line := range map[string]string{"by key": key, "by ID": `client_session_id = "` + row.ClientSessionID + `"`} {
		t.Run(name, func(t *testing.T) {
			tf := s.Terraform(t, s.Config("data \"seam_client_session\" \"this\" {\n  "+line+"\n}\n"))
			if result := tf.Apply(); strings.Contains(result.Output, row.Token) {
				t.Error("the token was printed")
			}
			got := tf.Attributes("data.seam_client_session.this")
			if got["token"] != row.Token || got["client_session_id"] != row.ClientSessionID || got["user_identity_id"] != identity || got["user_identifier_key"] != "jane_doe" {
				t.Errorf("read %v", got)
			}
			s.WantOnly(t, acctest.Get)
		})
	}
	tf := s.Terraform(t, s.Config("data \"seam_client_session\" \"this\" {\n  user_identifier_key = \"john\"\n}\n"))
	tf.Run("plan", "-no-color").MustFail("No such client session", "john", "does not create sessions")
	tf.Write(s.Config("data \"seam_client_session\" \"this\" {}\n"))
	tf.Run("validate", "-no-color").MustFail("Missing Attribute Configuration", "Exactly one of these attributes must be configured: [user_identifier_key,client_session_id]")
	tf.Write(s.Config("data \"seam_client_session\" \"this\" {\n  user_identifier_key = \"john\"\n  client_session_id = \"" + identity + "\"\n}\n"))
	tf.Run("validate", "-no-color").MustFail("Invalid Attribute Combination", "Exactly one of these attributes must be configured: [user_identifier_key,client_session_id]")
	s.WantSessions(t, 1)
}

func TestAccListDataSource(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	jane := existing(s, "jane_doe")
	s.Clock.Advance(day)
	john := s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: "john", ConnectWebviewIDs: []string{webview}, UserIdentityID: identity})
	nobody := s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, CreatedAt: acctest.Start.Add(2 * day)})
	s.SetKnobs(func(k *seamfake.Knobs) { k.ReverseList = true })
	for name, c := range map[string]struct {
		lines string
		want  []string
	}{
		"all":         {"", []string{jane.ClientSessionID, john.ClientSessionID, nobody.ClientSessionID}},
		"by key":      {`user_identifier_key = "john"`, []string{john.ClientSessionID}},
		"by ID":       {`client_session_id = "` + jane.ClientSessionID + `"`, []string{jane.ClientSessionID}},
		"by webview":  {`connect_webview_id = "` + webview + `"`, []string{john.ClientSessionID}},
		"by identity": {`user_identity_id = "` + identity + `"`, []string{jane.ClientSessionID, john.ClientSessionID}},
		"without key": {`without_user_identifier_key = true`, []string{nobody.ClientSessionID}},
		"combined":    {"user_identity_id = \"" + identity + "\"\n  user_identifier_key = \"jane_doe\"", []string{jane.ClientSessionID}},
		"none":        {`user_identifier_key = "nobody"`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			tf := s.Terraform(t, s.Config("data \"seam_client_sessions\" \"all\" {\n  "+c.lines+"\n}\n"))
			tf.Apply()
			found, _ := tf.Attributes("data.seam_client_sessions.all")["client_sessions"].([]any)
			if len(found) != len(c.want) {
				t.Fatalf("found %d sessions, want %d", len(found), len(c.want))
			}
			for i, one := range found {
				if id := one.(map[string]any)["client_session_id"]; id != c.want[i] {
					t.Errorf("session %d is %v, want %v", i, id, c.want[i])
				}
			}
			if strings.Contains(tf.StateFile(), "seam_cst") {
				t.Error("a token is in state")
			}
		})
	}
}

func TestAccWorkspaceDataSource(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, twoWorkspaces()...)
	config := "data \"seam_workspace\" \"this\" {}\n"
	tf := s.Terraform(t, s.ConfigAs(otherKey, config))
	tf.Apply()
	s.WantOnly(t, acctest.Workspace)
	if got := tf.Attributes("data.seam_workspace.this"); got["workspace_id"] != otherWorkspace || got["name"] != "Production" || got["connect_partner_name"] != "Production" {
		t.Errorf("read %v", got)
	}
	s.Inject(seamfake.Fault{Path: acctest.Workspace, Rewrite: func(status int, body []byte) (int, []byte) {
		return status, bytes.ReplaceAll(body, []byte(`"connect_partner_name":"Production"`), []byte(`"connect_partner_name":null`))
	}})
	tf.Apply()
	if got := tf.Attributes("data.seam_workspace.this")["connect_partner_name"]; got != nil {
		t.Errorf("connect_partner_name is %v, want null", got)
	}
	s.ClearFaults()
	tf.Write(s.ConfigAs("seam_wrongkey1_nobodyknowsthiskey", config))
	tf.Run("plan", "-no-color").MustFail("Could not read the workspace", "Check the credential from api_key in the provider block")
}
