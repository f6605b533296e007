// Package release has only tests. They check the configuration of releases and
// workflows on every change. `make release-check` builds a release with it.
package release
