package seamfake

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// sessionBody returns the body of a response with one session.
func (s *Server) sessionBody(session *Session) map[string]any {
	return map[string]any{"client_session": s.knobs.render(session)}
}

// render returns a session as in responses. user_identity_id and customer_key are present only if they are set, and never
// null. All other fields are always present, as documented.
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

// deviate adds and removes fields according to the knobs.
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

// renderCreation formats a time for created_at.
func (k Knobs) renderCreation(t time.Time) string {
	return formatTime(t, k.CreatedAtFraction.or(Microseconds), k.NumericOffset)
}

// withUnknown adds an unknown field to an object that is not a session, if a knob enables that.
func (k Knobs) withUnknown(shown map[string]any) map[string]any {
	if k.UnknownFields {
		shown["properties"] = map[string]any{"nested": []any{1, "two", nil}}
	}
	return shown
}

// orNull returns text, or null if it is empty.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// putText sets a field, or omits it if it is empty.
func putText(shown map[string]any, name, text string) {
	if text != "" {
		shown[name] = text
	}
}

// renderMetadata returns custom_metadata, which is never null.
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
