package seam

// Masked adds the masking of log lines to a context.
var Masked = masked
