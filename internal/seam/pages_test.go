package seam_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// accountsPage is a response with accounts and, unless it is empty, a next cursor.
func accountsPage(next string, accounts ...string) http.HandlerFunc {
	cursor := "null"
	if next != "" {
		cursor = fmt.Sprintf("%q", next)
	}
	return respond(http.StatusOK, "application/json", fmt.Sprintf(
		`{"ok":true,"connected_accounts":[%s],"pagination":{"has_next_page":%t,"next_page_cursor":%s,"next_page_url":null}}`,
		strings.Join(accounts, ","), next != "", cursor))
}

// accountOf returns an account that was connected on a day of a month.
func accountOf(id string, day int) string {
	return fmt.Sprintf(`{"connected_account_id":%q,"created_at":"2026-01-%02dT00:00:00Z","custom_metadata":{"tier":"gold","vip":true},"user_identifier":{"email":"x@example.com"}}`, id, day)
}

// noting records the bodies of the requests.
func noting(bodies *[]map[string]any, handlers ...http.HandlerFunc) []http.HandlerFunc {
	var mu sync.Mutex
	noted := make([]http.HandlerFunc, len(handlers))
	for i, handler := range handlers {
		noted[i] = func(w http.ResponseWriter, r *http.Request) {
			text, _ := io.ReadAll(r.Body)
			body := map[string]any{}
			json.Unmarshal(text, &body) //nolint:errcheck // the assertions report missing fields
			mu.Lock()
			*bodies = append(*bodies, body)
			mu.Unlock()
			handler(w, r)
		}
	}
	return noted
}

// The client requests all pages with the same filters, and retries failed requests.
// The result is ordered and has each object once.
func TestPages(t *testing.T) {
	t.Parallel()
	var bodies []map[string]any
	_, client := serve(t, noting(
		&bodies,
		accountsPage("second", accountOf("b", 2), accountOf("c", 3)),
		respond(http.StatusServiceUnavailable, "", ""),
		accountsPage("third", accountOf("c", 3), accountOf("a", 1)),
		accountsPage("", accountOf("e", 4), accountOf("d", 4)),
	)...)
	found, err := client.ListConnectedAccounts(t.Context(), seam.ConnectedAccountFilters{
		ListFilters: seam.ListFilters{CustomerKey: "acme", CustomMetadataHas: seam.Metadata{"vip": "true", "old": "false", "tier": "gold"}},
		SpaceID:     sessionID,
	})
	if err != nil {
		t.Fatal(err)
	}
	ids := ""
	for _, a := range found {
		ids += a.ConnectedAccountID
		if a.CustomMetadata["vip"] != "true" || a.CustomMetadata["tier"] != "gold" {
			t.Errorf("custom metadata %v", a.CustomMetadata)
		}
	}
	if ids != "abcde" {
		t.Errorf("found %q, want each account once, oldest first", ids)
	}
	for i, cursor := range []any{nil, "second", "second", "third"} {
		want := map[string]any{
			"limit": 500.0, "customer_key": "acme", "space_id": sessionID,
			"custom_metadata_has": map[string]any{"vip": true, "old": false, "tier": "gold"},
		}
		if cursor != nil {
			want["page_cursor"] = cursor
		}
		if fmt.Sprint(bodies[i]) != fmt.Sprint(want) {
			t.Errorf("request %d: %v, want %v", i, bodies[i], want)
		}
	}
}

// An invalid list of pages is an error, after the expected number of requests.
func TestInvalidPages(t *testing.T) {
	t.Parallel()
	list := func(body string) http.HandlerFunc { return respond(http.StatusOK, "application/json", body) }
	for name, c := range map[string]struct {
		handlers []http.HandlerFunc
		want     string
		requests int32
	}{
		"the same cursor":       {[]http.HandlerFunc{accountsPage("x")}, "its pagination.next_page_cursor repeats that of an earlier page", 2},
		"cursors in a circle":   {[]http.HandlerFunc{accountsPage("x"), accountsPage("y"), accountsPage("z"), accountsPage("x")}, "that of an earlier page", 4},
		"no pagination":         {[]http.HandlerFunc{list(`{"ok":true,"connected_accounts":[]}`)}, "it has no pagination.has_next_page", 1},
		"no next cursor":        {[]http.HandlerFunc{list(`{"ok":true,"connected_accounts":[],"pagination":{"has_next_page":true,"next_page_cursor":null}}`)}, "no pagination.next_page_cursor", 1},
		"no list":               {[]http.HandlerFunc{list(`{"ok":true,"pagination":{"has_next_page":false}}`)}, "it has no connected_accounts", 1},
		"an account without ID": {[]http.HandlerFunc{accountsPage("", `{}`)}, "connected_account has no connected_account_id", 1},
		"odd metadata":          {[]http.HandlerFunc{accountsPage("", `{"connected_account_id":"a","custom_metadata":{"x":7}}`)}, "neither a string nor a boolean", 1},
		"metadata in a list":    {[]http.HandlerFunc{accountsPage("", `{"connected_account_id":"a","custom_metadata":[7]}`)}, "custom_metadata is not an object", 1},
		"a second page fails":   {[]http.HandlerFunc{accountsPage("x"), seamError(403, "forbidden", "not yours")}, "forbidden: not yours", 2},
	} {
		s, client := serve(t, c.handlers...)
		found, err := client.ListConnectedAccounts(t.Context(), seam.ConnectedAccountFilters{})
		if err == nil || found != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %v; want %q", name, found, err, c.want)
		}
		var e *seam.Error
		if !errors.As(err, &e) || e.Operation != "/connected_accounts/list" {
			t.Errorf("%s: %v does not name the operation", name, err)
		}
		if n := s.requests.Load(); n != c.requests {
			t.Errorf("%s: %d requests, want %d", name, n, c.requests)
		}
	}
}

