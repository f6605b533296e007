package clientsession_test

import (
	"os"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// The results of terraform query are imported with the generated configuration.
func TestAccQuery(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile("../../examples/list-resources/seam_client_session/list-resource.tfquery.hcl")
	if err != nil {
		t.Fatal(err)
	}
	acctest.Needs(t, string(example))
	s := acctest.NewSeam(t)
	jane := existing(s, "jane_doe") // the example asks for her user identity
	john := s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: "john", UserIdentityID: another})
	tf := s.Terraform(t, s.Config(""))
	tf.WriteFile("some.tfquery.hcl", "list \"seam_client_session\" \"all\" {\n  provider = seam\n}\n")
	tf.Run("query", "-no-color").MustSucceed().Says("jane_doe", jane.ClientSessionID, "john", john.ClientSessionID)
	tf.WriteFile("some.tfquery.hcl", string(example))
	tf.Run("query", "-no-color", "-generate-config-out=generated.tf").MustSucceed().
		Says("jane_doe", jane.ClientSessionID).DoesNotSay("john", john.ClientSessionID)
	s.WantOnly(t, acctest.List)

	tf.Apply().Says("1 imported, 0 added, 0 changed, 0 destroyed")
	tf.WantEmptyPlan()
	if state := tf.Attributes(typeName + ".of_jane_0"); state["token"] != jane.Token {
		t.Errorf("imported %v", state)
	}
	s.WantSessions(t, 2)
}
