// Package seam talks to the Seam API: client sessions and the workspace that a
// credential belongs to.
//
// Facts about the API come from Seam's API reference and OpenAPI document.
// Every endpoint is called by POST with a JSON body. All calls made here are
// idempotent, so they are retried; see [Client].
package seam
