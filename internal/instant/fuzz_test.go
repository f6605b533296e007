package instant_test

import (
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

// Every value that is accepted as an instant can be sent, and is then the same instant.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"2030-01-31T18:00:00Z", "2030-01-31T20:00:00.500+02:00", "2030-01-31T18:00:00.123456789-00:00", "2028-02-29T23:59:59Z",
		"0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2030-01-31T18:00:00,5Z", "2030-01-31T1:00:00Z",
		"2016-12-31T23:59:60Z", "2030-13-01T00:00:00Z", "2030-01-31 18:00:00Z", "", "now", "2030-01-31T18:00:00+24:00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := instant.Parse(s)
		if err != nil {
			return
		}
		sent := instant.Format(at)
		back, err := instant.Parse(sent)
		if err != nil || !instant.Same(at, back) || len(sent) != len("2030-01-31T18:00:00.000Z") {
			t.Fatalf("%q is sent as %q: %v", s, sent, err)
		}
		if !instant.Kept(at, back) || !instant.Kept(at, at.Truncate(time.Second)) || instant.Kept(at, at.Add(time.Second)) {
			t.Errorf("%q: Kept", s)
		}
		if a, b := instant.NewValue(s), instant.NewValue(sent); !a.SameInstant(b) || !b.SameInstant(a) || !a.SameInstant(a) {
			t.Errorf("%q and %q are not the same instant", s, sent)
		}
	})
}
