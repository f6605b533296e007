package seamfake

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ConnectedAccount is a stored connected account. Its fields have the names of the API.
type ConnectedAccount struct {
	ConnectedAccountID string    `json:"connected_account_id"` // a UUID
	WorkspaceID        string    `json:"workspace_id"`         // a UUID; not in responses
	CreatedAt          time.Time `json:"created_at"`

	AccountType    string         `json:"account_type"` // empty for none
	DisplayName    string         `json:"display_name"` // if empty, the user identifier or the account type
	UserIdentifier UserIdentifier `json:"user_identifier"`
	CustomerKey    string         `json:"customer_key"`    // empty for none
	CustomMetadata map[string]any `json:"custom_metadata"` // strings and booleans

	AcceptedCapabilities          []string         `json:"accepted_capabilities"`
	AutomaticallyManageNewDevices bool             `json:"automatically_manage_new_devices"`
	Errors                        []AccountError   `json:"errors"`
	Warnings                      []AccountWarning `json:"warnings"`

	// Not in responses: list filters by them. Seam has the key from the session with which the account was connected.
	UserIdentifierKey string   `json:"user_identifier_key"`
	SpaceIDs          []string `json:"space_ids"`
}

// UserIdentifier identifies the user in the account's own system. Empty strings are omitted.
type UserIdentifier struct {
	Email    string `json:"email"`
	Phone    string `json:"phone"`
	Username string `json:"username"`
}

// AccountError is an error of a connected account.
type AccountError struct {
	ErrorCode string    `json:"error_code"`
	Message   string    `json:"message"`
	CreatedAt time.Time `json:"created_at"`
}

// AccountWarning is a warning of a connected account.
type AccountWarning struct {
	WarningCode string    `json:"warning_code"`
	Message     string    `json:"message"`
	CreatedAt   time.Time `json:"created_at"`
}

func (a *ConnectedAccount) resource() resource { return resource{a.WorkspaceID, a.ConnectedAccountID} }

func (a *ConnectedAccount) clone() *ConnectedAccount {
	c := *a
	c.CustomMetadata = maps.Clone(c.CustomMetadata)
	c.AcceptedCapabilities = slices.Clone(c.AcceptedCapabilities)
	c.Errors, c.Warnings = slices.Clone(c.Errors), slices.Clone(c.Warnings)
	c.SpaceIDs = slices.Clone(c.SpaceIDs)
	return &c
}

// traits returns the fields of an account that the filters of list use.
func (a *ConnectedAccount) traits() traits {
	return traits{
		userIdentifierKey: a.UserIdentifierKey, customerKey: a.CustomerKey, metadata: a.CustomMetadata,
		texts: []string{
			a.ConnectedAccountID, a.AccountType, a.DisplayName, a.CustomerKey,
			a.UserIdentifier.Email, a.UserIdentifier.Phone, a.UserIdentifier.Username,
		},
	}
}

// StoreConnectedAccount stores a connected account and returns it with defaults for missing fields: the first workspace, a
// random id, the current time. It replaces one with the same id.
func (s *Server) StoreConnectedAccount(a ConnectedAccount) ConnectedAccount {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complete(&a.WorkspaceID, &a.ConnectedAccountID, &a.CreatedAt)
	s.store.accounts.put(a.clone())
	return *a.clone()
}

// getConnectedAccount serves /connected_accounts/get. Two rules are assumed: it returns the first of several accounts with
// the same email address, and it ignores the case of the address.
func (s *Server) getConnectedAccount(c *call) (map[string]any, *apiError) {
	id, byID := c.params.text("connected_account_id")
	email, byEmail := c.params.text("email")
	if !byID && !byEmail {
		return nil, noAlternative()
	}
	a, ok := s.store.accounts.find(c.who.workspace.WorkspaceID, func(a *ConnectedAccount) bool {
		return (!byID || a.ConnectedAccountID == id) && (!byEmail || strings.EqualFold(a.UserIdentifier.Email, email))
	})
	if !ok {
		return nil, connectedAccountNotFound()
	}
	return map[string]any{"connected_account": s.knobs.renderConnectedAccount(a)}, nil
}

// listConnectedAccounts serves /connected_accounts/list.
func (s *Server) listConnectedAccounts(c *call) (map[string]any, *apiError) {
	space, bySpace := c.params.text("space_id")
	return listed(s, c, "connected_accounts", &s.store.accounts, s.knobs.renderConnectedAccount,
		func(a *ConnectedAccount) bool {
			return c.finds(a.traits()) && (!bySpace || slices.Contains(a.SpaceIDs, space))
		})
}

// renderConnectedAccount returns a connected account as in responses.
func (k Knobs) renderConnectedAccount(a *ConnectedAccount) map[string]any {
	identifier := map[string]any{}
	putText(identifier, "email", a.UserIdentifier.Email)
	putText(identifier, "phone", a.UserIdentifier.Phone)
	putText(identifier, "username", a.UserIdentifier.Username)
	kind := cmp.Or(a.AccountType, "unknown")
	shown := map[string]any{
		"connected_account_id":      a.ConnectedAccountID,
		"created_at":                k.renderCreation(a.CreatedAt),
		"account_type_display_name": strings.ToUpper(kind[:1]) + kind[1:],
		"display_name": cmp.Or(a.DisplayName,
			a.UserIdentifier.Email, a.UserIdentifier.Username, a.UserIdentifier.Phone, kind),
		"user_identifier":                  identifier,
		"custom_metadata":                  renderMetadata(a.CustomMetadata),
		"accepted_capabilities":            append([]string{}, a.AcceptedCapabilities...),
		"automatically_manage_new_devices": a.AutomaticallyManageNewDevices,
	}
	failures, warnings := []any{}, []any{}
	for _, e := range a.Errors {
		failures = append(failures, k.renderProblem(a, "error_code", e.ErrorCode, e.Message, e.CreatedAt))
	}
	for _, w := range a.Warnings {
		warnings = append(warnings, k.renderProblem(a, "warning_code", w.WarningCode, w.Message, w.CreatedAt))
	}
	shown["errors"], shown["warnings"] = failures, warnings
	putText(shown, "account_type", a.AccountType)
	putText(shown, "customer_key", a.CustomerKey)
	return k.withUnknown(shown)
}

// renderProblem returns an error or a warning of an account. Its default time is the creation time of the account.
func (k Knobs) renderProblem(a *ConnectedAccount, name, code, message string, at time.Time) map[string]any {
	if at.IsZero() {
		at = a.CreatedAt
	}
	shown := map[string]any{name: code, "message": message, "created_at": k.renderCreation(at)}
	if strings.HasPrefix(code, "salto_ks_") {
		shown["salto_ks_metadata"] = map[string]any{"sites": []any{}}
	}
	return shown
}

func connectedAccountNotFound() *apiError {
	return &apiError{
		status: http.StatusNotFound, kind: "connected_account_not_found", message: "Could not find connected account",
	}
}
