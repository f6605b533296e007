package clientsession

import (
	"context"

	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// revokedHere reports whether this process revoked the session.
func revokedHere(c *connection.Connection) func(context.Context, *seam.Client, *seam.ClientSession) (bool, error) {
	return func(_ context.Context, _ *seam.Client, session *seam.ClientSession) (bool, error) {
		return c.Revoked.Has(session.ClientSessionID), nil
	}
}

// revokedAnywhere asks with the token itself besides, for a resource whose
// destroy revokes: the session of an earlier run would come back dead, and an
// API key cannot see it.
func revokedAnywhere(c *connection.Connection) func(context.Context, *seam.Client, *seam.ClientSession) (bool, error) {
	return func(ctx context.Context, client *seam.Client, session *seam.ClientSession) (bool, error) {
		if c.Revoked.Has(session.ClientSessionID) || session.Expired() {
			return c.Revoked.Has(session.ClientSessionID), nil
		}
		works, err := client.TokenWorks(ctx, session.Token)
		return !works, err
	}
}
