package seam

import (
	"encoding/json"
	"time"
)

// Time is a point in time in the spelling of the response, RFC 3339. Seam writes
// expires_at with milliseconds and created_at with microseconds.
type Time struct {
	time.Time
	text string
}

// NewTime returns t in the spelling that Seam's documentation uses.
func NewTime(t time.Time) Time {
	return Time{Time: t, text: t.UTC().Format("2006-01-02T15:04:05.000Z")}
}

// String returns the spelling of the response.
func (t Time) String() string { return t.text }

// MarshalJSON writes the spelling that String returns.
func (t Time) MarshalJSON() ([]byte, error) { return json.Marshal(t.text) }

// UnmarshalJSON reads a JSON string in RFC 3339.
func (t *Time) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		return shapeError("a date and time is not a string")
	}
	parsed, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return shapeError("a date and time is not in RFC 3339 format")
	}
	*t = Time{Time: parsed, text: text}
	return nil
}
