package seam

import "regexp"

// UUID matches the form in which Seam returns its IDs: lower case, with hyphens.
// Another case of the same UUID would come back as a difference.
var UUID = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
