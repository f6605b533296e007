// Package release has no code but tests: that the configuration of releases and
// workflows says what it must, which is cheap to check on every change. That a
// release comes of it, `make release-check` shows.
package release
