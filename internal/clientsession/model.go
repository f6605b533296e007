// Package clientsession is everything that Terraform knows about a Seam client
// session: what get-or-create means for plan, state and requests.
package clientsession

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// model is the managed resource: configuration, plan or state.
type model struct {
	sessionModel
	policy
}

// sessionModel is a client session as Terraform sees it, with its secret.
type sessionModel struct {
	summaryModel

	Token            types.String `tfsdk:"token"`
	TokenFingerprint types.String `tfsdk:"token_fingerprint"` // our own
}

// summaryModel is a client session without its secret. Attributes are named as
// Seam names the fields.
type summaryModel struct {
	UserIdentifierKey   types.String  `tfsdk:"user_identifier_key"`
	ConnectWebviewIDs   types.Set     `tfsdk:"connect_webview_ids"`
	ConnectedAccountIDs types.Set     `tfsdk:"connected_account_ids"`
	ExpiresAt           instant.Value `tfsdk:"expires_at"`
	UserIdentityID      types.String  `tfsdk:"user_identity_id"`
	UserIdentityIDs     types.Set     `tfsdk:"user_identity_ids"`
	ClientSessionID     types.String  `tfsdk:"client_session_id"`
	WorkspaceID         types.String  `tfsdk:"workspace_id"`
	CreatedAt           instant.Value `tfsdk:"created_at"`
	DeviceCount         types.Int64   `tfsdk:"device_count"`
	CustomerID          types.String  `tfsdk:"customer_id"`
	CustomerKey         types.String  `tfsdk:"customer_key"`
}

// policy is what the configuration says of how Terraform treats the session.
// Seam knows none of it; it lives in configuration and state alone.
type policy struct {
	ExpiresIn         instant.Duration `tfsdk:"expires_in"`
	RenewBefore       instant.Duration `tfsdk:"renew_before"`
	RotateWhenChanged types.Map        `tfsdk:"rotate_when_changed"`
	OnExisting        types.String     `tfsdk:"on_existing"`
	OnDestroy         types.String     `tfsdk:"on_destroy"`
	StoreToken        types.Bool       `tfsdk:"store_token"`
}

// emptyModel has every attribute null.
func emptyModel() model {
	null := types.SetNull(types.StringType)
	return model{
		sessionModel: sessionModel{summaryModel: summaryModel{
			ConnectWebviewIDs: null, ConnectedAccountIDs: null, UserIdentityIDs: null,
			ExpiresAt: instant.Null(), CreatedAt: instant.Null(),
		}},
		policy: emptyPolicy(),
	}
}

func emptyPolicy() policy {
	return policy{
		ExpiresIn: instant.NullDuration(), RenewBefore: instant.NullDuration(),
		RotateWhenChanged: types.MapNull(types.StringType),
	}
}

// fromAPI shows a session as Seam returned it.
func fromAPI(s *seam.ClientSession) sessionModel {
	return sessionModel{
		summaryModel:     summaryFromAPI(&s.ClientSessionSummary),
		Token:            types.StringValue(s.Token),
		TokenFingerprint: types.StringValue(fingerprint(s.Token)),
	}
}

// summaryFromAPI shows all but the token. What an answer may leave out is null,
// or an empty set, so that state never depends on the form of the answer.
func summaryFromAPI(s *seam.ClientSessionSummary) summaryModel {
	identity, identities := identityOf(s)
	m := summaryModel{
		UserIdentifierKey:   types.StringPointerValue(s.UserIdentifierKey),
		ConnectWebviewIDs:   setOf(s.ConnectWebviewIDs),
		ConnectedAccountIDs: setOf(s.ConnectedAccountIDs),
		ExpiresAt:           instant.NewValue(s.ExpiresAt.String()),
		UserIdentityID:      types.StringNull(),
		UserIdentityIDs:     setOf(identities),
		ClientSessionID:     types.StringValue(s.ClientSessionID),
		WorkspaceID:         types.StringValue(s.WorkspaceID),
		CreatedAt:           instant.NewValue(s.CreatedAt.String()),
		DeviceCount:         types.Int64Null(),
		CustomerID:          types.StringPointerValue(s.CustomerID),
		CustomerKey:         types.StringPointerValue(s.CustomerKey),
	}
	if identity != "" {
		m.UserIdentityID = types.StringValue(identity)
	}
	if s.DeviceCount != nil {
		m.DeviceCount = types.Int64Value(int64(*s.DeviceCount))
	}
	return m
}

// identityOf reads the user identity from either of its fields: Seam's schema
// requires the deprecated list, the samples in its documentation leave it out.
func identityOf(s *seam.ClientSessionSummary) (identity string, identities []string) {
	identities = s.UserIdentityIDs
	if s.UserIdentityID != nil {
		identity = *s.UserIdentityID
	}
	switch {
	case identity == "" && len(identities) == 1:
		identity = identities[0]
	case identity != "" && len(identities) == 0:
		identities = []string{identity}
	}
	return identity, identities
}

// params is the body of the get-or-create request: the key and exactly what the
// configuration sets. The configuration must be wholly known.
func params(config sessionModel, key string) seam.GetOrCreateParams {
	p := seam.GetOrCreateParams{
		UserIdentifierKey:   key,
		ConnectWebviewIDs:   stringsOf(config.ConnectWebviewIDs),
		ConnectedAccountIDs: stringsOf(config.ConnectedAccountIDs),
		UserIdentityID:      config.UserIdentityID.ValueString(),
		UserIdentityIDs:     stringsOf(config.UserIdentityIDs),
	}
	if t, ok := config.ExpiresAt.Time(); ok {
		sent := seam.NewTime(t)
		p.ExpiresAt = &sent
	}
	return p
}

// fingerprint tells one token from another without giving it away.
func fingerprint(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])[:12]
}

// stateOf is the state that shows an answer: with the policy of prior, with the
// spelling that prior has for the same instants, with prior's milliseconds where
// the server keeps whole seconds only, and without a token that is not to be
// stored.
func stateOf(answer sessionModel, prior model) model {
	state := model{sessionModel: answer, policy: prior.policy}
	if asked, ok := prior.ExpiresAt.Time(); ok {
		if got, ok := answer.ExpiresAt.Time(); ok && instant.Kept(asked, got) {
			state.ExpiresAt = prior.ExpiresAt
		}
	}
	if answer.CreatedAt.SameInstant(prior.CreatedAt) {
		state.CreatedAt = prior.CreatedAt
	}
	if !state.storesToken() {
		state.Token = types.StringNull()
	}
	return state
}

// storesToken reports whether the token is to be in state; true while unknown.
func (p policy) storesToken() bool { return !isKnown(p.StoreToken) || p.StoreToken.ValueBool() }

// setOf returns a set that is never null and holds each element once.
func setOf(elements []string) types.Set {
	sorted := slices.Clone(elements)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	values := make([]attr.Value, len(sorted))
	for i, e := range sorted {
		values[i] = types.StringValue(e)
	}
	return types.SetValueMust(types.StringType, values)
}

// stringsOf returns the elements in order, nil for a set that is null or
// unknown and an empty slice for an empty one.
func stringsOf(set types.Set) []string {
	if set.IsNull() || set.IsUnknown() {
		return nil
	}
	elements := make([]string, 0, len(set.Elements()))
	for _, e := range set.Elements() {
		if s, ok := e.(types.String); ok {
			elements = append(elements, s.ValueString())
		}
	}
	slices.Sort(elements)
	return elements
}

// isKnown reports whether an attribute is neither null nor unknown.
func isKnown(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }
