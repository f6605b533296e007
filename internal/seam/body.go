package seam

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

var errTooLarge = errors.New("its body is too large")

// bodyReader reads a response up to a limit and remembers whether it broke off, which
// is worth another attempt, unlike a body that is complete and wrong.
type bodyReader struct {
	reader io.Reader
	limit  int
	left   int
	broken error
}

func newBodyReader(reader io.Reader, limit int) *bodyReader {
	return &bodyReader{reader: reader, limit: limit, left: limit}
}

func (b *bodyReader) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, errTooLarge
	}
	n, err := b.reader.Read(p[:min(len(p), b.left)])
	b.left -= n
	if err != nil && !errors.Is(err, io.EOF) {
		b.broken = err
	}
	return n, err
}

// explain returns why a body could not be decoded.
func (b *bodyReader) explain(ctx context.Context, err error) error {
	switch {
	case b.broken != nil:
		return fmt.Errorf("its body is incomplete: %w", transportError(ctx, b.broken))
	case errors.Is(err, errTooLarge):
		return fmt.Errorf("its body is larger than %d MiB", b.limit>>20)
	}
	return err
}

// streamed is a response that reads itself, value by value, so that it never has
// the whole body in memory. It calls goOn after each value, so the limit applies to
// a single value.
type streamed interface {
	responseBody
	read(from *json.Decoder, goOn func()) error
}

// decode reads exactly one JSON value of the expected shape. The errors of
// encoding/json can contain the invalid value, so they are not shown.
func decode(from *bodyReader, into responseBody) error {
	decoder := json.NewDecoder(from)
	read := func() error { return decoder.Decode(into) }
	if s, ok := into.(streamed); ok {
		read = func() error { return s.read(decoder, func() { from.left = from.limit }) }
	}
	if err := read(); err != nil {
		var mismatch *json.UnmarshalTypeError
		switch {
		case errors.Is(err, errTooLarge):
			return err
		case errors.As(err, &mismatch) && mismatch.Field == "":
			return errors.New("its body is not a JSON object")
		case errors.As(err, &mismatch):
			return fmt.Errorf("the field %q of its body does not have the type that Seam documents", mismatch.Field)
		case errors.Is(err, errShape):
			return err
		}
		return errors.New("its body is not JSON")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		if errors.Is(err, errTooLarge) {
			return err
		}
		return errors.New("its body has data after the JSON")
	}
	return into.check()
}

// errShape marks errors about a response's shape, whose text quotes no value.
var errShape = errors.New("its body does not match Seam's documentation")

func shapeError(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errShape}, args...)...)
}

// envelope has the fields of every successful response from Seam.
type envelope struct {
	OK *bool `json:"ok"`
}

func (e *envelope) check() error {
	if e.OK == nil {
		return shapeError("it has no \"ok\"")
	}
	if !*e.OK {
		return shapeError("\"ok\" is false")
	}
	return nil
}
