// Package clientsession implements Seam client sessions for Terraform. It defines
// what get-or-create means for plan, state and requests.
package clientsession

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seamapi/terraform-provider-seam/internal/attribute"
	"github.com/seamapi/terraform-provider-seam/internal/getorcreate"
	"github.com/seamapi/terraform-provider-seam/internal/instant"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// model is the managed resource: configuration, plan or state.
type model struct {
	sessionModel
	policy
}

// sessionModel is a client session with its secret.
type sessionModel struct {
	summaryModel

	Token            types.String
	TokenFingerprint types.String
	TokenVersion     types.Int64
}

// summaryModel is a client session without its secret. Its attributes have the names
// that Seam uses for the fields.
type summaryModel struct {
	UserIdentifierKey   types.String
	ConnectWebviewIDs   types.Set
	ConnectedAccountIDs types.Set
	ExpiresAt           instant.Value
	UserIdentityID      types.String
	UserIdentityIDs     types.Set
	ClientSessionID     types.String
	WorkspaceID         types.String
	CreatedAt           instant.Value
	DeviceCount         types.Int64
	CustomerID          types.String
	CustomerKey         types.String
}

// policy is how Terraform treats the session. Only configuration and state have it.
// The provider does not send it to Seam.
type policy struct {
	ExpiresIn         types.String
	RenewBefore       types.String
	RotateWhenChanged types.Map
	OnExisting        types.String
	OnDestroy         types.String
	StoreToken        types.Bool
}

var summaryFields = []field[summaryModel]{
	bind("user_identifier_key", func(m *summaryModel) *types.String { return &m.UserIdentifierKey }),
	bind("connect_webview_ids", func(m *summaryModel) *types.Set { return &m.ConnectWebviewIDs }),
	bind("connected_account_ids", func(m *summaryModel) *types.Set { return &m.ConnectedAccountIDs }),
	bind("expires_at", func(m *summaryModel) *instant.Value { return &m.ExpiresAt }),
	bind("user_identity_id", func(m *summaryModel) *types.String { return &m.UserIdentityID }),
	bind("user_identity_ids", func(m *summaryModel) *types.Set { return &m.UserIdentityIDs }),
	bind("client_session_id", func(m *summaryModel) *types.String { return &m.ClientSessionID }),
	bind("workspace_id", func(m *summaryModel) *types.String { return &m.WorkspaceID }),
	bind("created_at", func(m *summaryModel) *instant.Value { return &m.CreatedAt }),
	bind("device_count", func(m *summaryModel) *types.Int64 { return &m.DeviceCount }),
	bind("customer_id", func(m *summaryModel) *types.String { return &m.CustomerID }),
	bind("customer_key", func(m *summaryModel) *types.String { return &m.CustomerKey }),
}

// sentFields are the fields that a request can have in addition to the key.
var sentFields = only(sessionFields, sessionAttributes(), func(name string, a attribute.Attribute) bool {
	return a.Origin == attribute.Sent && name != "user_identifier_key"
})

var sessionFields = append(
	lift(summaryFields, func(m *sessionModel) *summaryModel { return &m.summaryModel }),
	bind("token", func(m *sessionModel) *types.String { return &m.Token }),
	bind("token_fingerprint", func(m *sessionModel) *types.String { return &m.TokenFingerprint }),
	bind("token_version", func(m *sessionModel) *types.Int64 { return &m.TokenVersion }),
)

var policyFields = []field[policy]{
	bind("expires_in", func(p *policy) *types.String { return &p.ExpiresIn }),
	bind("renew_before", func(p *policy) *types.String { return &p.RenewBefore }),
	bind("rotate_when_changed", func(p *policy) *types.Map { return &p.RotateWhenChanged }),
	bind("on_existing", func(p *policy) *types.String { return &p.OnExisting }),
	bind("on_destroy", func(p *policy) *types.String { return &p.OnDestroy }),
	bind("store_token", func(p *policy) *types.Bool { return &p.StoreToken }),
}

