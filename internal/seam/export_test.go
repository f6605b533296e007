package seam

// Masked is what every log line passes through.
var Masked = masked
