package seam

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Rows takes the rows of a list, one by one, and keeps what it wants.
type Rows interface {
	// Add takes a session and its JSON, which Listed.Session decodes again. Neither
	// is used by anybody else afterwards.
	Add(session *ClientSession, row []byte)
}

// Listed is what an answer with a list says of all its rows.
type Listed struct {
	// AnsweredAt and RequestID are those of each session.
	AnsweredAt time.Time
	RequestID  string
}

// Session decodes a row that was added.
func (l Listed) Session(row []byte) (*ClientSession, error) {
	session := &ClientSession{AnsweredAt: l.AnsweredAt, RequestID: l.RequestID}
	return session, json.Unmarshal(row, session)
}

// StreamClientSessions lists all client sessions of the workspace as Seam
// answers, tokens included, for whoever would otherwise ask for each. The list is
// never in memory as a whole, however long it is. fresh is called for each
// attempt; what was added in an earlier one does not count.
func (c *Client) StreamClientSessions(ctx context.Context, fresh func() Rows) (Listed, error) {
	_, got, err := post(ctx, c, pathList, ListParams{}, func() *rowStream { return &rowStream{rows: fresh()} })
	return Listed{AnsweredAt: got.date, RequestID: got.requestID}, err
}

// rowStream is the answer with a list of sessions.
type rowStream struct {
	envelope

	rows   Rows
	listed bool // there was a list
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

// read reads the answer, which is an object.
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

// enter reads the begin of an object or array; there is none where null stands.
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

// in names the field that an error is in.
func in(field string, err error) error {
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		mismatch.Field = strings.TrimSuffix(field+"."+mismatch.Field, ".")
	}
	return err
}
