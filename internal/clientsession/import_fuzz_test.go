package clientsession

import (
	"strings"
	"testing"
)

// Every import ID identifies a session in one way, or is invalid.
func FuzzImportID(f *testing.F) {
	for _, id := range []string{
		"c2cbd177-1ace-414b-bb1e-9f129e4a05c1", "C2CBD177-1ACE-414B-BB1E-9F129E4A05C1", "user_identifier_key=jane_doe",
		"user_identifier_key=", "user_identifier_key=user_identifier_key=x", "jane_doe", "", " c2cbd177-1ace-414b-bb1e-9f129e4a05c1",
		"user_identifier_key=\x00", "seam_cst1891oqCmD_6dBwV8PJ2Fsoe9dWYVyMfVHq",
	} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		stub, ok := stubOf(id)
		byID, byKey := !stub.ClientSessionID.IsNull(), !stub.UserIdentifierKey.IsNull()
		if byID && byKey || ok != (byID || byKey) {
			t.Fatalf("%q: ok %v, by ID %v, by key %v", id, ok, byID, byKey)
		}
		if byID && stub.ClientSessionID.ValueString() != strings.ToLower(id) {
			t.Errorf("%q became the ID %q", id, stub.ClientSessionID.ValueString())
		}
		if byKey && importByKey+stub.UserIdentifierKey.ValueString() != id {
			t.Errorf("%q became the key %q", id, stub.UserIdentifierKey.ValueString())
		}
		if byID && strings.HasPrefix(id, "seam_") {
			t.Errorf("%q is taken for an ID", id)
		}
	})
}
