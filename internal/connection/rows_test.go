package connection_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
)

// A session that does not fit into memory is requested separately. So is a session whose key such a row has, too.
func TestMoreRowsThanAreKept(t *testing.T) {
	t.Parallel()
	large := `,"more":"` + strings.Repeat("x", 9<<20) + `"}`
	var rows []string
	for i := range 8 {
		rows = append(rows, strings.TrimSuffix(row(fmt.Sprint("s", i), fmt.Sprint("user-", i), workspaceID, now.Add(time.Hour)), "}")+large)
	}
	rows = append(rows, strings.TrimSuffix(row("s8", "user-1", workspaceID, now.Add(time.Hour)), "}")+large)
	conn := connect(t, &api{answers: map[string]string{path: list(rows...)}})
	for key, want := range map[string]bool{"user-0": true, "user-1": false, "user-6": true, "user-7": false} {
		found, diags := conn.Listed(t.Context(), key, connection.Wanted{UserIdentifierKey: key})
		if (found != nil) != want || len(diags) > 0 {
			t.Errorf("%s: found %v, %v", key, found, diags)
		}
	}
}
