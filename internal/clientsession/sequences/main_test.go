// Package sequences_test tests properties of a resource over random sequences of
// configurations, outside events, faults and saved plans.
//
// Most sequences run without the CLI, in an imitation of what Terraform core does with
// one resource (core_test.go). A few run in the CLI itself.
package sequences_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestMain(m *testing.M) { acctest.Main(m) }