var modelFields = append(
	lift(sessionFields, func(m *model) *sessionModel { return &m.sessionModel }),
	lift(policyFields, func(m *model) *policy { return &m.policy })...,
)

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
	return policy{RotateWhenChanged: types.MapNull(types.StringType)}
}

// fromAPI converts a session from the API.
func fromAPI(s *seam.ClientSession) sessionModel {
	fingerprint := types.StringValue(getorcreate.Fingerprint(s.Token))
	return sessionModel{
		summaryModel:     summaryFromAPI(&s.ClientSessionSummary),
		Token:            types.StringValue(s.Token),
		TokenFingerprint: fingerprint,
		TokenVersion:     tokenVersion(fingerprint),
	}
}

// tokenVersion is null without a fingerprint.
func tokenVersion(fingerprint types.String) types.Int64 {
	if version, ok := getorcreate.TokenVersion(fingerprint.ValueString()); ok {
		return types.Int64Value(version)
	}
	return types.Int64Null()
}

// summaryFromAPI converts a session without its token. Optional fields are null or
// an empty set, so the state does not depend on the form of the response.
func summaryFromAPI(s *seam.ClientSessionSummary) summaryModel {
	identity, identities := s.UserIdentity(), s.UserIdentityIDs
	if identity != "" && len(identities) == 0 {
		identities = []string{identity}
	}
	m := summaryModel{
		UserIdentifierKey:   types.StringPointerValue(s.UserIdentifierKey),
		ConnectWebviewIDs:   setOf(s.ConnectWebviewIDs),
		ConnectedAccountIDs: setOf(s.ConnectedAccountIDs),
		ExpiresAt:           instant.NewValue(instant.Format(s.ExpiresAt.Time)),
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

// params is the body of a request. It has the key and the values that are not null.
func params(m sessionModel, key string) seam.GetOrCreateParams {
	p := seam.GetOrCreateParams{
		UserIdentifierKey:   key,
		ConnectWebviewIDs:   stringsOf(m.ConnectWebviewIDs),
		ConnectedAccountIDs: stringsOf(m.ConnectedAccountIDs),
		UserIdentityID:      attribute.ID(m.UserIdentityID),
		UserIdentityIDs:     stringsOf(m.UserIdentityIDs),
	}
	if t, ok := m.ExpiresAt.Time(); ok {
		sent := seam.NewTime(t)
		p.ExpiresAt = &sent
	}
	return p
}

// reachOf is the reach of a session as state last saw it.
func reachOf(m model) getorcreate.Reach {
	return getorcreate.Reach{
		ConnectWebviewIDs: stringsOf(m.ConnectWebviewIDs), ConnectedAccountIDs: stringsOf(m.ConnectedAccountIDs),
		UserIdentityID: attribute.ID(m.UserIdentityID),
	}
}

// stateOf is the state for a response. It has the policy of prior, the spelling of prior for the same IDs and instants,
// and the milliseconds of prior if the server stores only whole seconds.
func stateOf(returned sessionModel, prior model) model {
	state := keepSpelling(model{sessionModel: returned, policy: prior.policy}, prior)
	if asked, ok := prior.ExpiresAt.Time(); ok {
		if got, ok := returned.ExpiresAt.Time(); ok && instant.Kept(asked, got) {
			state.ExpiresAt = prior.ExpiresAt
		}
	}
	if returned.CreatedAt.SameInstant(prior.CreatedAt) {
		state.CreatedAt = prior.CreatedAt
	}
	return state
}

// storeModel writes a plan or state.
func storeModel(ctx context.Context, to writer, m model) diag.Diagnostics {
	return store(ctx, modelFields, to, withoutUnstored(m))
}

// withoutUnstored returns the model without a token that must not be stored.
func withoutUnstored(m model) model {
	if !storesToken(m.StoreToken) {
		m.Token = types.StringNull()
	}
	return m
}

// storesToken reports whether the state has the token. An unknown store_token does not say so yet, and counts as yes.
func storesToken(option attr.Value) bool { return !option.Equal(types.BoolValue(false)) }

// setOf returns a set that is never null and contains each element once.
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
