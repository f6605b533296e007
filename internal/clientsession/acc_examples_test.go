package clientsession_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// Every example that this CLI supports is applied.
func TestAccExamples(t *testing.T) {
	t.Parallel()
	examples, err := filepath.Glob("../../examples/*/*/*.tf")
	if err != nil || len(examples) < 10 {
		t.Fatalf("%d examples (%v)", len(examples), err)
	}
	for _, path := range examples {
		name := strings.TrimPrefix(path, "../../examples/")
		if strings.HasPrefix(name, "guides/") {
			continue // internal/docs applies those
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			example := string(content)
			s := acctest.NewSeam(t)
			if !strings.HasPrefix(name, "resources/") || strings.Contains(name, "import-") {
				s.AddSession(seamfake.Session{
					ClientSessionID: "c2cbd177-1ace-414b-bb1e-9f129e4a05c1", WorkspaceID: seamfake.DefaultWorkspaceID,
					UserIdentifierKey: "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f",
				})
			}
			if strings.Contains(name, "import-") {
				s.AddSession(seamfake.Session{WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: "2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90"})
				example += `
resource "seam_client_session" "jane" {
  user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
}
resource "seam_client_session" "john" {
  user_identifier_key = "2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90"
}
`
			}
			s.AddUserIdentity(seamfake.UserIdentity{UserIdentityKey: "jane_doe"})
			s.StoreConnectedAccount(seamfake.ConnectedAccount{
				ConnectedAccountID: "f87f0ab7-b8d7-44aa-9e59-3239b209570e", CustomerKey: "acme", CustomMetadata: map[string]any{"building": "north"},
			})
			tf := s.Terraform(t, s.Config(example))
			tf.Apply()
			tf.WantEmptyPlan()
			tf.Run("destroy", "-auto-approve").MustSucceed()
		})
	}
}
