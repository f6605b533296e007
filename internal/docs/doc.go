// Package docs has no code of its own. Its tests hold the documentation to what
// it says: every example of a guide is applied, every link leads somewhere, and
// every error that the provider can print is explained.
package docs
