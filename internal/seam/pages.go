package seam

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

const (
	// pageSize keeps a page far below maxBody.
	pageSize = 500
	// maxPages bounds a list. No client session takes as many IDs.
	maxPages = 100
)

// ListFilters are the filters that lists with pages have in common; together they
// narrow the result. Empty fields do not filter.
type ListFilters struct {
	// UserIdentifierKey is that of the client session with which the user connected.
	UserIdentifierKey string `json:"user_identifier_key,omitempty"`
	// CustomerKey is your key of the customer.
	CustomerKey string `json:"customer_key,omitempty"`
	// CustomMetadataHas has names and values that an object must have.
	CustomMetadataHas Metadata `json:"custom_metadata_has,omitempty"`
	// Search is looked for in several fields of the object.
	Search string `json:"search,omitempty"`
}

// pageOf asks for a page.
type pageOf struct {
	Limit      int    `json:"limit"`
	PageCursor string `json:"page_cursor,omitempty"`
}

// pagination is what a page says of the next one.
type pagination struct {
	HasNextPage    *bool   `json:"has_next_page"`
	NextPageCursor *string `json:"next_page_cursor"`
}

// page is what every answer with pages has.
type page struct {
	envelope
	Pagination *pagination `json:"pagination"`

	// seen are the cursors of the pages before.
	seen map[string]bool
}

func (p *page) check() error {
	if err := p.envelope.check(); err != nil {
		return err
	}
	switch {
	case p.Pagination == nil || p.Pagination.HasNextPage == nil:
		return shapeError("it has no pagination.has_next_page")
	case *p.Pagination.HasNextPage && p.next() == "":
		return shapeError("it has a next page, but no pagination.next_page_cursor")
	case p.seen[p.next()]:
		return shapeError("its pagination.next_page_cursor repeats that of an earlier page")
	}
	return nil
}

// next is the cursor of the next page, empty on the last one.
func (p *page) next() string {
	if !*p.Pagination.HasNextPage || p.Pagination.NextPageCursor == nil {
		return ""
	}
	return *p.Pagination.NextPageCursor
}

// listed is an object in a list.
type listed interface {
	// place gives the order in a list.
	place() (createdAt *Time, id string)
}

// objectsPage is a page of objects.
type objectsPage[Object listed] interface {
	responseBody
	next() string
	objects() []Object
}

// allPages asks for one page after the other until there is none, and returns the
// objects, oldest first. The arguments are the kind of the objects in words, the
// body of the request for a page, and a fresh answer that knows the cursors so far.
func allPages[Page objectsPage[Object], Object listed](
	ctx context.Context, c *Client, path, kind string, params func(pageOf) any, fresh func(seen map[string]bool) Page,
) ([]Object, error) {
	all, cursor, seen := []Object{}, "", map[string]bool{}
	for range maxPages {
		got, _, err := post(ctx, c, path, params(pageOf{Limit: pageSize, PageCursor: cursor}), func() Page { return fresh(seen) })
		if err != nil {
			return nil, err
		}
		all = append(all, got.objects()...)
		if cursor = got.next(); cursor == "" {
			return inOrder(all), nil
		}
		seen[cursor] = true
	}
	return nil, fmt.Errorf("the list is longer than %d pages of %d %s, which is the maximum that the provider reads; set more filters",
		maxPages, pageSize, kind)
}

// inOrder sorts objects, oldest first. An object that moved to a later page while
// the pages were read is there twice; one of the two stays.
func inOrder[Object listed](all []Object) []Object {
	slices.SortStableFunc(all, func(a, b Object) int {
		atA, idA := a.place()
		atB, idB := b.place()
		return cmp.Or(instantOf(atA).Compare(instantOf(atB)), cmp.Compare(idA, idB))
	})
	return slices.CompactFunc(all, func(a, b Object) bool {
		_, idA := a.place()
		_, idB := b.place()
		return idA == idB
	})
}

// instantOf is the zero time where an object has none.
func instantOf(t *Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.Time
}
