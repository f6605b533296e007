package docs_test

import (
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

const testDir = "guides/test-your-configuration/"

// tested returns a directory with the configuration of the guide and these files.
func tested(t *testing.T, tf *acctest.Terraform, files ...string) {
	t.Helper()
	load(t, tf, testDir+"main.tf")
	for _, file := range files {
		content := read(t, "examples/"+testDir+file)
		acctest.Needs(t, content)
		tf.WriteFile(file, content)
	}
}

// The tests of the guide pass on the embedded Seam that the guide starts, and leave nothing behind.
func TestAccTestOnTheEmbeddedSeam(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	tf := s.Installed(t, "")
	tested(t, tf, "embedded.tftest.hcl")
	endpoint, key := embedded(t, read(t, "docs/guides/test-your-configuration.md"))
	s.Variables = map[string]string{"SEAM_ENDPOINT": endpoint, "SEAM_API_KEY": key}
	for range 2 { // the first run must have deleted everything
		tf.Run("test", "-no-color", "-filter=embedded.tftest.hcl").MustSucceed().Says("2 passed, 0 failed").DoesNotSay("Warning: Client session")
	}
}

// The mocks of the guide need no Seam.
func TestAccTestWithMocks(t *testing.T) {
	t.Parallel()
	s := newSeam(t)
	tf := s.Terraform(t, "")
	tested(t, tf, "mocked.tftest.hcl")
	tf.Run("test", "-no-color", "-filter=mocked.tftest.hcl").MustSucceed().Says("3 passed, 0 failed")
	s.WantSent(t)

	// The statements of the guide about mocks: they check arguments, and the values that Terraform generates break
	// expressions that parse them.
	main := read(t, "examples/"+testDir+"main.tf")
	tf.WriteFile("main.tf", strings.Replace(main, `"720h"`, `"30d"`, 1))
	tf.Run("test", "-no-color", "-filter=mocked.tftest.hcl").MustFail("Invalid duration")
	tf.WriteFile("main.tf", main)
	mocked := read(t, "examples/"+testDir+"mocked.tftest.hcl")
	tf.WriteFile("mocked.tftest.hcl", strings.Replace(mocked, "expires_at        = \"2030-01-31T00:00:00Z\"\n", "", 1))
	tf.Run("test", "-no-color", "-filter=mocked.tftest.hcl").MustFail("not a valid RFC3339 timestamp")
	s.WantSent(t)
}
