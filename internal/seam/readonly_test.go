package seam_test

import (
	"context"
	"errors"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

func TestReadOnlyClientSendsNothingThatCouldWrite(t *testing.T) {
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
	if _, err := client.GetClientSession(t.Context(), sessionID); err != nil {
		t.Errorf("reading: %v", err)
	}
}
