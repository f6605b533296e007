package knobs_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestMain(m *testing.M) { acctest.Main(m) }

const soon, later = "2026-07-01T00:00:00.123456Z", "2030-06-18T06:10:42.25Z"

// lifecycle creates a session, changes it, and deletes it twice, and creates one that has expired.
func (w *walk) lifecycle() {
	made := w.read(w.apply(object{}, w.config("jane_doe", later, identity, accountA, accountB)))
	changed := w.read(w.apply(made, w.config("jane_doe", soon, another, accountB)))
	w.apply(changed, nil)
	w.apply(changed, nil)
	w.Local = func() time.Time { return acctest.Start.AddDate(-10, 0, 0) } // with a slow clock, the provider sends the request
	w.apply(object{}, w.config("old", "2020-01-01T00:00:00Z", identity))
	w.Local = w.Clock.Now
}

// ended reads a revoked session and an expired one.
func (w *walk) ended() {
	made := w.apply(object{}, w.p.Value(w.schema(), map[string]any{"user_identifier_key": "jane_doe"}))
	for _, row := range w.Sessions() {
		w.RevokeSession(row.ClientSessionID)
	}
	made = w.read(made)
	w.Clock.Advance(800 * day)
	w.apply(w.read(made), w.config("jane_doe", later, identity))
}

// race creates a session while another client creates one with its key.
func (w *walk) race() {
	w.BeforeRequest(func(r seamfake.Request) {
		if r.Path == acctest.GetOrCreate && len(w.Sessions()) == 0 {
			w.AddSession(seamfake.Session{UserIdentifierKey: "jane_doe"})
		}
	})
	w.apply(object{}, w.config("jane_doe", later, identity))
	w.note("sessions", len(w.Sessions()))
}

// lookups reads the data sources.
func (w *walk) lookups() {
	w.AddSession(seamfake.Session{UserIdentifierKey: "jane_doe", UserIdentityID: identity, DeviceCount: 2})
	w.Clock.Advance(day)
	w.AddSession(seamfake.Session{UserIdentifierKey: "john"})
	for _, id := range []string{accountA, accountB} {
		w.StoreConnectedAccount(seamfake.ConnectedAccount{ConnectedAccountID: id})
	}
	for _, name := range []string{"seam_client_sessions", "seam_connected_accounts", "seam_connect_webviews", "seam_workspace"} {
		schema := w.p.Schemas.DataSourceSchemas[name]
		resp, err := w.p.ReadDataSource(w.t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: w.p.Value(schema, nil)})
		w.must(err, resp.Diagnostics)
		if value, err := resp.State.Unmarshal(schema.ValueType()); err != nil {
			w.t.Fatal(err)
		} else {
			w.note(name, value)
		}
	}
}

// action revokes a session twice.
func (w *walk) action() {
	const name = "seam_client_session_revoke"
	row := w.AddSession(seamfake.Session{UserIdentifierKey: "jane_doe"})
	config := w.p.Value(w.p.Schemas.ActionSchemas[name].Schema, map[string]any{"client_session_id": row.ClientSessionID})
	for range 2 {
		stream, err := w.p.ProviderServer.(tfprotov6.ActionServer).InvokeAction(w.t.Context(), &tfprotov6.InvokeActionRequest{ActionType: name, Config: config})
		w.must(err, nil)
		for event := range stream.Events {
			if done, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
				w.must(nil, done.Diagnostics)
			}
		}
	}
}

// values are the values of knobs that are not booleans.
var values = map[string][]any{
	"DefaultLifetime":   {time.Hour},
	"MaxLifetime":       {40 * day},
	"ExistingIDLists":   {seamfake.MergeIDLists, seamfake.IgnoreIDLists},
	"ExpiresAtFraction": {seamfake.NoFraction, seamfake.Microseconds},
	"CreatedAtFraction": {seamfake.NoFraction, seamfake.Milliseconds},
	"Expired":           {seamfake.ExpiredReturned, seamfake.ExpiredNew, seamfake.ExpiredPurged},
	"MaxPageSize":       {1},
	"NumericOffset":     {time.FixedZone("", 7200)},
}

// Each value of each knob changes the responses to the provider. A knob without an effect is useless and must be
// deleted.
func TestEveryKnobHasAnEffect(t *testing.T) {
	t.Parallel()
	plain := walked(t, func(*seamfake.Server) {})
	if again := walked(t, func(*seamfake.Server) {}); again != plain {
		t.Fatalf("two walks differ:\n%s\n%s", plain, again)
	}
	for knob := range reflect.TypeFor[seamfake.Knobs]().Fields() {
		turned := values[knob.Name]
		if knob.Type.Kind() == reflect.Bool {
			turned = []any{true}
		}
		if len(turned) == 0 {
			t.Errorf("the walk has no value for %s", knob.Name)
		}
		for _, value := range turned {
			notes := walked(t, func(s *seamfake.Server) {
				s.SetKnobs(func(k *seamfake.Knobs) {
					reflect.ValueOf(k).Elem().FieldByIndex(knob.Index).Set(reflect.ValueOf(value))
				})
			})
			if notes == plain {
				t.Errorf("%s = %v does not show in the walk", knob.Name, value)
			}
			wantNoFault(t, notes)
		}
	}
}

func wantNoFault(t *testing.T, notes string) {
	t.Helper()
	for _, text := range []string{"bug in the provider", "inconsistent"} {
		if strings.Contains(notes, text) {
			t.Errorf("the provider says %q:\n%s", text, notes)
		}
	}
}

// So does each fault, except that a slow response has the same content.
func TestEveryFaultTeaches(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	time.AfterFunc(50*time.Millisecond, func() { close(held) })
	plain := walked(t, func(*seamfake.Server) {})
	for name, fault := range map[string]seamfake.Fault{
		"429": seamfake.RateLimited(""), "429 in seconds": seamfake.RateLimited("2"), "500": seamfake.InternalServerError(),
		"502": seamfake.BadGatewayHTML(), "503": seamfake.ServiceUnavailable(), "dropped before": seamfake.DroppedBeforeCommit(),
		"dropped after": seamfake.DroppedAfterCommit(), "slow": seamfake.SlowReply(held), "hang": {Hang: true, Times: 1}, "hang after": {HangAfterCommit: true, Times: 1},
		"half": {TruncateBody: true}, "rewritten": {Rewrite: func(int, []byte) (int, []byte) { return http.StatusTeapot, nil }},
		"header":   {Header: http.Header{"Date": {"Mon, 01 Jun 2020 12:00:00 GMT"}}},
		"only one": {Path: acctest.GetOrCreate, Skip: 1, Times: 1, Status: 418, RequestID: true, Body: "a pot"},
	} {
		fault.Match = func(r seamfake.Request) bool { return r.Path != acctest.Workspace }
		notes := walked(t, func(s *seamfake.Server) { s.Inject(fault) })
		if shows := name != "slow"; (notes != plain) != shows {
			t.Errorf("%s shows in the walk: %t, want %t", name, !shows, shows)
		}
		wantNoFault(t, notes)
	}
}
