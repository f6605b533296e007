package seamfake

import (
	"bytes"
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"
)

// fields are the parameters of a request for a session, empty or nil if the request does not have them. A list that is
// given is not nil, even if it is empty.
type fields struct {
	key                     string
	accounts, webviews      []string
	identity                string
	expiresAt               *time.Time
	customerID, customerKey string
}

// givenFields reads the fields of a request. It rejects fields that the caller must not set or that knobs forbid.
func (s *Server) givenFields(c *call) (fields, *apiError) {
	given := fields{accounts: c.params.list("connected_account_ids"), webviews: c.params.list("connect_webview_ids")}
	given.key, _ = c.params.text("user_identifier_key")
	given.identity, _ = c.params.text("user_identity_id")
	given.customerID, _ = c.params.text("customer_id")
	given.customerKey, _ = c.params.text("customer_key")
	// The precedence if both forms are given is assumed.
	if ids := c.params.list("user_identity_ids"); given.identity == "" && ids != nil {
		given.identity = ids[0]
	}
	given.identity = s.store.primaryID(c.who.workspace.WorkspaceID, given.identity)
	if c.who.kind == publishableKey && (given.accounts != nil || given.webviews != nil) {
		return fields{}, &apiError{
			status: http.StatusForbidden, kind: "publishable_keys_must_create_empty_client_sessions",
			message: "With a publishable key, connected_account_ids and connect_webview_ids cannot be given",
		}
	}
	if err := s.checkKnown(c, given); err != nil {
		return fields{}, err
	}
	var err *apiError
	given.expiresAt, err = s.givenExpiry(c)
	return given, err
}

// givenExpiry returns expires_at in its stored form, nil if it is not given.
func (s *Server) givenExpiry(c *call) (*time.Time, *apiError) {
	value, ok := c.params.text("expires_at")
	if !ok {
		return nil, nil
	}
	expiry, err := parseTime(value)
	if err != nil { // the schema has accepted it
		panic("seamfake: " + err.Error())
	}
	now := s.clock()
	if s.knobs.RejectPastExpiresAt && !expiry.After(now) {
		return nil, invalidInput(issue{[]string{"expires_at"}, "Must be in the future"})
	}
	expiry = s.knobs.cappedExpiry(expiry, now)
	return &expiry, nil
}

// cappedExpiry returns the stored form of expiry for a request at now.
func (k Knobs) cappedExpiry(expiry, now time.Time) time.Time {
	if limit := now.Add(k.MaxLifetime); k.MaxLifetime > 0 && expiry.After(limit) {
		expiry = limit
	}
	return k.storedExpiry(expiry)
}

// defaultExpiry returns the expiry of a session that is created at now without expires_at.
func (k Knobs) defaultExpiry(now time.Time) time.Time {
	return k.cappedExpiry(now.Add(cmp.Or(k.DefaultLifetime, defaultLifetime)), now)
}

// checkKnown rejects ids that the workspace does not have, if a knob enables that.
func (s *Server) checkKnown(c *call, given fields) *apiError {
	if !s.knobs.RejectUnknownIDs {
		return nil
	}
	workspaceID := c.who.workspace.WorkspaceID
	unknown := func(has func(workspaceID, id string) bool) func(string) bool {
		return func(id string) bool { return !has(workspaceID, id) }
	}
	switch {
	case slices.ContainsFunc(given.accounts, unknown(s.store.accounts.has)):
		return connectedAccountNotFound()
	case slices.ContainsFunc(given.webviews, unknown(s.store.webviews.has)):
		return connectWebviewNotFound()
	case given.identity != "" && !s.store.identities.has(workspaceID, given.identity):
		return userIdentityNotFound()
	}
	return nil
}

// createSession stores a new session with the given fields. Its device_count is 0 even with accounts, because the fake has
// no devices.
func (s *Server) createSession(c *call, given fields) *Session {
	now := s.clock()
	expiry := s.knobs.defaultExpiry(now)
	if given.expiresAt != nil {
		expiry = *given.expiresAt
	}
	session := &Session{
		ClientSessionID:     uuid.NewString(),
		WorkspaceID:         c.who.workspace.WorkspaceID,
		CreatedAt:           s.knobs.storedCreation(now),
		ExpiresAt:           expiry,
		Token:               newToken(),
		UserIdentifierKey:   given.key,
		UserIdentityID:      given.identity,
		CustomerID:          given.customerID,
		CustomerKey:         given.customerKey,
		ConnectedAccountIDs: given.accounts,
		ConnectWebviewIDs:   given.webviews,
	}
	session.normalize()
	s.store.add(session)
	return session
}

// write changes the given fields of an existing session. Other fields stay unchanged.
func (s *Server) write(session *Session, given fields) *apiError {
	before := session.row()
	if err := s.writeIdentity(session, given.identity); err != nil {
		return err
	}
	session.ConnectedAccountIDs = s.knobs.written(session.ConnectedAccountIDs, given.accounts)
	session.ConnectWebviewIDs = s.knobs.written(session.ConnectWebviewIDs, given.webviews)
	if given.expiresAt != nil {
		session.ExpiresAt = *given.expiresAt
	}
	if s.knobs.WriteChangesToken && !bytes.Equal(before, session.row()) {
		session.Token = newToken()
	}
	return nil
}

// writeIdentity changes the user identity. A session has at most one.
func (s *Server) writeIdentity(session *Session, identity string) *apiError {
	changes := identity != "" && identity != session.UserIdentityID
	if changes && session.UserIdentityID != "" && s.knobs.RejectIdentityChange {
		return &apiError{
			status: http.StatusBadRequest, kind: "user_identity_mismatch",
			message: "The client session belongs to another user identity",
		}
	}
	if changes {
		session.UserIdentityID = identity
	}
	return nil
}

// written returns an id list after a request. given is nil if the request does not have the list.
func (k Knobs) written(stored, given []string) []string {
	switch {
	case given == nil || k.ExistingIDLists == IgnoreIDLists:
		return stored
	case k.ExistingIDLists == MergeIDLists:
		return union(stored, given)
	default:
		return given
	}
}

// union returns stored, followed by the elements of given that are not in it.
func union(stored, given []string) []string {
	all := slices.Clone(stored)
	for _, id := range given {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
