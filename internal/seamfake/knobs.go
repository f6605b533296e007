package seamfake

import "time"

// Knobs switch from the default behaviour to another that Seam may have as well. Every knob is about something that
// Seam does not document; the zero value is the default. Knobs can be combined.
type Knobs struct {
	// EmptyBodyIsObject takes no body at all for {}. By default get_or_create, create, grant_access and revoke answer it
	// with 400 invalid_input, as seen in Seam's own fake.
	EmptyBodyIsObject bool
	// PublishableKeyWithoutUserKeyIs400 makes the error publishable_key_requires_user_identifier_key a 400. The default
	// is 401; both are seen in Seam's own fake.
	PublishableKeyWithoutUserKeyIs400 bool
	// NullExpiresAtIs1970 reads "expires_at": null as the beginning of 1970, which makes a session that has expired. The
	// default is 400 invalid_input, as for null in any other field.
	NullExpiresAtIs1970 bool

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
	// ExpiredCreatesNew makes get_or_create create a session instead of returning one that has expired. By default the
	// expired one comes back, and a later expires_at in the request revives it.
	ExpiredCreatesNew bool
	// RevokedCreatesNew makes get_or_create create a session instead of returning one that was revoked. By default it
	// comes back with its token still dead, as seen in Seam's own fake.
	RevokedCreatesNew bool
	// WithoutKey is what get_or_create does without a user_identifier_key.
	WithoutKey WithoutKeyPolicy
	// AllowDuplicates lets concurrent first calls with one key each create a session: get_or_create and create then do
	// not find a key among sessions that were stored after their request arrived. By default there is exactly one.
	AllowDuplicates bool
	// RejectUnknownIDs answers ids of connected accounts and connect webviews that the workspace does not have with 404
	// connected_account_not_found and connect_webview_not_found. By default they are stored, as seen in Seam's own fake.
	// See [Server.AddConnectedAccount], [Server.AddConnectWebview] and [Server.ConnectAccount].
	RejectUnknownIDs bool

	// ReverseList makes list answer in another order than by created_at ascending: the reverse.
	ReverseList bool
	// GrantAccessReturnsOnlyOK makes grant_access answer {"ok":true}, as Seam's guides say. By default it answers the
	// session, as the OpenAPI document says.
	GrantAccessReturnsOnlyOK bool
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

// WithoutKeyPolicy is what get_or_create does without a user_identifier_key.
type WithoutKeyPolicy int

// The policies for requests without a key.
const (
	// KeylessCreates always creates a session.
	KeylessCreates WithoutKeyPolicy = iota
	// KeylessMatches returns the newest session that has the given user identity, or, when none is given, exactly the
	// given ids; the lists that are not given do not matter. Without any of them it creates a session.
	KeylessMatches
	// KeylessRejected answers 400 invalid_input.
	KeylessRejected
)
