package getorcreate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// Reach is what a session gives access to: accounts, webviews and a user identity.
type Reach struct {
	ConnectWebviewIDs   []string `json:"connect_webview_ids,omitempty"`
	ConnectedAccountIDs []string `json:"connected_account_ids,omitempty"`
	UserIdentityID      string   `json:"user_identity_id,omitempty"`
}

// ReachOf returns the reach of a session.
func ReachOf(s *seam.ClientSession) Reach {
	return Reach{ConnectWebviewIDs: s.ConnectWebviewIDs, ConnectedAccountIDs: s.ConnectedAccountIDs, UserIdentityID: s.UserIdentity()}
}

// union has the IDs of both, and the identity of the other if r has none.
func (r Reach) union(other Reach) Reach {
	r.ConnectWebviewIDs = sortedSet(slices.Concat(r.ConnectWebviewIDs, other.ConnectWebviewIDs))
	r.ConnectedAccountIDs = sortedSet(slices.Concat(r.ConnectedAccountIDs, other.ConnectedAccountIDs))
	if r.UserIdentityID == "" {
		r.UserIdentityID = other.UserIdentityID
	}
	return r
}

// unmanaged is the part that the parameters do not manage.
func (r Reach) unmanaged(managed seam.GetOrCreateParams) Reach {
	if managed.ConnectWebviewIDs != nil {
		r.ConnectWebviewIDs = nil
	}
	if managed.ConnectedAccountIDs != nil {
		r.ConnectedAccountIDs = nil
	}
	if managed.UserIdentityID != "" || managed.UserIdentityIDs != nil {
		r.UserIdentityID = ""
	}
	return r
}

func (r Reach) isEmpty() bool {
	return len(r.ConnectWebviewIDs) == 0 && len(r.ConnectedAccountIDs) == 0 && r.UserIdentityID == ""
}

// with adds the reach to the parameters. This is the only place where the provider
// sends values that are not configured. Without them, replacing a session would
// remove the accounts that end users connected.
func (r Reach) with(sent seam.GetOrCreateParams) seam.GetOrCreateParams {
	if len(r.ConnectWebviewIDs) > 0 {
		sent.ConnectWebviewIDs = r.ConnectWebviewIDs
	}
	if len(r.ConnectedAccountIDs) > 0 {
		sent.ConnectedAccountIDs = r.ConnectedAccountIDs
	}
	if r.UserIdentityID != "" {
		sent.UserIdentityID = r.UserIdentityID
	}
	return sent
}

// Give adds those parts of a reach to a session that the request does not manage.
func (r Request) Give(ctx context.Context, client *seam.Client, session *seam.ClientSession, reach Reach) (*seam.ClientSession, Outcome) {
	has := ReachOf(session)
	more := has.union(reach).unmanaged(r.Params)
	if len(more.ConnectWebviewIDs) == len(sortedSet(has.ConnectWebviewIDs)) {
		more.ConnectWebviewIDs = nil
	}
	if len(more.ConnectedAccountIDs) == len(sortedSet(has.ConnectedAccountIDs)) {
		more.ConnectedAccountIDs = nil
	}
	if more.UserIdentityID == has.UserIdentityID {
		more.UserIdentityID = ""
	}
	if more.isEmpty() {
		return session, Outcome{MaybeApplied: true}
	}
	r.Params = seam.GetOrCreateParams{UserIdentifierKey: r.Params.UserIdentifierKey}
	return r.sendWith(ctx, client, more)
}

// sendWith sends the request together with a reach. It leaves out what Seam no
// longer has and warns, because that must not make every later apply fail.
func (r Request) sendWith(ctx context.Context, client *seam.Client, reach Reach) (*seam.ClientSession, Outcome) {
	reach = reach.unmanaged(r.Params)
	managed := r.Params
	r.Params = reach.with(managed)
	session, err := client.GetOrCreateClientSession(ctx, r.Params)
	if !refused(err) || reach.isEmpty() {
		return r.delivered(ctx, client, reach, session, err)
	}
	left := reach.existing(ctx, client)
	if left.size() == reach.size() {
		left = Reach{} // Seam has all of it and rejects it
	}
	r.Params = left.with(managed)
	session, again := client.GetOrCreateClientSession(ctx, r.Params)
	session, result := r.delivered(ctx, client, reach, session, again)
	if again != nil {
		return nil, result
	}
	result.Diags.AddWarning("Client session "+r.Name+" is missing IDs of the old session", fmt.Sprintf(
		"%s was replaced by %s. The request to copy the IDs of the old session failed: %s. The provider left out these IDs:\n\n%s",
		r.Subject, answered(session), reason(err), reach.minus(left)))
	return session, result
}

// delivered handles the response to a request with a reach. A reach that no session
// got waits for the next apply.
func (r Request) delivered(ctx context.Context, client *seam.Client, reach Reach, session *seam.ClientSession, err error) (*seam.ClientSession, Outcome) {
	session, result := r.judge(ctx, client, session, err)
	if session == nil {
		result.Diags.Append(r.wait(ctx, reach)...)
	}
	return session, result
}

func answered(session *seam.ClientSession) string {
	if session == nil {
		return "another session"
	}
	return session.ClientSessionID
}

func reason(err error) string {
	var e *seam.Error
	if errors.As(err, &e) {
		return e.Reason()
	}
	return "no reason given"
}

// refused reports whether Seam rejected the values and not the credential.
func refused(err error) bool {
	var e *seam.Error
	if !errors.As(err, &e) || e.Type == "" {
		return false
	}
	switch e.Status {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity:
		return true
	}
	return false
}

// existing returns the reach without the IDs that do not exist on Seam. It sends one
// request for each ID.
func (r Reach) existing(ctx context.Context, client *seam.Client) Reach {
	gone := func(has func(context.Context, string) (bool, error)) func(string) bool {
		return func(id string) bool {
			there, err := has(ctx, id)
			return err == nil && !there
		}
	}
	r.ConnectWebviewIDs = slices.DeleteFunc(slices.Clone(r.ConnectWebviewIDs), gone(client.HasConnectWebview))
	r.ConnectedAccountIDs = slices.DeleteFunc(slices.Clone(r.ConnectedAccountIDs), gone(client.HasConnectedAccount))
	if r.UserIdentityID != "" && gone(client.HasUserIdentity)(r.UserIdentityID) {
		r.UserIdentityID = ""
	}
	return r
}

func (r Reach) size() int {
	n := len(r.ConnectWebviewIDs) + len(r.ConnectedAccountIDs)
	if r.UserIdentityID != "" {
		n++
	}
	return n
}

// minus lists what r has and other does not.
func (r Reach) minus(other Reach) string {
	var lines []string
	for _, kind := range []struct {
		name      string
		all, left []string
	}{
		{"connect_webview_ids", r.ConnectWebviewIDs, other.ConnectWebviewIDs},
		{"connected_account_ids", r.ConnectedAccountIDs, other.ConnectedAccountIDs},
		{"user_identity_id", []string{r.UserIdentityID}, []string{other.UserIdentityID}},
	} {
		for _, id := range kind.all {
			if !slices.Contains(kind.left, id) {
				lines = append(lines, kind.name+" "+id)
			}
		}
	}
	return strings.Join(lines, "\n")
}
