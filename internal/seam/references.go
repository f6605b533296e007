package seam

import (
	"context"
	"errors"
	"net/http"
)

// IsReferenceNotFound reports whether Seam itself reported that a user identity, a
// connected account or a Connect Webview does not exist.
func IsReferenceNotFound(err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.Status != http.StatusNotFound {
		return false
	}
	switch e.Type {
	case TypeUserIdentityNotFound, TypeConnectedAccountNotFound, TypeConnectWebviewNotFound:
		return true
	}
	return false
}

// has reports whether an object exists that a client session refers to.
func (c *Client) has(ctx context.Context, path, field, id string) (bool, error) {
	_, _, err := post(ctx, c, path, map[string]string{field: id}, func() *envelope { return new(envelope) })
	if IsReferenceNotFound(err) {
		return false, nil
	}
	return err == nil, err
}
