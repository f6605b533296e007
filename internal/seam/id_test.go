package seam_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

func TestCanonicalID(t *testing.T) {
	t.Parallel()
	const id = "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"
	for given, want := range map[string]string{
		id: id, "C2CBD177-1ACE-414B-BB1E-9F129E4A05C1": id, "C2cbd177-1ace-414b-bb1e-9f129e4a05C1": id,
		"": "", "ABC": "ABC", "C2CBD177-1ACE-414B-BB1E-9F129E4A05C1\n": "C2CBD177-1ACE-414B-BB1E-9F129E4A05C1\n",
	} {
		if got := seam.CanonicalID(given); got != want {
			t.Errorf("%q became %q, want %q", given, got, want)
		}
	}
}
