package seam

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"time"
)

// answer is the decoded body of a success.
type answer interface {
	// check reports what is missing from the promised shape.
	check() error
}

// ErrReadOnly is the cause of an Error for a request that a read-only client
// did not send.
var ErrReadOnly = errors.New("the request was not sent, because the provider is read-only")

// reads are the endpoints that change nothing.
var reads = map[string]bool{
	pathGet: true, pathList: true, pathWorkspace: true, pathUserIdentity: true, pathConnectedAccount: true, pathConnectWebview: true,
}

// received is what an answer says besides its body.
type received struct {
	// date is the server's clock, zero when the answer has no Date.
	date time.Time
	// requestID is Seam's, empty when there was none.
	requestID string
}

// post sends an idempotent request until it succeeds, is refused or the
// attempts run out, and decodes the answer into the value that fresh returns,
// which is a new one for each attempt.
func post[A answer](ctx context.Context, c *Client, operation string, body any, fresh func() A) (A, received, error) {
	var none A
	payload, err := json.Marshal(body)
	if err != nil {
		return none, received{}, fmt.Errorf("encoding the request to %s: %w", operation, err)
	}
	if c.config.ReadOnly && !reads[operation] {
		return none, received{}, &Error{Endpoint: c.config.Endpoint, Operation: operation, Err: ErrReadOnly}
	}
	maybeApplied, patience := false, newPatience()
	failure := c.newError(operation)
	for attempt := 1; ; attempt++ {
		if !c.takeTurn(ctx, failure) {
			return none, received{}, failure
		}
		into := fresh()
		var got received
		if got, failure = c.attempt(ctx, operation, payload, attempt, into); failure == nil {
			return into, got, nil
		}
		maybeApplied = maybeApplied || failure.MaybeApplied
		failure.MaybeApplied, failure.Attempts = maybeApplied, attempt
		if pause, again := patience.after(failure); !again || !c.pause(ctx, failure, pause) {
			return none, received{}, failure
		}
	}
}

// takeTurn waits until the limiter lets the request go. It returns false when
// that cannot be waited for, which it notes in failure.
func (c *Client) takeTurn(ctx context.Context, failure *Error) bool {
	for {
		t := c.limiter.reserve(time.Now())
		if t.wait > 0 && !c.pause(ctx, failure, t.wait) {
			return false
		}
		if c.limiter.holds(t) {
			return true
		}
	}
}

// pause waits. It returns false when the caller gave up, or will before the time
// has passed, which it notes in failure.
func (c *Client) pause(ctx context.Context, failure *Error, pause time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < pause {
		failure.GaveUp = fmt.Sprintf("the next attempt would have been after %s, when the time for the operation is over", pause.Round(time.Millisecond))
		return false
	}
	if err := c.config.Wait(ctx, pause); err != nil {
		failure.Err = errors.Join(failure.Err, err)
		return false
	}
	return true
}

func (c *Client) newError(operation string) *Error {
	return &Error{Endpoint: c.config.Endpoint, Operation: operation, CredentialSource: c.config.Credential.Source}
}

// attempt sends the request once.
func (c *Client) attempt(ctx context.Context, operation string, payload []byte, number int, into answer) (received, *Error) {
	start := time.Now()
	failure := c.newError(operation)
	got, err := c.roundTrip(ctx, failure, payload, into)
	if failure.Status == http.StatusTooManyRequests {
		c.limiter.complain(start, time.Now(), failure.RetryAfter)
	} else if failure.Status != 0 {
		c.limiter.accept(time.Now())
	}
	c.log(ctx, failure, number, time.Since(start))
	if err == nil {
		return got, nil
	}
	failure.Err = redactedError(err, c.config.Credential.reveal())
	if ctx.Err() != nil { // the caller gave up; another attempt would serve nobody
		failure.retryable = false
	}
	return got, failure
}

// errRefused marks an answer that already describes itself in the Error.
var errRefused = errors.New("refused")

// roundTrip sends the request and decodes a success into the answer. What it
// learns of a failure it notes in failure.
func (c *Client) roundTrip(ctx context.Context, failure *Error, payload []byte, into answer) (received, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.config.AttemptTimeout, fmt.Errorf("it took longer than %s", c.config.AttemptTimeout))
	defer cancel()
	sent := false
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent = true }}
	req, err := c.newRequest(httptrace.WithClientTrace(ctx, trace), failure.Operation, payload)
	if err != nil {
		return received{}, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		failure.retryable, failure.MaybeApplied = true, sent
		return received{}, transportError(ctx, err)
	}
	defer resp.Body.Close()
	got := received{}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		got.date = date
		c.clock.Store(&reading{date: date, at: time.Now()})
	}
	got.requestID = redact(resp.Header.Get("Seam-Request-Id"), c.config.Credential.reveal())
	failure.Status, failure.RequestID = resp.StatusCode, got.requestID
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return got, c.refusal(ctx, resp, failure)
	}
	failure.MaybeApplied = true
	if resp.ContentLength > maxBody {
		return got, errTooLarge
	}
	body := &body{reader: resp.Body, left: maxBody}
	if err := decode(body, into); err != nil {
		failure.BrokenOff = body.broken != nil
		failure.retryable = failure.BrokenOff
		return got, body.explain(ctx, err)
	}
	return got, nil
}

func (c *Client) newRequest(ctx context.Context, operation string, payload []byte) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.config.Endpoint+operation, bytes.NewReader(payload))
	if err != nil {
		return nil, errors.New("the endpoint is not a usable URL")
	}
	req.Header.Set("Authorization", "Bearer "+c.config.Credential.reveal())
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.config.UserAgent)
	if c.config.Credential.WorkspaceID != "" {
		req.Header.Set("Seam-Workspace", c.config.Credential.WorkspaceID)
	}
	return req, nil
}

// refusal notes what an answer says that is not a success.
func (c *Client) refusal(ctx context.Context, resp *http.Response, failure *Error) error {
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		host := "another address"
		if location, err := resp.Location(); err == nil {
			host = location.Host
		}
		return fmt.Errorf("it redirects to %s, which is refused so that the credential goes nowhere else", host)
	}
	failure.retryable = statusRetryable(resp.StatusCode)
	failure.MaybeApplied = statusMaybeApplied(resp.StatusCode)
	failure.RetryAfter = retryAfter(resp.Header, time.Now())
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	failure.describe(resp.Header, text, c.config.Credential.reveal())
	if err != nil && failure.Type == "" {
		failure.BrokenOff, failure.retryable = true, true
		return fmt.Errorf("its body broke off: %w", transportError(ctx, err))
	}
	return errRefused
}

// transportError drops the URL that net/http puts before the cause, and says
// which limit a time-out ran into.
func transportError(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// redactedError keeps the identity of context errors, and otherwise only the
// text, for it may quote what a server sent.
func redactedError(err error, secret string) error {
	switch {
	case errors.Is(err, errRefused):
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return errors.New(redact(err.Error(), secret))
}
