package seamfake

import "slices"

// object is an element of a collection.
type object interface{ resource() resource }

// collection has the objects of one kind from all workspaces, in the order in which they were stored.
type collection[T object] struct {
	entries []entry[T]
	stored  uint64 // how many objects were ever stored
}

// entry is an object and its number, counted from 1.
type entry[T object] struct {
	number uint64
	object T
}

// put stores an object, or replaces the one with the same id.
func (c *collection[T]) put(o T) {
	for i := range c.entries {
		if c.entries[i].object.resource() == o.resource() {
			c.entries[i].object = o
			return
		}
	}
	c.stored++
	c.entries = append(c.entries, entry[T]{c.stored, o})
}

// find returns the first matching object of a workspace, and whether there is one.
func (c *collection[T]) find(workspaceID string, fits func(T) bool) (found T, ok bool) {
	for _, e := range c.entries {
		if e.object.resource().workspaceID == workspaceID && fits(e.object) {
			return e.object, true
		}
	}
	return found, false
}

// has reports whether a workspace has the object with the id.
func (c *collection[T]) has(workspaceID, id string) bool {
	_, ok := c.find(workspaceID, func(o T) bool { return o.resource().id == id })
	return ok
}

// remove deletes an object, and reports whether there was one.
func (c *collection[T]) remove(r resource) bool {
	before := len(c.entries)
	c.entries = slices.DeleteFunc(c.entries, func(e entry[T]) bool { return e.object.resource() == r })
	return len(c.entries) < before
}
