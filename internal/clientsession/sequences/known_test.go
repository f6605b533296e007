package sequences_test

import (
	"encoding/json"
	"testing"
)

// TestKnownSequences repeats sequences that failed in random runs, each reduced as far as
// possible.
func TestKnownSequences(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"an account is connected, and the session rotates": `{"steps":[
			{"config":{"user_identifier_key":"jane_doe","rotate_when_changed":{"n":"1"}}},
			{"config":{"user_identifier_key":"jane_doe","rotate_when_changed":{"n":"2"}},"before":[{"kind":"connected"}]}]}`,
		"expires_in is not known yet, and expires_at is ignored": `{"steps":[{"config":{"rotate_when_changed":{"n":"3"}}},
			{"config":{"expires_in":"720h","rotate_when_changed":{"n":"1"}},"unknown":["expires_in"],"ignored":["expires_at"]}]}`,
		"expires_in is ignored, and expires_at moves": `{"expired":1,"steps":[{"config":{"expires_in":"24h"}},
			{"config":{"expires_at":"2027-04-17T20:00:00+02:00"},"ignored":["expires_in"],"before":[{"kind":"passed","hours":240}]}]}`,
		"the deprecated identity is ignored, and the session gets one": `{"expired":2,"steps":[{},{"config":{"user_identity_id":"a6e93f84-565e-47d7-8908-1ca71ada373c"},"ignored":["user_identity_ids"]}]}`,
		"a merged identity in one attribute, and the other is ignored": `{"steps":[{"between":[{"kind":"merged"}]},
			{"config":{"user_identifier_key":"john","user_identity_ids":["71ff7f71-2cf4-458a-8db4-6ad539c8b66a"]},"ignored":["user_identity_id"]}]}`,
		"an expired session that Seam does not write to rotates": `{"expired":1,"steps":[{"config":{"expires_in":"720h0m","rotate_when_changed":{"n":"1"}}},
			{"config":{"rotate_when_changed":{"n":"2"},"user_identity_id":"a6e93f84-565e-47d7-8908-1ca71ada373c"},"before":[{"kind":"passed","hours":960}]}]}`,
		"the token of a purged session is to be stored": `{"expired":3,"steps":[{"config":{"expires_at":"2026-06-03T10:00:00.000Z","store_token":false}},
			{"config":{"expires_at":"2026-06-03T10:00:00.000Z"},"before":[{"kind":"passed","hours":9600}]}]}`,
		"expires_in is ignored, and renew_before is as long": `{"expired":3,"steps":[{"config":{"expires_in":"24h"}},
			{"config":{"expires_in":"720h","renew_before":"24h"},"ignored":["expires_in"]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var l sequence
			if err := json.Unmarshal([]byte(text), &l); err != nil {
				t.Fatal(err)
			}
			if _, problem := simulate(t, l); problem != "" {
				t.Errorf("%s\n%s", problem, l)
			}
		})
	}
}
