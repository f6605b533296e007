package clientsession_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestMain(m *testing.M) { acctest.Main(m) }
