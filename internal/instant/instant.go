// Package instant is a string type for a point in time. Two spellings of one
// instant are equal, regardless of their offset or fraction.
//
// Seam's OpenAPI document requires date-time strings (RFC 3339), and Seam returns
// another spelling than the one that was sent, such as 2030-01-01T00:00:00.000Z for
// 2030-01-01T02:00:00+02:00. Seam keeps milliseconds, so instants are compared at
// that precision.
package instant

import (
	"errors"
	"regexp"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Precision is the precision with which Seam stores instants.
const Precision = time.Millisecond

// rfc3339 rejects strings that time.Parse accepts: a one-digit hour, a comma before
// the fraction, and offsets of a day or more (golang.org/issue/54580).
var rfc3339 = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

var errFormat = errors.New("not a date and time in RFC 3339 format, such as 2030-01-31T18:00:00Z or 2030-01-31T20:00:00.500+02:00")

// Parse reads an RFC 3339 date and time: four-digit year, upper-case T, an offset
// (Z or ±hh:mm) and an optional fraction of a second. Any other string is an error.
func Parse(s string) (time.Time, error) {
	if !rfc3339.MatchString(s) {
		return time.Time{}, errFormat
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	// With an offset, the year in UTC can be out of range.
	if year := t.UTC().Year(); err != nil || year < 0 || year > 9999 {
		return time.Time{}, errFormat
	}
	return t, nil
}

// Format formats an instant as Seam's documentation does: UTC, milliseconds and Z,
// such as 2030-01-01T00:00:00.000Z.
func Format(t time.Time) string {
	return seam.NewTime(t).String()
}

// Same reports whether two times are one instant at Precision.
func Same(a, b time.Time) bool {
	return a.Truncate(Precision).Equal(b.Truncate(Precision))
}

// Kept reports whether got is the stored form of asked: the same instant, or the
// same instant truncated to whole seconds.
func Kept(asked, got time.Time) bool {
	return Same(asked, got) || got.Equal(asked.Truncate(time.Second))
}
