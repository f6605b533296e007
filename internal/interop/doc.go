// Package interop has no code but tests: Seam's own software and the real Terraform CLI with the provider's binary work
// on one embedded Seam, and Seam's own fake is held against ours.
//
// `make interop` runs them. They need Node.js, npm and curl, and install Seam's packages, in the versions that
// package-lock.json pins, below the user's cache directory. What a machine cannot offer is skipped, and said so; with
// SEAM_INTEROP=require it fails.
package interop
