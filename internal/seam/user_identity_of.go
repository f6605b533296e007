package seam

// UserIdentity returns the ID of the user identity, empty if there is none. It
// reads either field, because Seam's schema requires the deprecated list, and the
// samples in its documentation omit it.
func (s *ClientSessionSummary) UserIdentity() string {
	switch {
	case s.UserIdentityID != nil && *s.UserIdentityID != "":
		return *s.UserIdentityID
	case len(s.UserIdentityIDs) == 1:
		return s.UserIdentityIDs[0]
	}
	return ""
}
