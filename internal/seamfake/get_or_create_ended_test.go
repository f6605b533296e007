package seamfake_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestGetOrCreateOnARevokedSession(t *testing.T) {
	t.Parallel()
	t.Run("returns it revoked", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		s := h.keyed()
		h.post(revoke, `{"client_session_id":"`+s.ID+`"}`).wants(200, "")
		equal(t, "revoked", h.keyed(), s)
		h.do(request{path: get, as: s.Token}).wants(401, "client_session_revoked")
	})
	t.Run("creates a new one", func(t *testing.T) {
		t.Parallel()
		h := knobs(t, seamfake.Knobs{RevokedCreatesNew: true})
		s := h.keyed()
		h.fake.RevokeSession(s.ID)
		fresh := h.keyed()
		if fresh.ID == s.ID {
			t.Error("get_or_create returned the revoked session")
		}
		equal(t, "the next call", h.keyed(), fresh)
		h.do(request{path: get, as: fresh.Token}).wants(200, "")
	})
}

func TestGetOrCreateAfterDelete(t *testing.T) {
	t.Parallel()
	h := start(t)
	s := h.keyed()
	h.post(del, `{"client_session_id":"`+s.ID+`"}`).wants(200, "")
	fresh := h.keyed()
	if fresh.ID == s.ID || fresh.Token == s.Token {
		t.Error("get_or_create returned the deleted session")
	}
}
