package clientsession_test

import (
	"os"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestAccExample(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile("../../examples/resources/seam_client_session/resource.tf")
	if err != nil {
		t.Fatal(err)
	}
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(string(example)))
	tf.Apply()
	tf.WantEmptyPlan()
	tf.Run("destroy", "-auto-approve").MustSucceed()
	s.WantSessions(t, 0)
}
