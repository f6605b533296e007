package seamfake

import (
	"errors"
	"regexp"
	"time"
)

// defaultLifetime is how long a session lives when nothing else was requested: a year of 365.25 days, as seen in Seam's
// own fake.
const defaultLifetime = 8766 * time.Hour

// Fraction is how many digits of a second a response shows.
type Fraction int

// The forms that Seam's documentation shows for timestamps, and one that RFC 3339 allows as well.
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

// formatTime writes t with a fraction, cut off and not rounded, in UTC with "Z" or in zone with a numeric offset.
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

// timeForm is stricter than time.Parse, which lets pass hours of one digit and a comma before the fraction.
var timeForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$`)

// parseTime reads an RFC 3339 timestamp with any offset and fraction, to UTC. Other forms that JavaScript reads as dates
// are refused: Seam documents the format as date-time, and a client should not depend on more.
func parseTime(value string) (time.Time, error) {
	if !timeForm.MatchString(value) {
		return time.Time{}, errors.New("not an RFC 3339 timestamp")
	}
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return time.Time{}, err
	}
	t = t.UTC()
	if t.Year() < 0 || t.Year() > 9999 { // the offset has carried it out of what RFC 3339 can write
		return time.Time{}, errors.New("year out of range")
	}
	return t, nil
}

// storedExpiry is t as precisely as the server keeps it: milliseconds, like a JavaScript date, unless knobs say otherwise.
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

// storedCreation is t as precisely as the server keeps it: microseconds, like a database timestamp, unless knobs say
// otherwise.
func (k Knobs) storedCreation(t time.Time) time.Time {
	if k.StoreWholeSeconds {
		return t.Truncate(time.Second)
	}
	return t.Truncate(time.Microsecond)
}
