package seamfake

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"
)

// UserIdentity is a stored user identity. Its fields have the names of the API. An empty string means null.
type UserIdentity struct {
	UserIdentityID  string    `json:"user_identity_id"` // a UUID
	WorkspaceID     string    `json:"workspace_id"`     // a UUID
	CreatedAt       time.Time `json:"created_at"`
	UserIdentityKey string    `json:"user_identity_key"`
	EmailAddress    string    `json:"email_address"`
	FullName        string    `json:"full_name"`
	PhoneNumber     string    `json:"phone_number"`

	// The identities that were merged into this one; see [Server.MergeUserIdentities].
	MergedUserIdentityIDs  []string `json:"merged_user_identity_ids"`
	MergedUserIdentityKeys []string `json:"merged_user_identity_keys"`
}

func (u *UserIdentity) resource() resource { return resource{u.WorkspaceID, u.UserIdentityID} }

// hasID reports whether the id belongs to the identity or to one that was merged into it.
func (u *UserIdentity) hasID(id string) bool {
	return u.UserIdentityID == id || slices.Contains(u.MergedUserIdentityIDs, id)
}

// hasKey is hasID for keys.
func (u *UserIdentity) hasKey(key string) bool {
	return u.UserIdentityKey == key || slices.Contains(u.MergedUserIdentityKeys, key)
}

func (u *UserIdentity) clone() *UserIdentity {
	c := *u
	c.CreatedAt = c.CreatedAt.UTC()
	c.MergedUserIdentityIDs = append([]string{}, c.MergedUserIdentityIDs...)
	c.MergedUserIdentityKeys = append([]string{}, c.MergedUserIdentityKeys...)
	return &c
}

// AddUserIdentity stores a user identity and returns it with defaults for missing fields: the first workspace, a random id,
// the current time. It replaces one with the same id.
func (s *Server) AddUserIdentity(u UserIdentity) UserIdentity {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complete(&u.WorkspaceID, &u.UserIdentityID, &u.CreatedAt)
	s.store.identities.put(u.clone())
	return *u.clone()
}

// complete sets the missing fields of an object: the first workspace, a random id, the current time.
func (s *Server) complete(workspaceID, id *string, createdAt *time.Time) {
	*workspaceID = cmp.Or(*workspaceID, s.workspaces[0].WorkspaceID)
	*id = cmp.Or(*id, uuid.NewString())
	if createdAt.IsZero() {
		*createdAt = s.knobs.storedCreation(s.clock())
	}
}

// MergeUserIdentities merges one identity into another of the same workspace, as documented: sessions move to the primary
// identity, and the ids and keys of the merged identity resolve to the primary one. It returns false if either was not
// added, or if both are the same.
func (s *Server) MergeUserIdentities(primaryID, mergedID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.workspaces {
		primary, merged := s.store.identity(w.WorkspaceID, primaryID), s.store.identity(w.WorkspaceID, mergedID)
		if primary != nil && merged != nil && primary != merged {
			s.store.merge(primary, merged)
			return true
		}
	}
	return false
}

// merge is [Server.MergeUserIdentities] for stored identities.
func (s *store) merge(primary, merged *UserIdentity) {
	primary.MergedUserIdentityIDs = slices.Concat(
		primary.MergedUserIdentityIDs, []string{merged.UserIdentityID}, merged.MergedUserIdentityIDs)
	if merged.UserIdentityKey != "" {
		primary.MergedUserIdentityKeys = append(primary.MergedUserIdentityKeys, merged.UserIdentityKey)
	}
	primary.MergedUserIdentityKeys = append(primary.MergedUserIdentityKeys, merged.MergedUserIdentityKeys...)
	s.identities.remove(merged.resource())
	for _, session := range s.sessions {
		if session.WorkspaceID == primary.WorkspaceID && merged.hasID(session.UserIdentityID) {
			session.UserIdentityID = primary.UserIdentityID
		}
	}
}

// DeleteUserIdentity deletes a user identity and its sessions, as documented, including the sessions of an identity that
// only sessions refer to. It returns false if there is neither.
func (s *Server) DeleteUserIdentity(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := false
	for _, w := range s.workspaces {
		found = s.store.deleteIdentity(w.WorkspaceID, s.store.primaryID(w.WorkspaceID, id)) || found
	}
	return found
}

