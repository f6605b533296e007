package instant_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
)

func BenchmarkSameInstant(b *testing.B) {
	one, other := instant.NewValue("2030-01-01T00:00:00.000Z"), instant.NewValue("2030-01-01T02:00:00+02:00")
	b.ReportAllocs()
	for b.Loop() {
		if !one.SameInstant(other) {
			b.Fatal("they are one instant")
		}
	}
}
