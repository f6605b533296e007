package seam

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Rows receives the rows of a list one by one, and keeps those that it needs.
type Rows interface {
	// Add receives a session and its JSON, which Listed.Session can decode again.
	// The caller does not use them afterwards.
	Add(session *ClientSession, row []byte)
}

// Listed is the part of a list response that applies to all rows.
type Listed struct {
	// AnsweredAt and RequestID apply to each session.
	AnsweredAt time.Time
	RequestID  string
}

// Session decodes a row that was added.
func (l Listed) Session(row []byte) (*ClientSession, error) {
	session := &ClientSession{AnsweredAt: l.AnsweredAt, RequestID: l.RequestID}
	return session, json.Unmarshal(row, session)
}

// StreamClientSessions lists all client sessions of the workspace, including their
// tokens. It replaces a request for each session. The list is never completely in
// memory. fresh is called for each attempt. Rows of an earlier attempt do not
// count.
func (c *Client) StreamClientSessions(ctx context.Context, fresh func() Rows) (Listed, error) {
	_, got, err := post(ctx, c, pathList, ListParams{}, func() *rowStream { return &rowStream{rows: fresh()} })
	return Listed{AnsweredAt: got.date, RequestID: got.requestID}, err
}

// rowStream is the response with a list of sessions.
type rowStream struct {
	envelope

	rows   Rows
	listed bool // the response has a list
}

func (s *rowStream) check() error {
	if err := s.envelope.check(); err != nil {
		return err
	}
	if !s.listed {
		return shapeError("it has no client_sessions")
	}
	return nil
}

// read reads the response, which is an object.
func (s *rowStream) read(from *json.Decoder, goOn func()) error {
	if there, err := enter(from, '{', ""); !there {
		return err
	}
	for from.More() {
		name, err := from.Token()
		if err != nil {
			return err
		}
		switch name {
		case "ok":
			err = in("ok", from.Decode(&s.OK))
		case "client_sessions":
			err = s.readRows(from, goOn)
		default:
			err = skip(from)
		}
		if err != nil {
			return err
		}
	}
	_, err := from.Token()
	return err
}

func (s *rowStream) readRows(from *json.Decoder, goOn func()) error {
	const field = "client_sessions"
	there, err := enter(from, '[', field)
	if !there {
		return err
	}
	s.listed = true
	for from.More() {
		var row json.RawMessage
		if err := from.Decode(&row); err != nil {
			return err
		}
		var session ClientSession
		if err := in(field, json.Unmarshal(row, &session)); err != nil {
			return err
		}
		if err := session.check(); err != nil {
			return err
		}
		s.rows.Add(&session, row)
		goOn()
	}
	_, err = from.Token()
	return err
}

// enter reads the start of an object or array. It returns false for null.
func enter(from *json.Decoder, begin json.Delim, field string) (there bool, err error) {
	switch token, err := from.Token(); {
	case err != nil:
		return false, err
	case token == begin:
		return true, nil
	case token == nil:
		return false, nil
	}
	return false, &json.UnmarshalTypeError{Field: field}
}

// skip reads a value of any kind.
func skip(from *json.Decoder) error {
	for depth := 0; ; {
		token, err := from.Token()
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if err != nil || depth == 0 {
			return err
		}
	}
}

// in adds the field to an error.
func in(field string, err error) error {
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		mismatch.Field = strings.TrimSuffix(field+"."+mismatch.Field, ".")
	}
	return err
}
