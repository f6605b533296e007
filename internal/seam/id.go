package seam

import (
	"regexp"
	"strings"
)

// UUID matches an ID of Seam's in upper or lower case.
var UUID = regexp.MustCompile(`^(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// CanonicalID returns an ID in the spelling that Seam returns: lower case. What is no
// UUID stays as it is.
func CanonicalID(id string) string {
	if lower := strings.ToLower(id); lower != id && UUID.MatchString(id) {
		return lower
	}
	return id
}
