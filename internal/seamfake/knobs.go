package seamfake

import "time"

// Knobs switch from the default behavior to another that Seam may have as well. Every knob is about something that Seam
// does not document; the zero value is the default. Knobs can be combined.
type Knobs struct {
	// DefaultLifetime is how long a session lives when expires_at is not given. Zero means 365.25 days, as seen in
	// Seam's own fake.
	DefaultLifetime time.Duration
	// MaxLifetime caps expires_at at that long after the request. Zero means that there is no cap.
	MaxLifetime time.Duration
	// RejectPastExpiresAt answers an expires_at that is not in the future with 400 invalid_input. By default it is
	// accepted.
	RejectPastExpiresAt bool
	// StoreWholeSeconds cuts timestamps to whole seconds when they are stored. By default created_at is kept to the
	// microsecond and expires_at to the millisecond.
	StoreWholeSeconds bool

	// ExistingIDLists is what get_or_create does with an id list that is given for an existing session.
	ExistingIDLists IDListPolicy
	// ExistingUnchanged makes get_or_create return an existing session as it is, whatever else the request holds, as
	// Seam's own fake does. By default it writes what is given.
	ExistingUnchanged bool
	// RejectIdentityChange answers 400 user_identity_mismatch when a session has a user identity and get_or_create or
	// grant_access name another. By default the identity is replaced.
	RejectIdentityChange bool
	// Expired is what becomes of a session that has expired.
	Expired ExpiredPolicy
	// WriteChangesToken gives an existing session another token, under the same id, with every get_or_create that
	// changes something in it. The old token is unknown from then on. By default the token stays.
	WriteChangesToken bool
	// RevokedCreatesNew makes get_or_create create a session instead of returning one that was revoked. By default it
	// comes back with its token still dead, as seen in Seam's own fake.
	RevokedCreatesNew bool
	// AllowDuplicates lets concurrent first calls with one key each create a session: get_or_create and create then do
	// not find a key among sessions that were stored after their request arrived. By default there is exactly one.
	AllowDuplicates bool
	// RejectUnknownIDs answers ids of connected accounts, connect webviews and user identities that the workspace does not
	// have with 404 connected_account_not_found, connect_webview_not_found and user_identity_not_found. By default they
	// are stored, as seen in Seam's own fake. See [Server.StoreConnectedAccount], [Server.StoreConnectWebview],
	// [Server.ConnectAccount] and [Server.AddUserIdentity].
	RejectUnknownIDs bool

	// MaxPageSize caps how many objects a page has, whatever limit says. Zero means that there is no cap.
	MaxPageSize int
	// ReverseList makes list answer in another order than by created_at ascending: the reverse.
	ReverseList bool
	// RepeatedRevokeIs404 answers revoking a revoked session with 404 client_session_not_found. The default is 200.
	RepeatedRevokeIs404 bool
	// RepeatedDeleteIsOK answers deleting a session that was deleted before with 200. The default is 404
	// client_session_not_found; an id that never existed is 404 in any case.
	RepeatedDeleteIsOK bool

	// ExpiresAtFraction and CreatedAtFraction are how many digits of a second answers show.
	ExpiresAtFraction, CreatedAtFraction Fraction
	// NumericOffset, when not nil, is the zone in which answers show timestamps, with an offset like +02:00, or +00:00
	// for [time.UTC]. The default is UTC with Z. The OpenAPI document allows both.
	NumericOffset *time.Location

	// EmitCustomerID shows customer_id, as Seam's guides do although the OpenAPI document does not have it. A session
	// that was created without one shows a UUID made from its id.
	EmitCustomerID bool
	// EmitCustomerKey shows customer_key on every session; one that was created without it shows a value made from its
	// id. By default customer_key is shown when it is set.
	EmitCustomerKey bool
	// OmitUserIdentityIDs leaves out user_identity_ids, as many of Seam's samples do although the field is required.
	OmitUserIdentityIDs bool
	// DeviceCountAsFloat writes device_count like 1.0: the OpenAPI document calls it a float.
	DeviceCountAsFloat bool
	// UnknownFields adds fields that the OpenAPI document does not have, to sessions, to workspaces and beside them.
	UnknownFields bool
	// ReverseIDs shows id lists in reverse order.
	ReverseIDs bool
}

// IDListPolicy is what becomes of an id list that is given for an existing session.
type IDListPolicy int

// The policies for id lists.
const (
	ReplaceIDLists IDListPolicy = iota // the given list replaces the stored one, as Seam's guides say
	MergeIDLists                       // given ids that are missing are added
	IgnoreIDLists                      // the stored list stays, as in Seam's own fake
)

// ExpiredPolicy is what becomes of a session that has expired. All four are possible: Seam's support wrote that
// get_or_create makes a new session, and the text of expires_at makes sense only where the old one comes back.
type ExpiredPolicy int

// The policies for expired sessions.
const (
	// ExpiredRevived lets get_or_create return the expired session and write what is given to it, so that a later
	// expires_at revives it, with its token.
	ExpiredRevived ExpiredPolicy = iota
	// ExpiredReturned lets get_or_create return the expired session as it was, and write nothing to it: it stays expired
	// whatever the request holds.
	ExpiredReturned
	// ExpiredNew lets get_or_create make a new session with the key. The expired one stays beside it: get finds it by its
	// id, and list shows both.
	ExpiredNew
	// ExpiredPurged removes a session once it has expired: get and list do not find it, its token is unknown, and
	// get_or_create makes a new session with the key.
	ExpiredPurged
)
