package seamfake

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/url"
	"slices"
	"strings"
)

// traits are the fields of an object that the filters of a list use.
type traits struct {
	userIdentifierKey, customerKey string
	metadata                       map[string]any
	texts                          []string // search covers these and the metadata
}

// finds reports whether an object matches all given filters. Three rules are assumed: filters narrow the result together,
// search ignores case, and null in custom_metadata_has matches objects without the name.
func (c *call) finds(t traits) bool {
	if key, ok := c.params.text("user_identifier_key"); ok && t.userIdentifierKey != key {
		return false
	}
	if key, ok := c.params.text("customer_key"); ok && t.customerKey != key {
		return false
	}
	wanted, _ := c.params["custom_metadata_has"].(map[string]any)
	for name, value := range wanted {
		if t.metadata[name] != value {
			return false
		}
	}
	search, ok := c.params.text("search")
	return !ok || t.contain(search)
}

func (t traits) contain(search string) bool {
	texts := slices.Clone(t.texts)
	for name, value := range t.metadata {
		texts = append(texts, name, fmt.Sprint(value))
	}
	return slices.ContainsFunc(texts, func(text string) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(search))
	})
}

// The documented limits of a page if the request does not set one.
var defaultLimits = map[string]int{"connected_accounts": 11000, "connect_webviews": 500}

// listed returns a page of the matching objects of the workspace. They are in the order in which they were stored, which
// is assumed.
func listed[T object](
	s *Server, c *call, name string, all *collection[T], render func(T) map[string]any, fits func(T) bool,
) (map[string]any, *apiError) {
	after, err := c.cursor()
	if err != nil {
		return nil, err
	}
	limit := defaultLimits[name]
	if given, ok := c.params["limit"].(float64); ok {
		limit = int(min(given, math.MaxInt32))
	}
	if s.knobs.MaxPageSize > 0 {
		limit = min(limit, s.knobs.MaxPageSize)
	}
	shown, next := []map[string]any{}, ""
	for _, e := range all.entries {
		if e.number <= after || e.object.resource().workspaceID != c.who.workspace.WorkspaceID || !fits(e.object) {
			continue
		}
		if len(shown) == limit {
			next = c.cursorAfter(after)
			break
		}
		shown, after = append(shown, render(e.object)), e.number
	}
	return map[string]any{name: shown, "pagination": c.pagination(next)}, nil
}

// position is the content of a page_cursor.
type position struct {
	After   uint64 `json:"after"`   // the number of the last object on the previous page
	Filters string `json:"filters"` // the filters of the request that returned the cursor
}

// filters returns the parameters that are the same for all pages, as deterministic JSON.
func (c *call) filters() string {
	filters := maps.Clone(c.params)
	delete(filters, "limit")
	delete(filters, "page_cursor")
	text, err := json.Marshal(filters)
	if err != nil { // they were decoded from JSON or a query string
		panic("seamfake: " + err.Error())
	}
	return string(text)
}

// cursor returns the number after which the page begins. It is assumed that a page_cursor is rejected with other filters
// than those of the request that returned it: a client without them would read a different list.
func (c *call) cursor() (uint64, *apiError) {
	given, ok := c.params.text("page_cursor")
	if !ok {
		return 0, nil
	}
	var p position
	text, err := base64.RawURLEncoding.DecodeString(given)
	if err != nil || json.Unmarshal(text, &p) != nil || p.Filters != c.filters() {
		return 0, invalidInput(issue{[]string{"page_cursor"}, "Invalid page_cursor"})
	}
	return p.After, nil
}

// cursorAfter returns the page_cursor of the page after an object.
func (c *call) cursorAfter(number uint64) string {
	text, err := json.Marshal(position{number, c.filters()})
	if err != nil {
		panic("seamfake: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// pagination returns the documented object that describes a page. next is empty on the last page.
func (c *call) pagination(next string) map[string]any {
	shown := map[string]any{"has_next_page": next != "", "next_page_cursor": orNull(next), "next_page_url": nil}
	if next == "" {
		return shown
	}
	query := url.Values{}
	for name, value := range c.params {
		if nested, ok := value.(map[string]any); ok {
			for key, element := range nested {
				query.Set(name+"["+key+"]", queryText(element))
			}
			continue
		}
		query.Set(name, queryText(value))
	}
	query.Set("page_cursor", next)
	page := url.URL{Scheme: "http", Host: c.request.Host, Path: c.request.URL.Path, RawQuery: query.Encode()}
	shown["next_page_url"] = page.String()
	return shown
}
