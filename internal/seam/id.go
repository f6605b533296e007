package seam

import (
	"regexp"
	"strings"
)

// UUID matches an ID of a Seam object in upper or lower case.
var UUID = regexp.MustCompile(`^(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// CanonicalID returns an ID in lower case, as Seam returns it. It does not change a
// string that is not a UUID.
func CanonicalID(id string) string {
	if lower := strings.ToLower(id); lower != id && UUID.MatchString(id) {
		return lower
	}
	return id
}
