package seamfake

import "time"

// Knobs switch from the default behavior to another one that Seam may also have. Each knob is about behavior that Seam does
// not document. The zero value is the default. Knobs can be combined.
type Knobs struct {
	// DefaultLifetime is the lifetime of a session if expires_at is not given. Zero means 365.25 days, as seen in Seam's
	// own fake.
	DefaultLifetime time.Duration
	// MaxLifetime limits expires_at to this duration after the request. Zero means no limit.
	MaxLifetime time.Duration
	// RejectPastExpiresAt returns 400 invalid_input for an expires_at that is not in the future. By default it is
	// accepted.
	RejectPastExpiresAt bool
	// StoreWholeSeconds truncates stored timestamps to whole seconds. By default created_at is stored in microseconds and
	// expires_at in milliseconds.
	StoreWholeSeconds bool

	// ExistingIDLists is how get_or_create handles an id list for an existing session.
	ExistingIDLists IDListPolicy
	// ExistingUnchanged makes get_or_create return an existing session unchanged and ignore the other parameters, as
	// Seam's own fake does. By default it writes the given parameters.
	ExistingUnchanged bool
	// RejectIdentityChange returns 400 user_identity_mismatch if a session has a user identity and get_or_create or
	// grant_access names another one. By default the identity is replaced.
	RejectIdentityChange bool
	// Expired is how expired sessions are handled.
	Expired ExpiredPolicy
	// WriteChangesToken replaces the token of an existing session whenever get_or_create changes the session. The id stays,
	// and the old token becomes unknown. By default the token stays.
	WriteChangesToken bool
	// RevokedCreatesNew makes get_or_create create a session instead of returning a revoked one. By default it returns the
	// revoked session, and the token stays revoked, as seen in Seam's own fake.
	RevokedCreatesNew bool
	// AllowDuplicates makes each of several concurrent first calls with one key create a session: get_or_create and create
	// do not find sessions that were stored after their request arrived. By default there is exactly one.
	AllowDuplicates bool
	// RejectUnknownIDs returns 404 connected_account_not_found, connect_webview_not_found or user_identity_not_found for ids
	// of connected accounts, connect webviews and user identities that the workspace does not have. By default such ids are
	// stored, as seen in Seam's own fake. See [Server.StoreConnectedAccount], [Server.StoreConnectWebview],
	// [Server.ConnectAccount] and [Server.AddUserIdentity].
	RejectUnknownIDs bool

	// MaxPageSize is the maximum number of objects on a page, even if limit is higher. Zero means no maximum.
	MaxPageSize int
	// ReverseList makes list return sessions by created_at descending. The default is ascending.
	ReverseList bool
	// RepeatedRevokeIs404 returns 404 client_session_not_found when a revoked session is revoked again. The default is 200.
	RepeatedRevokeIs404 bool
	// RepeatedDeleteIsOK returns 200 when a deleted session is deleted again. The default is 404 client_session_not_found.
	// An id that never existed always returns 404.
	RepeatedDeleteIsOK bool

	// ExpiresAtFraction and CreatedAtFraction are the number of digits for fractions of a second in responses.
	ExpiresAtFraction, CreatedAtFraction Fraction
	// NumericOffset, if not nil, is the time zone of timestamps in responses, with an offset like +02:00, or +00:00 for
	// [time.UTC]. The default is UTC with Z. The OpenAPI document allows both.
	NumericOffset *time.Location

	// EmitCustomerID shows customer_id, as Seam's guides do although the OpenAPI document does not have it. For a session
	// without one, the value is a UUID derived from the session id.
	EmitCustomerID bool
	// EmitCustomerKey shows customer_key for all sessions. For a session without one, the value is derived from the session
	// id. By default customer_key is shown only if it is set.
	EmitCustomerKey bool
	// OmitUserIdentityIDs omits user_identity_ids, as many of Seam's samples do although the field is required.
	OmitUserIdentityIDs bool
	// DeviceCountAsFloat writes device_count like 1.0, because the OpenAPI document defines it as a float.
	DeviceCountAsFloat bool
	// UnknownFields adds fields that the OpenAPI document does not have to objects and to the body around them.
	UnknownFields bool
	// ReverseIDs shows id lists in reverse order.
	ReverseIDs bool
}

// IDListPolicy is how an id list for an existing session is handled.
type IDListPolicy int

// The policies for id lists.
const (
	ReplaceIDLists IDListPolicy = iota // the given list replaces the stored one, as Seam's guides say
	MergeIDLists                       // given ids that are missing are added
	IgnoreIDLists                      // the stored list stays, as in Seam's own fake
)

// ExpiredPolicy is how expired sessions are handled. All four policies are possible: Seam's support wrote that
// get_or_create creates a new session, but the description of expires_at makes sense only if it returns the old one.
type ExpiredPolicy int

// The policies for expired sessions.
const (
	// ExpiredRevived means that get_or_create returns the expired session and writes the given parameters to it. A later
	// expires_at makes the session and its token valid again.
	ExpiredRevived ExpiredPolicy = iota
	// ExpiredReturned means that get_or_create returns the expired session unchanged and ignores the other parameters. It
	// stays expired.
	ExpiredReturned
	// ExpiredNew means that get_or_create creates a new session with the key. The expired session stays: get finds it by
	// its id, and list shows both.
	ExpiredNew
	// ExpiredPurged means that a session is removed when it expires: get and list do not find it, its token is unknown, and
	// get_or_create creates a new session with the key.
	ExpiredPurged
)
