package clientsession_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// Every example is applied, so that none can rot.
func TestAccExamples(t *testing.T) {
	t.Parallel()
	examples, err := filepath.Glob("../../examples/resources/seam_client_session/*.tf")
	if err != nil || len(examples) == 0 {
		t.Fatalf("no examples (%v)", err)
	}
	for _, path := range examples {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			example, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(string(example)))
			tf.Apply()
			tf.WantEmptyPlan()
			tf.Run("destroy", "-auto-approve").MustSucceed()
			left := strings.Count(string(example), `on_destroy          = "keep"`)
			s.WantSessions(t, left)
		})
	}
}