// The number of pages is limited.
func TestPagesWithoutAnEnd(t *testing.T) {
	t.Parallel()
	n := 0
	s, client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		accountsPage(fmt.Sprint(n), accountOf(fmt.Sprint(n), 1))(w, r)
	})
	_, err := client.ListConnectedAccounts(t.Context(), seam.ConnectedAccountFilters{})
	if err == nil || !strings.Contains(err.Error(), "longer than 100 pages of 500 connected accounts") {
		t.Error(err)
	}
	if sent := s.requests.Load(); sent != 100 {
		t.Errorf("%d requests, want 100", sent)
	}
}

func TestConnectWebviews(t *testing.T) {
	t.Parallel()
	page := func(webviews string) http.HandlerFunc {
		return respond(http.StatusOK, "application/json", `{"ok":true,"connect_webviews":`+webviews+`,"pagination":{"has_next_page":false}}`)
	}
	_, client := serve(t, page(`[{"connect_webview_id":"w","status":"pending","url":7}]`))
	found, err := client.ListConnectWebviews(t.Context(), seam.ListFilters{})
	if err != nil || len(found) != 1 || found[0].Status != "pending" {
		t.Errorf("%v, %v", found, err)
	}
	for body, want := range map[string]string{`null`: "it has no connect_webviews", `[{}]`: "no connect_webview_id"} {
		_, client := serve(t, page(body))
		if _, err := client.ListConnectWebviews(t.Context(), seam.ListFilters{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", body, err, want)
		}
	}
}

// A response with a different object than the one requested is an error. A merged
// identity is found by its old ID and key.
func TestLookUpsCheckTheResponse(t *testing.T) {
	t.Parallel()
	const another = "than the one requested"
	identity := `{"ok":true,"user_identity":{"user_identity_id":"new","user_identity_key":"new-key","merged_user_identity_ids":["old"],"merged_user_identity_keys":["old-key"]}}`
	account := `{"ok":true,"connected_account":{"connected_account_id":"a","user_identifier":{"email":"Jane@Example.com"}}}`
	silent := `{"ok":true,"connected_account":{"connected_account_id":"a"}}`
	byIdentity := func(address seam.UserIdentityAddress) func(*seam.Client) error {
		return func(c *seam.Client) error { _, err := c.FindUserIdentity(t.Context(), address); return err }
	}
	byAccount := func(address seam.ConnectedAccountAddress) func(*seam.Client) error {
		return func(c *seam.Client) error { _, err := c.FindConnectedAccount(t.Context(), address); return err }
	}
	for name, c := range map[string]struct {
		body string
		find func(*seam.Client) error
		want string
	}{
		"identity by ID":          {identity, byIdentity(seam.UserIdentityAddress{UserIdentityID: "new"}), ""},
		"identity by key":         {identity, byIdentity(seam.UserIdentityAddress{UserIdentityKey: "new-key"}), ""},
		"merged identity by ID":   {identity, byIdentity(seam.UserIdentityAddress{UserIdentityID: "old"}), ""},
		"merged identity by key":  {identity, byIdentity(seam.UserIdentityAddress{UserIdentityKey: "old-key"}), ""},
		"another identity":        {identity, byIdentity(seam.UserIdentityAddress{UserIdentityID: "other"}), another},
		"another key":             {identity, byIdentity(seam.UserIdentityAddress{UserIdentityKey: "old"}), another},
		"an identity without key": {`{"ok":true,"user_identity":{"user_identity_id":"new"}}`, byIdentity(seam.UserIdentityAddress{UserIdentityKey: "k"}), another},
		"no identity":             {`{"ok":true}`, byIdentity(seam.UserIdentityAddress{UserIdentityKey: "k"}), "it has no user_identity"},
		"account by ID":           {account, byAccount(seam.ConnectedAccountAddress{ConnectedAccountID: "a"}), ""},
		"account by email":        {account, byAccount(seam.ConnectedAccountAddress{Email: "jane@example.com"}), ""},
		"account without email":   {silent, byAccount(seam.ConnectedAccountAddress{Email: "jane@example.com"}), ""},
		"another account":         {account, byAccount(seam.ConnectedAccountAddress{ConnectedAccountID: "b"}), another},
		"another email":           {account, byAccount(seam.ConnectedAccountAddress{Email: "john@example.com"}), another},
		"no account":              {`{"ok":true}`, byAccount(seam.ConnectedAccountAddress{Email: "x"}), "it has no connected_account"},
		"an account without ID":   {`{"ok":true,"connected_account":{}}`, byAccount(seam.ConnectedAccountAddress{Email: "x"}), "no connected_account_id"},
	} {
		_, client := serve(t, respond(http.StatusOK, "application/json", c.body))
		err := c.find(client)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err != nil && slices.ContainsFunc([]string{"example.com", "old-key"}, func(s string) bool { return strings.Contains(strings.ToLower(err.Error()), s) }) {
			t.Errorf("%s: the error quotes the response: %v", name, err)
		}
	}
}
