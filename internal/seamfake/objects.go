package seamfake

import (
	"cmp"
	"fmt"
	"slices"
)

// Objects are the objects other than sessions that people add, as one JSON document with the field names of the API.
type Objects struct {
	UserIdentities    []UserIdentity     `json:"user_identities"`
	ConnectedAccounts []ConnectedAccount `json:"connected_accounts"`
	ConnectWebviews   []ConnectWebview   `json:"connect_webviews"`
}

// AddObjects stores objects, as [Server.AddUserIdentity], [Server.StoreConnectedAccount] and
// [Server.StoreConnectWebview] do. If a response with one of them would not be valid for Seam, it stores none of them and
// returns an error.
func (s *Server) AddObjects(o Objects) error {
	v := objectValidation{server: s, seen: map[string]bool{}}
	for _, u := range o.UserIdentities {
		v.check("user identity", u.WorkspaceID, u.UserIdentityID)
		for name, value := range map[string]string{
			"user_identity_key": u.UserIdentityKey, "email_address": u.EmailAddress, "phone_number": u.PhoneNumber,
		} {
			v.once("user identity with "+name, u.WorkspaceID, value)
		}
		if u.EmailAddress != "" && !emailForm.MatchString(u.EmailAddress) {
			v.fail("email_address %q is not an email address", u.EmailAddress)
		}
	}
	for _, a := range o.ConnectedAccounts {
		v.check("connected account", a.WorkspaceID, a.ConnectedAccountID)
		v.checkMetadata(a.CustomMetadata)
	}
	for _, w := range o.ConnectWebviews {
		v.check("connect webview", w.WorkspaceID, w.ConnectWebviewID)
		v.checkMetadata(w.CustomMetadata)
		if !slices.Contains([]string{"", "pending", "failed", authorized}, w.Status) {
			v.fail("status %q is not one of pending, failed and authorized", w.Status)
		}
		if w.ConnectedAccountID != "" && !uuidForm.MatchString(w.ConnectedAccountID) {
			v.fail("connected_account_id %q is not a UUID", w.ConnectedAccountID)
		}
	}
	if v.err != nil {
		return v.err
	}
	for _, u := range o.UserIdentities {
		s.AddUserIdentity(u)
	}
	for _, a := range o.ConnectedAccounts {
		s.StoreConnectedAccount(a)
	}
	for _, w := range o.ConnectWebviews {
		s.StoreConnectWebview(w)
	}
	return nil
}

// objectValidation finds the first problem in objects.
type objectValidation struct {
	server *Server
	seen   map[string]bool
	err    error
}

func (v *objectValidation) fail(format string, args ...any) {
	if v.err == nil {
		v.err = fmt.Errorf(format, args...)
	}
}

// check checks the fields that all objects have. Both ids may be empty.
func (v *objectValidation) check(kind, workspaceID, id string) {
	if workspaceID != "" && v.server.workspace(workspaceID) == nil {
		v.fail("%s %s: there is no workspace %q", kind, id, workspaceID)
	}
	if id != "" && !uuidForm.MatchString(id) {
		v.fail("%s id %q is not a UUID", kind, id)
	}
	v.once(kind, workspaceID, id)
}

// once rejects a value that the workspace already has.
func (v *objectValidation) once(kind, workspaceID, value string) {
	place := fmt.Sprint(kind, " ", cmp.Or(workspaceID, v.server.workspaces[0].WorkspaceID), " ", value)
	if value != "" && v.seen[place] {
		v.fail("%s %q is given twice", kind, value)
	}
	v.seen[place] = true
}

func (v *objectValidation) checkMetadata(elements map[string]any) {
	for name, value := range elements {
		switch value.(type) {
		case string, bool:
		default:
			v.fail("custom_metadata %q is neither a string nor a boolean", name)
		}
	}
}
