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
	// maxPages limits a list. No client session has so many IDs.
	maxPages = 100
)

// ListFilters are the filters of all lists with pages. An object must match all of
// them. Empty fields have no effect.
type ListFilters struct {
	// UserIdentifierKey is that of the client session with which the user connected.
	UserIdentifierKey string `json:"user_identifier_key,omitempty"`
	// CustomerKey is your key of the customer.
	CustomerKey string `json:"customer_key,omitempty"`
	// CustomMetadataHas has names and values that an object must have.
	CustomMetadataHas Metadata `json:"custom_metadata_has,omitempty"`
	// Search is a string that Seam searches in several fields of the object.
	Search string `json:"search,omitempty"`
}

// pageOf is the request for a page.
type pageOf struct {
	Limit      int    `json:"limit"`
	PageCursor string `json:"page_cursor,omitempty"`
}

// pagination describes the next page.
type pagination struct {
	HasNextPage    *bool   `json:"has_next_page"`
	NextPageCursor *string `json:"next_page_cursor"`
}

// page has the fields of every response with pages.
type page struct {
	envelope
	Pagination *pagination `json:"pagination"`

	// seen are the cursors of earlier pages.
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
	// place determines the order in a list.
	place() (createdAt *Time, id string)
}

// objectsPage is a page of objects.
type objectsPage[Object listed] interface {
	responseBody
	next() string
	objects() []Object
}

// allPages requests one page after the other, and returns the objects, oldest
// first. The arguments are the kind of the objects in words, the body of the
// request for a page, and a new response that has the cursors so far.
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
// the pages were read occurs twice. One of the two is dropped.
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

// instantOf is the zero time if an object has none.
func instantOf(t *Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.Time
}
