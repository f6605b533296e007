// Package knobs contains only tests. They run the provider under every knob and fault of the fake. A knob or fault that
// does not change anything for the provider fails the tests.
package knobs
