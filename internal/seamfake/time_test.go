package seamfake_test

import (
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestTimestamps(t *testing.T) {
	t.Parallel()
	const fine = `"2027-05-06T07:08:09.123456789Z"`
	for name, tc := range map[string]struct {
		knobs              seamfake.Knobs
		expiresAt          string // JSON, "" for none
		created, wantsExpy string
	}{
		"default lifetime": {
			seamfake.Knobs{}, "", "2026-01-02T03:04:05.678912Z", "2027-01-02T09:04:05.678Z",
		},
		"another lifetime": {
			seamfake.Knobs{DefaultLifetime: time.Hour}, "", "2026-01-02T03:04:05.678912Z", "2026-01-02T04:04:05.678Z",
		},
		"capped lifetime by default": {
			seamfake.Knobs{MaxLifetime: time.Hour}, "", "2026-01-02T03:04:05.678912Z", "2026-01-02T04:04:05.678Z",
		},
		"capped expires_at": {
			seamfake.Knobs{MaxLifetime: time.Hour}, fine, "2026-01-02T03:04:05.678912Z", "2026-01-02T04:04:05.678Z",
		},
		"expires_at below the cap": {
			seamfake.Knobs{MaxLifetime: time.Hour},
			`"2026-01-02T04:00:00Z"`,
			"2026-01-02T03:04:05.678912Z", "2026-01-02T04:00:00.000Z",
		},
		"milliseconds": {
			seamfake.Knobs{CreatedAtFraction: seamfake.Milliseconds, ExpiresAtFraction: seamfake.Milliseconds},
			fine,
			"2026-01-02T03:04:05.678Z", "2027-05-06T07:08:09.123Z",
		},
		"microseconds": {
			seamfake.Knobs{CreatedAtFraction: seamfake.Microseconds, ExpiresAtFraction: seamfake.Microseconds},
			fine,
			"2026-01-02T03:04:05.678912Z", "2027-05-06T07:08:09.123456Z",
		},
		"no fraction": {
			seamfake.Knobs{CreatedAtFraction: seamfake.NoFraction, ExpiresAtFraction: seamfake.NoFraction},
			fine,
			"2026-01-02T03:04:05Z", "2027-05-06T07:08:09Z",
		},
		"offset +00:00": {
			seamfake.Knobs{NumericOffset: time.UTC},
			fine,
			"2026-01-02T03:04:05.678912+00:00", "2027-05-06T07:08:09.123+00:00",
		},
		"offset +02:00 without fraction": {
			seamfake.Knobs{
				NumericOffset:     time.FixedZone("", 2*60*60),
				CreatedAtFraction: seamfake.NoFraction, ExpiresAtFraction: seamfake.NoFraction,
			},
			fine,
			"2026-01-02T05:04:05+02:00", "2027-05-06T09:08:09+02:00",
		},
		"whole seconds stored": {
			seamfake.Knobs{StoreWholeSeconds: true}, fine, "2026-01-02T03:04:05.000000Z", "2027-05-06T07:08:09.000Z",
		},
		"an offset given":        {seamfake.Knobs{}, `"2027-05-06T07:08:09-05:30"`, "2026-01-02T03:04:05.678912Z", "2027-05-06T12:38:09.000Z"},
		"one digit given":        {seamfake.Knobs{}, `"2027-05-06T07:08:09.5Z"`, "2026-01-02T03:04:05.678912Z", "2027-05-06T07:08:09.500Z"},
		"numeric zero given":     {seamfake.Knobs{}, `"2027-05-06T07:08:09+00:00"`, "2026-01-02T03:04:05.678912Z", "2027-05-06T07:08:09.000Z"},
		"the past given":         {seamfake.Knobs{}, `"2001-01-01T00:00:00Z"`, "2026-01-02T03:04:05.678912Z", "2001-01-01T00:00:00.000Z"},
		"before the epoch given": {seamfake.Knobs{}, `"1969-12-31T23:59:59.9995Z"`, "2026-01-02T03:04:05.678912Z", "1969-12-31T23:59:59.999Z"},
		"the far future given":   {seamfake.Knobs{}, `"9999-12-31T23:59:59.999Z"`, "2026-01-02T03:04:05.678912Z", "9999-12-31T23:59:59.999Z"},
		"the year 0 given":       {seamfake.Knobs{}, `"0000-01-01T00:00:00Z"`, "2026-01-02T03:04:05.678912Z", "0000-01-01T00:00:00.000Z"},
		"the year 1 given":       {seamfake.Knobs{}, `"0001-01-01T00:00:00Z"`, "2026-01-02T03:04:05.678912Z", "0001-01-01T00:00:00.000Z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := knobs(t, tc.knobs)
			body := `{"user_identifier_key":"k"}`
			if tc.expiresAt != "" {
				body = `{"user_identifier_key":"k","expires_at":` + tc.expiresAt + `}`
			}
			created := h.getOrCreate(body)
			equal(t, "created_at", created.CreatedAt, tc.created)
			equal(t, "expires_at", created.ExpiresAt, tc.wantsExpy)
			equal(t, "result of get", h.post(get, `{"user_identifier_key":"k"}`).session(), created)
			if tc.expiresAt == "" {
				return
			}
			h.getOrCreate(`{"user_identifier_key":"other"}`)
			updated := h.getOrCreate(`{"user_identifier_key":"other","expires_at":` + tc.expiresAt + `}`)
			equal(t, "expires_at after an update", updated.ExpiresAt, tc.wantsExpy)
		})
	}
}

func TestRejectedExpiresAt(t *testing.T) {
	t.Parallel()
	h := start(t)
	for _, value := range []string{
		"", "soon", "2027-05-06", "2027-05-06T07:08:09", "2027-05-06 07:08:09Z", "2027-05-06T7:08:09Z",
		"2027-05-06T07:08:09,5Z", "2027-05-06T07:08:09.Z", "2027-02-30T00:00:00Z", "2027-05-06T24:00:00Z",
		"2027-05-06T07:08:09+0200", "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00", "1767323045",
		" 2027-05-06T07:08:09Z", "2027-05-06T07:08:09Z\\n",
	} {
		h.do(request{path: getOrCreate, body: `{"user_identifier_key":"k","expires_at":"` + value + `"}`, deviant: true}).
			wants(400, "invalid_input")
	}
	equal(t, "sessions", len(h.fake.Sessions()), 0)
}

func TestPastExpiresAtIsRejected(t *testing.T) {
	t.Parallel()
	h := knobs(t, seamfake.Knobs{RejectPastExpiresAt: true})
	s := h.keyed()
	row, _ := h.fake.Row(s.ID)
	for _, path := range []string{getOrCreate, create} {
		e := h.post(path, `{"user_identifier_key":"k","expires_at":"2026-01-02T03:04:05Z"}`).
			wants(400, "invalid_input").error()
		if e.ValidationErrors["expires_at"] == nil {
			t.Errorf("validation_errors %v", e.ValidationErrors)
		}
	}
	after, _ := h.fake.Row(s.ID)
	equal(t, "row", string(after), string(row))
	h.post(getOrCreate, `{"user_identifier_key":"k","expires_at":"2026-01-02T03:04:06Z"}`).wants(200, "")
}
