package seamfake_test

import (
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// identities starts a server with the identities "one", "two" and "three", and a session "k" of the second one.
func identities(t *testing.T) (h *harness, ids []string, s session) {
	t.Helper()
	h = start(t)
	for _, key := range []string{"one", "two", "three"} {
		ids = append(ids, h.fake.AddUserIdentity(seamfake.UserIdentity{UserIdentityKey: key}).UserIdentityID)
	}
	return h, ids, h.getOrCreate(`{"user_identifier_key":"k","user_identity_id":"` + ids[1] + `"}`)
}

func TestUserIdentitiesMerge(t *testing.T) {
	t.Parallel()
	for name, merge := range map[string]func(*harness, []string, int, int){
		"hook": func(h *harness, ids []string, primary, merged int) {
			equal(h.t, "merged", h.fake.MergeUserIdentities(ids[primary], ids[merged]), true)
		},
		"ids": func(h *harness, ids []string, primary, merged int) {
			h.post(identityMerge, `{"user_identity_id":"`+ids[primary]+`","merged_user_identity_ids":["`+ids[merged]+`"]}`).wants(200, "")
		},
		"keys": func(h *harness, _ []string, primary, merged int) {
			keys := []string{"one", "two", "three"}
			h.post(identityMerge, `{"user_identity_key":"`+keys[primary]+`","merged_user_identity_keys":["`+keys[merged]+`"]}`).wants(200, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, ids, s := identities(t)
			merge(h, ids, 2, 1)
			merge(h, ids, 0, 2) // merged identities move with it
			want := map[string]any{
				"user_identity_id": ids[0], "user_identity_key": "one",
				"merged_user_identity_ids": []string{ids[2], ids[1]}, "merged_user_identity_keys": []string{"three", "two"},
			}
			for _, body := range []string{
				`{"user_identity_id":"` + ids[1] + `"}`, `{"user_identity_key":"two"}`,
				`{"user_identity_id":"` + ids[2] + `"}`, `{"user_identity_key":"one"}`,
			} {
				shows(t, h.post(identityGet, body).object("user_identity"), want)
			}
			moved := s
			moved.IdentityID, moved.IdentityIDs = ptr(ids[0]), []string{ids[0]}
			equal(t, "the session moved", h.keyed(), moved)
			for _, path := range []string{getOrCreate, grantAccess} {
				equal(t, path+" with the merged id",
					h.post(path, `{"user_identifier_key":"k","user_identity_id":"`+ids[1]+`"}`).session(), moved)
			}
			equal(t, "a new session with the merged id",
				h.getOrCreate(`{"user_identifier_key":"l","user_identity_ids":["`+ids[2]+`"]}`).IdentityID, ptr(ids[0]))
		})
	}
}

func TestUserIdentitiesDoNotMerge(t *testing.T) {
	t.Parallel()
	h, ids, s := identities(t)
	elsewhere := h.fake.AddUserIdentity(seamfake.UserIdentity{WorkspaceID: otherWorkspace}).UserIdentityID
	for _, merged := range []string{ids[0], nobody, elsewhere} {
		equal(t, "merged", h.fake.MergeUserIdentities(ids[0], merged), false)
	}
	equal(t, "merged", h.fake.MergeUserIdentities(nobody, ids[0]), false)
	h.post(identityMerge, `{"user_identity_id":"`+ids[0]+`","merged_user_identity_ids":["`+ids[1]+`","`+nobody+`"]}`).
		wants(404, "user_identity_not_found")
	h.post(identityMerge, `{"user_identity_id":"`+elsewhere+`","merged_user_identity_ids":["`+ids[1]+`"]}`).
		wants(404, "user_identity_not_found")
	h.do(request{path: identityMerge, body: `{"user_identity_id":"` + ids[0] + `"}`, deviant: true}).wants(400, "invalid_input")
	equal(t, "session", h.keyed(), s)
	h.post(identityGet, `{"user_identity_key":"two"}`).wants(200, "")
}

func TestDeletingAUserIdentityDeletesItsSessions(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(*harness, string){
		"hook": func(h *harness, id string) { equal(h.t, "deleted", h.fake.DeleteUserIdentity(id), true) },
		"POST": func(h *harness, id string) {
			h.post(identityDelete, `{"user_identity_id":"`+id+`"}`).wants(200, "")
		},
		"DELETE": func(h *harness, id string) {
			h.do(request{method: "DELETE", path: identityDelete + "?user_identity_id=" + id}).wants(200, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, ids, s := identities(t)
			h.getOrCreate(`{"user_identifier_key":"other","user_identity_id":"` + ids[2] + `"}`)
			h.do(request{path: getOrCreate, as: otherKey, body: `{"user_identity_id":"` + identity + `"}`}).wants(200, "")
			h.fake.MergeUserIdentities(ids[0], ids[1])
			remove(h, ids[1]) // resolves to the first
			h.post(identityGet, `{"user_identity_id":"`+ids[0]+`"}`).wants(404, "user_identity_not_found")
			h.post(identityDelete, `{"user_identity_id":"`+ids[0]+`"}`).wants(404, "user_identity_not_found")
			h.do(request{path: get, as: s.Token}).wants(401, "client_session_not_found")
			equal(t, "sessions", len(h.fake.Sessions()), 2)
		})
	}
	h := start(t)
	h.getOrCreate(`{"user_identifier_key":"k","user_identity_id":"` + identity + `"}`)
	equal(t, "one that only a session refers to", h.fake.DeleteUserIdentity(identity), true)
	equal(t, "again", h.fake.DeleteUserIdentity(identity), false)
	equal(t, "sessions", len(h.fake.Sessions()), 0)
}
