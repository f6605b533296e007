package seamfake

import (
	"errors"
	"regexp"
	"time"
)

// defaultLifetime is the default lifetime of a session: a year of 365.25 days, as seen in Seam's own fake.
const defaultLifetime = 8766 * time.Hour

// Fraction is the number of digits for fractions of a second in a response.
type Fraction int

// The formats of timestamps in Seam's documentation, and one more that RFC 3339 allows.
const (
	DefaultFraction Fraction = iota // milliseconds for expires_at, microseconds for created_at
	NoFraction                      // 2025-06-18T06:10:42Z
	Milliseconds                    // 2025-06-18T06:10:42.000Z
	Microseconds                    // 2025-06-18T06:10:42.000000Z
)

func (f Fraction) or(other Fraction) Fraction {
	if f == DefaultFraction {
		return other
	}
	return f
}

// formatTime formats t with a truncated fraction, in UTC with "Z" or in zone with a numeric offset.
func formatTime(t time.Time, f Fraction, zone *time.Location) string {
	layout := "2006-01-02T15:04:05"
	switch f {
	case Milliseconds:
		layout += ".000"
	case Microseconds:
		layout += ".000000"
	case DefaultFraction, NoFraction:
	}
	if zone == nil {
		return t.UTC().Format(layout + "Z")
	}
	return t.In(zone).Format(layout + "-07:00")
}

// timeForm is stricter than time.Parse, which accepts one-digit hours and a comma before the fraction.
var timeForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$`)

// parseTime parses an RFC 3339 timestamp with any offset and fraction, and returns it in UTC. It rejects other formats that
// JavaScript accepts as dates: Seam documents the format as date-time, and clients should not depend on others.
func parseTime(value string) (time.Time, error) {
	if !timeForm.MatchString(value) {
		return time.Time{}, errors.New("not an RFC 3339 timestamp")
	}
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return time.Time{}, err
	}
	t = t.UTC()
	if t.Year() < 0 || t.Year() > 9999 { // because of the offset, RFC 3339 cannot express it
		return time.Time{}, errors.New("year out of range")
	}
	return t, nil
}

// storedExpiry returns t with the precision of stored expiries: milliseconds, like a JavaScript date, unless knobs change
// that.
func (k Knobs) storedExpiry(t time.Time) time.Time {
	switch {
	case k.StoreWholeSeconds:
		return t.Truncate(time.Second)
	case k.ExpiresAtFraction == Microseconds:
		return t.Truncate(time.Microsecond)
	default:
		return t.Truncate(time.Millisecond)
	}
}

// storedCreation returns t with the precision of stored creation times: microseconds, like a database timestamp, unless
// knobs change that.
func (k Knobs) storedCreation(t time.Time) time.Time {
	if k.StoreWholeSeconds {
		return t.Truncate(time.Second)
	}
	return t.Truncate(time.Microsecond)
}
