// Package lives_test tests properties of whole lives of a resource: random
// configurations, outside events, faults and saved plans, one after another.
//
// Most lives are led below the CLI, by an imitation of what Terraform core does
// with one resource (core_test.go); a few are led by the CLI itself.
package lives_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestMain(m *testing.M) { acctest.Main(m) }
