// Package interop has only tests. Seam's own software and the real Terraform CLI with the provider's binary use one
// embedded Seam, and Seam's own fake is compared with ours.
//
// `make interop` runs them. They need Node.js, npm and curl, and install Seam's packages, in the versions that
// package-lock.json pins, below the user's cache directory. If something is missing on the machine, the tests are
// skipped with a message. With SEAM_INTEROP=require they fail.
package interop
