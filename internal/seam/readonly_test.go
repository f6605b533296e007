package seam_test

import (
	"context"
	"errors"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

func TestReadOnlyClientSendsNoWrites(t *testing.T) {
	s, _ := serve(t, ok)
	credential, err := seam.NewAPIKey(testKey, "the test")
	if err != nil {
		t.Fatal(err)
	}
	client := seam.New(seam.Config{Endpoint: s.URL, Credential: credential, ReadOnly: true})
	for name, write := range map[string]func(context.Context) error{
		"get or create": func(ctx context.Context) error {
			_, err := client.GetOrCreateClientSession(ctx, seam.GetOrCreateParams{UserIdentifierKey: "jane_doe"})
			return err
		},
		"delete": func(ctx context.Context) error { return client.DeleteClientSession(ctx, "x") },
		"revoke": func(ctx context.Context) error { return client.RevokeClientSession(ctx, "x") },
	} {
		if err := write(t.Context()); !errors.Is(err, seam.ErrReadOnly) || seam.MaybeApplied(err) || seam.IsNotFound(err) {
			t.Errorf("%s: %v, want ErrReadOnly", name, err)
		}
	}
	if n := s.requests.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
	for name, read := range map[string]func(context.Context) error{
		"a session":   func(ctx context.Context) error { _, err := client.GetClientSession(ctx, sessionID); return err },
		"an identity": func(ctx context.Context) error { _, err := client.GetUserIdentity(ctx, sessionID); return err },
		"an account": func(ctx context.Context) error {
			_, err := client.FindConnectedAccount(ctx, seam.ConnectedAccountAddress{ConnectedAccountID: sessionID})
			return err
		},
		"accounts": func(ctx context.Context) error {
			_, err := client.ListConnectedAccounts(ctx, seam.ConnectedAccountFilters{})
			return err
		},
		"webviews": func(ctx context.Context) error {
			_, err := client.ListConnectWebviews(ctx, seam.ListFilters{})
			return err
		},
	} {
		if err := read(t.Context()); errors.Is(err, seam.ErrReadOnly) {
			t.Errorf("reading %s: %v", name, err)
		}
	}
	if n := s.requests.Load(); n != 5 {
		t.Errorf("%d requests were sent, want one for each read", n)
	}
}