// deleteIdentity deletes an identity of a workspace and its sessions, and reports whether it deleted anything.
func (s *store) deleteIdentity(workspaceID, id string) bool {
	found := s.identities.remove(resource{workspaceID, id})
	for _, session := range slices.Clone(s.sessions) {
		if session.WorkspaceID == workspaceID && session.UserIdentityID == id {
			s.remove(session)
			found = true
		}
	}
	return found
}

// identity returns the identity of a workspace to which an id resolves, nil if there is none.
func (s *store) identity(workspaceID, id string) *UserIdentity {
	found, _ := s.identities.find(workspaceID, func(u *UserIdentity) bool { return u.hasID(id) })
	return found
}

// primaryID returns the id under which a session stores an identity: the id of the identity into which it was merged, or
// the given id.
func (s *store) primaryID(workspaceID, id string) string {
	if u := s.identity(workspaceID, id); u != nil {
		return u.UserIdentityID
	}
	return id
}

// getUserIdentity serves /user_identities/get: the identity by its id or key, or by those of a merged identity.
func (s *Server) getUserIdentity(c *call) (map[string]any, *apiError) {
	u, err := s.addressedIdentity(c)
	if err != nil {
		return nil, err
	}
	return map[string]any{"user_identity": s.knobs.renderUserIdentity(u)}, nil
}

// addressedIdentity returns the identity with user_identity_id and user_identity_key.
func (s *Server) addressedIdentity(c *call) (*UserIdentity, *apiError) {
	id, byID := c.params.text("user_identity_id")
	key, byKey := c.params.text("user_identity_key")
	if !byID && !byKey {
		return nil, noAlternative()
	}
	u, ok := s.store.identities.find(c.who.workspace.WorkspaceID, func(u *UserIdentity) bool {
		return (!byID || u.hasID(id)) && (!byKey || u.hasKey(key))
	})
	if !ok {
		return nil, userIdentityNotFound()
	}
	return u, nil
}

// mergeUserIdentities serves /user_identities/merge. It rejects missing identities before it merges any.
func (s *Server) mergeUserIdentities(c *call) (map[string]any, *apiError) {
	primary, err := s.addressedIdentity(c)
	if err != nil {
		return nil, err
	}
	var merged []*UserIdentity
	ids, keys := c.params.list("merged_user_identity_ids"), c.params.list("merged_user_identity_keys")
	for _, name := range slices.Concat(ids, keys) {
		u, ok := s.store.identities.find(primary.WorkspaceID, func(u *UserIdentity) bool {
			return slices.Contains(ids, name) && u.hasID(name) || slices.Contains(keys, name) && u.hasKey(name)
		})
		if !ok {
			return nil, userIdentityNotFound()
		}
		if u != primary && !slices.Contains(merged, u) {
			merged = append(merged, u)
		}
	}
	if len(ids)+len(keys) == 0 {
		return nil, noAlternative()
	}
	for _, u := range merged {
		s.store.merge(primary, u)
	}
	return map[string]any{}, nil
}

// deleteUserIdentity serves /user_identities/delete.
func (s *Server) deleteUserIdentity(c *call) (map[string]any, *apiError) {
	u, err := s.addressedIdentity(c)
	if err != nil {
		return nil, err
	}
	s.store.deleteIdentity(u.WorkspaceID, u.UserIdentityID)
	return map[string]any{}, nil
}

// renderUserIdentity returns a user identity as in responses. The source of display_name is assumed.
func (k Knobs) renderUserIdentity(u *UserIdentity) map[string]any {
	return k.withUnknown(map[string]any{
		"user_identity_id":          u.UserIdentityID,
		"workspace_id":              u.WorkspaceID,
		"created_at":                k.renderCreation(u.CreatedAt),
		"user_identity_key":         orNull(u.UserIdentityKey),
		"email_address":             orNull(u.EmailAddress),
		"full_name":                 orNull(u.FullName),
		"phone_number":              orNull(u.PhoneNumber),
		"display_name":              cmp.Or(u.FullName, u.EmailAddress, u.PhoneNumber, u.UserIdentityKey, u.UserIdentityID),
		"merged_user_identity_ids":  u.MergedUserIdentityIDs,
		"merged_user_identity_keys": u.MergedUserIdentityKeys,
		"acs_user_ids":              []string{},
		"errors":                    []any{},
		"warnings":                  []any{},
	})
}

func userIdentityNotFound() *apiError {
	return &apiError{status: http.StatusNotFound, kind: "user_identity_not_found", message: "Could not find user identity"}
}
