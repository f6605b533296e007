package clientsession

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

func mustTime(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := instant.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func attributePathIs(d diag.Diagnostic, attribute string) bool {
	withPath, ok := d.(diag.DiagnosticWithPath)
	return ok && withPath.Path().Equal(path.Root(attribute))
}
