package seamfake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// pageOf is a page in a response.
type pageOf struct {
	ConnectedAccounts []struct {
		ID string `json:"connected_account_id"`
	} `json:"connected_accounts"`
	ConnectWebviews []struct {
		ID string `json:"connect_webview_id"`
	} `json:"connect_webviews"`
	Pagination struct {
		HasNextPage    bool    `json:"has_next_page"`
		NextPageCursor *string `json:"next_page_cursor"`
		NextPageURL    *string `json:"next_page_url"`
	} `json:"pagination"`
}

// page returns the page of a response, and the ids on it.
func (r response) page() (pageOf, []string) {
	r.t.Helper()
	r.wants(200, "")
	var p pageOf
	r.decode(&p)
	ids := []string{}
	for _, a := range p.ConnectedAccounts {
		ids = append(ids, a.ID)
	}
	for _, w := range p.ConnectWebviews {
		ids = append(ids, w.ID)
	}
	return p, ids
}

// listed returns the ids of a list with one page.
func (h *harness) listed(path, body string) []string {
	h.t.Helper()
	p, ids := h.post(path, body).page()
	if p.Pagination.HasNextPage || p.Pagination.NextPageCursor != nil || p.Pagination.NextPageURL != nil {
		h.t.Errorf("%s has more than one page", path)
	}
	return ids
}

func TestListsFilter(t *testing.T) {
	t.Parallel()
	h := start(t)
	const space = "abababab-0000-4000-8000-00000000000a"
	metadata := map[string]any{"floor": "2", "vip": true}
	h.fake.StoreConnectedAccount(seamfake.ConnectedAccount{
		ConnectedAccountID: accountA, CustomMetadata: metadata, CustomerKey: "c", UserIdentifierKey: "k",
		AccountType: "august", SpaceIDs: []string{space}, UserIdentifier: seamfake.UserIdentifier{Email: "jane@example.com"},
	})
	h.fake.StoreConnectWebview(seamfake.ConnectWebview{
		ConnectWebviewID: accountA, CustomMetadata: metadata, CustomerKey: "c", UserIdentifierKey: "k",
		AcceptedProviders: []string{"august"},
	})
	h.fake.AddConnectedAccount(seamfake.DefaultWorkspaceID, accountB)
	h.fake.AddConnectWebview(seamfake.DefaultWorkspaceID, accountB)
	h.fake.AddConnectedAccount(otherWorkspace, nobody)
	h.fake.AddConnectWebview(otherWorkspace, nobody)

	all, first, second := []string{accountA, accountB}, []string{accountA}, []string{accountB}
	for _, tc := range []struct {
		body, query string
		want        []string
	}{
		{`{}`, "", all},
		{`{"user_identifier_key":"k"}`, "user_identifier_key=k", first},
		{`{"customer_key":"c"}`, "customer_key=c", first},
		{`{"customer_key":"d"}`, "customer_key=d", []string{}},
		{`{"custom_metadata_has":{"floor":"2","vip":true}}`, "custom_metadata_has[floor]=2&custom_metadata_has[vip]=true", first},
		{`{"custom_metadata_has":{"floor":"3"}}`, "custom_metadata_has[floor]=3", []string{}},
		{`{"custom_metadata_has":{"floor":null}}`, "custom_metadata_has[floor]=", second},
		{`{"search":"AUG"}`, "search=AUG", first},
		{`{"search":"-00000000000b"}`, "search=-00000000000b", second},
		{`{"search":"vip"}`, "search=vip", first},
		{`{"search":"jane@"}`, "search=jane@", first},
		{`{"space_id":"` + space + `"}`, "space_id=" + space, first},
		{`{"customer_key":"c","search":"zzz"}`, "customer_key=c&search=zzz", []string{}},
		{`{"page_cursor":null,"limit":7}`, "page_cursor=&limit=7", all},
	} {
		for _, path := range []string{accountList, webviewList} {
			if path == webviewList && (strings.Contains(tc.body, "space") || strings.Contains(tc.body, "jane")) {
				continue
			}
			equal(t, path+" "+tc.body, h.listed(path, tc.body), tc.want)
			// A page_cursor without a value means null, which the check of query strings does not support.
			deviant := strings.Contains(tc.query, "page_cursor")
			_, got := h.do(request{method: "GET", path: path + "?" + tc.query, deviant: deviant}).page()
			equal(t, path+" "+tc.query, got, tc.want)
		}
	}
	for _, body := range []string{
		`{"limit":0}`, `{"limit":-1}`, `{"limit":1.5}`, `{"limit":"1"}`, `{"search":""}`, `{"customer_key":null}`,
		`{"custom_metadata_has":"x"}`, `{"custom_metadata_has":{"a":1}}`, `{"page_cursor":"nonsense"}`,
	} {
		h.do(request{path: accountList, body: body, deviant: true}).wants(400, "invalid_input")
		h.do(request{path: webviewList, body: body, deviant: true}).wants(400, "invalid_input")
	}
}

func TestListsHavePages(t *testing.T) {
	t.Parallel()
	for _, capped := range []bool{false, true} {
		h := start(t)
		limit := `"limit":3,`
		if capped {
			h.fake.SetKnobs(func(k *seamfake.Knobs) { k.MaxPageSize = 3 })
			limit = ``
		}
		var want []string
		for i := range 8 {
			id := uuid.NewString()
			h.fake.StoreConnectedAccount(seamfake.ConnectedAccount{ConnectedAccountID: id, CustomerKey: fmt.Sprint("c", i%4/3)})
			h.fake.StoreConnectWebview(seamfake.ConnectWebview{ConnectWebviewID: id, CustomerKey: fmt.Sprint("c", i%4/3)})
			if i%4 < 3 {
				want = append(want, id)
			}
		}
		for _, path := range []string{accountList, webviewList} {
			first, got := h.post(path, `{`+limit+`"customer_key":"c0"}`).page()
			equal(t, "first page", got, want[:3])
			cursor := *first.Pagination.NextPageCursor
			second, rest := h.post(path, `{`+limit+`"customer_key":"c0","page_cursor":"`+cursor+`"}`).page()
			equal(t, "second page", rest, want[3:])
			equal(t, "more", second.Pagination.HasNextPage, false)

			path, ok := strings.CutPrefix(*first.Pagination.NextPageURL, h.checked.URL)
			equal(t, "next_page_url is on this server", ok, true)
			_, rest = h.do(request{method: "GET", path: path}).page()
			equal(t, "second page by URL", rest, want[3:])
		}
		first, _ := h.post(accountList, `{`+limit+`"customer_key":"c0"}`).page()
		h.post(accountList, `{"page_cursor":"`+*first.Pagination.NextPageCursor+`"}`).wants(400, "invalid_input")
		h.fake.DeleteConnectedAccount(want[2])
		_, rest := h.post(accountList, `{"customer_key":"c0","page_cursor":"`+*first.Pagination.NextPageCursor+`"}`).page()
		equal(t, "second page after a deletion", rest, want[3:])
	}
}
