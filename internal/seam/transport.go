package seam

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/redact"
)

// responseBody is the decoded body of a success.
type responseBody interface {
	// check reports missing fields.
	check() error
}

// ErrReadOnly is the cause of an Error for a request that a read-only client
// did not send.
var ErrReadOnly = errors.New("the request was not sent because the provider is read-only")

// reads are the endpoints that change nothing.
var reads = map[string]bool{
	pathGet: true, pathList: true, pathWorkspace: true, pathUserIdentity: true, pathConnectedAccount: true, pathConnectWebview: true,
	pathConnectedAccounts: true, pathConnectWebviews: true,
}

// received is a response without its body.
type received struct {
	// status is the HTTP status, 0 if there was no response.
	status int
	// date is the server's clock, zero if the response has no Date.
	date time.Time
	// requestID is from Seam, empty if there was none.
	requestID string
}

// post sends an idempotent request until it succeeds, is rejected or the attempts
// run out. It decodes the response into the value that fresh returns for each
// attempt.
func post[R responseBody](ctx context.Context, c *Client, operation string, params any, fresh func() R) (R, received, error) {
	var none R
	payload, err := json.Marshal(params)
	if err != nil {
		return none, received{}, fmt.Errorf("encoding the request to %s: %w", operation, err)
	}
	if c.config.ReadOnly && !reads[operation] {
		return none, received{}, &Error{Endpoint: c.config.Endpoint, Operation: operation, Err: ErrReadOnly}
	}
	b := c.budgetFor(ctx)
	var last *Error
	for attempt, failed := 1, 0; ; attempt++ {
		if err := c.turn(ctx, b, last); err != nil {
			return none, received{}, c.held(ctx, operation, last, err)
		}
		into := fresh()
		got, failure := c.attempt(ctx, b, operation, payload, attempt, into)
		if failure == nil {
			return into, got, nil
		}
		failure.Attempts = attempt
		failure.MaybeApplied = failure.MaybeApplied || last != nil && last.MaybeApplied
		if failure.Status != http.StatusTooManyRequests {
			failed++
		}
		if !failure.retryable || !c.again(ctx, b, failure, failed) {
			return none, received{}, failure
		}
		last = failure
	}
}

// attempt sends the request once. The duration of a failed attempt is subtracted
// from the budget.
func (c *Client) attempt(ctx context.Context, b *budget, operation string, payload []byte, number int, into responseBody) (received, *Error) {
	start := time.Now()
	got, failure := c.roundTrip(ctx, operation, payload, into)
	c.log(ctx, operation, got, number, time.Since(start))
	switch {
	case got.status == http.StatusTooManyRequests:
		c.limiter.refuse(start, failure)
	case got.status != 0:
		c.limiter.accept()
	}
	if failure != nil {
		failure.retryable = failure.retryable && ctx.Err() == nil // another attempt would have no effect
		if got.status != http.StatusTooManyRequests {
			b.take(time.Since(start))
		}
	}
	return got, failure
}

// failed returns the Error of an attempt. It keeps context errors, and otherwise
// only the text of the cause, because that may contain what a server sent.
func (c *Client) failed(operation string, got received, cause error) *Error {
	if cause != nil && !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded) {
		cause = errors.New(redact.Text(cause.Error(), c.config.Credential.reveal()))
	}
	credential := c.config.Credential
	return &Error{
		Endpoint: c.config.Endpoint, Operation: operation,
		CredentialSource: credential.Source, CredentialKind: credential.kind(), WorkspaceID: credential.WorkspaceID,
		Status: got.status, RequestID: got.requestID, Err: cause,
	}
}

// roundTrip sends the request and decodes a successful response.
func (c *Client) roundTrip(ctx context.Context, operation string, payload []byte, into responseBody) (received, *Error) {
	tooSlow := fmt.Errorf("it took longer than %s", c.config.AttemptTimeout)
	ctx, cancel := context.WithTimeoutCause(ctx, c.config.AttemptTimeout, tooSlow)
	defer cancel()
	defer c.transport.leaveIf(ctx, tooSlow)()
	sent := false
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent = true }}
	req, err := c.newRequest(httptrace.WithClientTrace(ctx, trace), operation, payload)
	if err != nil {
		return received{}, c.failed(operation, received{}, err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		failure := c.failed(operation, received{}, transportError(ctx, err))
		failure.retryable, failure.MaybeApplied = true, sent
		return received{}, failure
	}
	defer resp.Body.Close()
	got := received{status: resp.StatusCode, requestID: resp.Header.Get("Seam-Request-Id")}
	if !UUID.MatchString(got.requestID) {
		got.requestID = redact.Text(got.requestID, c.config.Credential.reveal())
	}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		got.date = date
		c.clock.Store(&reading{date: date, at: time.Now()})
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return got, c.refusal(ctx, operation, got, resp)
	}
	body := newBodyReader(resp.Body, maxBody)
	if _, long := into.(streamed); resp.ContentLength > maxBody && !long {
		err = errTooLarge
	} else if err = decode(body, into); err == nil {
		return got, nil
	}
	failure := c.failed(operation, got, body.explain(ctx, err))
	failure.BrokenOff = body.broken != nil
	failure.retryable, failure.MaybeApplied = failure.BrokenOff, true
	return got, failure
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

// refusal returns the Error of an error response.
func (c *Client) refusal(ctx context.Context, operation string, got received, resp *http.Response) *Error {
	failure := c.failed(operation, got, nil)
	if failure.Redirects() {
		host := "another address"
		if location, err := resp.Location(); err == nil {
			host = location.Host
		}
		return c.failed(operation, got, fmt.Errorf("it redirects to %s, and the provider does not send the credential to other hosts", host))
	}
	failure.MaybeApplied = statusMaybeApplied(got.status)
	failure.retryable = failure.MaybeApplied || got.status == http.StatusTooManyRequests
	failure.RetryAfter = retryAfter(resp.Header, time.Now())
	body := newBodyReader(resp.Body, maxErrorBody)
	failure.describe(resp.Header, body, c.config.Credential.reveal())
	if body.broken != nil && failure.Type == "" {
		failure.Err = c.failed(operation, got, body.explain(ctx, nil)).Err
		failure.BrokenOff, failure.retryable = true, true
	}
	return failure
}

// transportError removes the URL that net/http adds to the cause, and says which
// limit a timeout exceeded.
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
