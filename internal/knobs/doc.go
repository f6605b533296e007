// Package knobs has no code but a test: it leads the provider through every knob and fault of the fake, so that the fake
// has none from which nothing about the provider can be learned.
package knobs
