package seamfake

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// sessionBody is the body of a response with one session.
func (s *Server) sessionBody(session *Session) map[string]any {
	return map[string]any{"client_session": s.knobs.render(session)}
}

// render is a session as responses show it. user_identity_id and customer_key are there only when they are set, and
// never null; all other fields are always there, as documented.
func (k Knobs) render(session *Session) map[string]any {
	shown := map[string]any{
		"client_session_id":     session.ClientSessionID,
		"workspace_id":          session.WorkspaceID,
		"created_at":            k.renderCreation(session.CreatedAt),
		"expires_at":            formatTime(session.ExpiresAt, k.ExpiresAtFraction.or(Milliseconds), k.NumericOffset),
		"token":                 session.Token,
		"user_identifier_key":   nil,
		"device_count":          k.renderCount(session.DeviceCount),
		"connected_account_ids": k.renderIDs(session.ConnectedAccountIDs),
		"connect_webview_ids":   k.renderIDs(session.ConnectWebviewIDs),
		"user_identity_ids":     []string{},
	}
	if session.UserIdentifierKey != "" {
		shown["user_identifier_key"] = session.UserIdentifierKey
	}
	if session.UserIdentityID != "" {
		shown["user_identity_id"] = session.UserIdentityID
		shown["user_identity_ids"] = []string{session.UserIdentityID}
	}
	if session.CustomerKey != "" {
		shown["customer_key"] = session.CustomerKey
	}
	k.deviate(shown, session)
	return shown
}

// deviate adds and removes what knobs say.
func (k Knobs) deviate(shown map[string]any, session *Session) {
	if k.EmitCustomerID {
		shown["customer_id"] = session.CustomerID
		if session.CustomerID == "" {
			shown["customer_id"] = uuid.NewSHA1(uuid.NameSpaceURL, []byte(session.ClientSessionID)).String()
		}
	}
	if k.EmitCustomerKey && session.CustomerKey == "" {
		shown["customer_key"] = "customer-of-" + session.ClientSessionID
	}
	if k.OmitUserIdentityIDs {
		delete(shown, "user_identity_ids")
	}
	if k.UnknownFields {
		shown["display_name"] = "a field that no schema has"
		shown["properties"] = map[string]any{"nested": []any{1, "two", nil}}
	}
}

func (k Knobs) renderCount(count int) json.Number {
	text := strconv.Itoa(count)
	if k.DeviceCountAsFloat {
		text += ".0"
	}
	return json.Number(text)
}

// renderCreation is a point in time as created_at shows it.
func (k Knobs) renderCreation(t time.Time) string {
	return formatTime(t, k.CreatedAtFraction.or(Microseconds), k.NumericOffset)
}

// withUnknown adds a field to an object that is no session, when a knob says so.
func (k Knobs) withUnknown(shown map[string]any) map[string]any {
	if k.UnknownFields {
		shown["properties"] = map[string]any{"nested": []any{1, "two", nil}}
	}
	return shown
}

// orNull is text, or null when it is empty.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// putText sets a field that is left out when it is empty.
func putText(shown map[string]any, name, text string) {
	if text != "" {
		shown[name] = text
	}
}

// renderMetadata is custom_metadata, which is never null.
func renderMetadata(metadata map[string]any) map[string]any {
	if metadata == nil {
		return map[string]any{}
	}
	return metadata
}

func (k Knobs) renderIDs(ids []string) []string {
	shown := append([]string{}, ids...)
	if k.ReverseIDs {
		slices.Reverse(shown)
	}
	return shown
}
