// Package docs has only tests. They check the documentation: every example of a
// guide works, every link has a target, and every error of the provider is
// explained.
package docs
