package clientsession_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// canned responds immediately, so only the provider is measured.
type canned struct {
	answers  map[string]string // by path
	requests int
}

// RoundTrip returns the response for the path.
func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	c.requests++
	r.Body.Close()
	return &http.Response{
		StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(c.answers[r.URL.Path])), Request: r,
		Header: http.Header{"Date": {acctest.Start.Format(http.TimeFormat)}},
	}, nil
}

// wire is a session in the format of a response.
func wire(id, key, expiresAt string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"client_session_id":%q,"workspace_id":%q,"user_identifier_key":%q,"token":"seam_cst1abcdefgh_123456789ABCDEFGHJKLMNPQ",`+
		`"created_at":"2026-06-01T12:00:00.000000Z","expires_at":%q,"device_count":3,"connect_webview_ids":[%q],"connected_account_ids":[%q],`+
		`"user_identity_id":%q,"user_identity_ids":[%q]}`, id, seamfake.DefaultWorkspaceID, key, expiresAt, webview, accountA, identity, identity))
}

// benchSession has the values between which one session changes.
type benchSession struct {
	tb        testing.TB
	s         *acctest.Seam
	p         *acctest.Protocol
	transport *canned

	nothing, config, changed, state *tfprotov6.DynamicValue
	stored                          []byte // a state in the format of the state file
}

func newBenchSession(tb testing.TB, variables map[string]string) benchSession {
	tb.Helper()
	one := wire(another, "jane_doe", expiry)
	sessions := []json.RawMessage{one}
	for i := range 999 {
		sessions = append(sessions, wire(fmt.Sprintf("a6e93f84-565e-47d7-8908-%012d", i), fmt.Sprintf("user-%d", i), expiry))
	}
	list, err := json.Marshal(map[string]any{"ok": true, "client_sessions": sessions})
	if err != nil {
		tb.Fatal(err)
	}
	l := benchSession{tb: tb, transport: &canned{answers: map[string]string{
		acctest.GetOrCreate: `{"ok":true,"client_session":` + string(one) + `}`, acctest.Delete: `{"ok":true}`, acctest.List: string(list),
		acctest.Workspace: `{"ok":true,"workspace":{"workspace_id":"` + seamfake.DefaultWorkspaceID + `"}}`,
	}}}
	s := acctest.NewSeam(tb)
	s.Transport, s.Variables, s.Measured = l.transport, variables, true
	l.s, l.p = s, s.Protocol(tb)
	schema := l.p.Schemas.ResourceSchemas[typeName]
	l.nothing = l.p.Null(schema)
	l.config = l.p.Value(schema, map[string]any{"user_identifier_key": "jane_doe"})
	l.changed = l.p.Value(schema, map[string]any{"user_identifier_key": "jane_doe", "expires_at": expiry})
	l.state = l.p.Value(schema, map[string]any{"user_identifier_key": "jane_doe", "client_session_id": another, "workspace_id": seamfake.DefaultWorkspaceID})
	attributes := map[string]any{}
	for _, a := range schema.Block.Attributes {
		attributes[a.Name] = nil
	}
	attributes["client_session_id"], attributes["user_identifier_key"], attributes["connect_webview_ids"] = another, "jane_doe", []string{webview}
	if l.stored, err = json.Marshal(attributes); err != nil {
		tb.Fatal(err)
	}
	return l
}

func (l benchSession) plan(prior, config, proposed *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	planned, err := l.p.PlanResourceChange(l.tb.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: prior, ProposedNewState: proposed, Config: config,
	})
	if err != nil {
		l.tb.Fatal(err)
	}
	acctest.WantDiagnostics(l.tb, planned.Diagnostics)
	return planned.PlannedState
}

// apply ignores warnings, because it always uses the same session, as if two
// resources had it.
func (l benchSession) apply(prior, planned, config *tfprotov6.DynamicValue) {
	applied, err := l.p.ApplyResourceChange(l.tb.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: prior, PlannedState: planned, Config: config,
	})
	if err != nil {
		l.tb.Fatal(err)
	}
	l.wantNoError(applied.Diagnostics)
}

func (l benchSession) read() *tfprotov6.DynamicValue { return l.refresh(l.state) }

func (l benchSession) refresh(state *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	resp, err := l.p.ReadResource(l.tb.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: state})
	if err != nil {
		l.tb.Fatal(err)
	}
	l.wantNoError(resp.Diagnostics)
	return resp.NewState
}

// readUnchanged reads a different session each time, because a session that is read twice in a run belongs to two
// resources.
func (l benchSession) readUnchanged() func() {
	state, answer, n := l.read(), l.transport.answers[acctest.GetOrCreate], 0
	return func() {
		n++
		id := fmt.Sprintf("%s%012d", another[:24], n)
		l.transport.answers[acctest.GetOrCreate] = strings.Replace(answer, another, id, 1)
		l.refresh(&tfprotov6.DynamicValue{MsgPack: bytes.Replace(state.MsgPack, []byte(another), []byte(id), 1)})
	}
}

func (l benchSession) wantNoError(diagnostics []*tfprotov6.Diagnostic) {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			l.tb.Fatal(d.Summary, d.Detail)
		}
	}
}

func (l benchSession) validate() {
	resp, err := l.p.ValidateResourceConfig(l.tb.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: typeName, Config: l.changed})
	if err != nil {
		l.tb.Fatal(err)
	}
	acctest.WantDiagnostics(l.tb, resp.Diagnostics)
}

func (l benchSession) upgrade() {
	resp, err := l.p.UpgradeResourceState(l.tb.Context(), &tfprotov6.UpgradeResourceStateRequest{TypeName: typeName, RawState: &tfprotov6.RawState{JSON: l.stored}})
	if err != nil {
		l.tb.Fatal(err)
	}
	acctest.WantDiagnostics(l.tb, resp.Diagnostics)
}

// operation is a call of Terraform for one session, through the server that Terraform uses.
type operation struct {
	name      string
	variables map[string]string
	prepare   func(benchSession) func()
	// allocations is the maximum number of allocations, with a margin of a tenth.
	allocations float64
}

var operations = []operation{
	{name: "Validate", allocations: 110, prepare: func(l benchSession) func() { return l.validate }},
	{name: "Upgrade", allocations: 300, prepare: func(l benchSession) func() { return l.upgrade }},
	{name: "PlanCreate", allocations: 55, prepare: func(l benchSession) func() { return func() { l.plan(l.nothing, l.config, l.config) } }},
	{name: "Create", allocations: 4450, prepare: func(l benchSession) func() {
		planned := l.plan(l.nothing, l.config, l.config)
		return func() { l.apply(l.nothing, planned, l.config) }
	}},
	{name: "Read", allocations: 3960, prepare: func(l benchSession) func() { return func() { l.read() } }},
	{name: "ReadListed", allocations: 3820, variables: map[string]string{"SEAM_REFRESH": "list"}, prepare: func(l benchSession) func() { return func() { l.read() } }},
	{name: "ReadUnchanged", allocations: 390, prepare: benchSession.readUnchanged},
	{name: "PlanUnchanged", allocations: 100, prepare: func(l benchSession) func() {
		state := l.read()
		return func() { l.plan(state, l.config, state) }
	}},
	{name: "PlanUpdate", allocations: 10200, prepare: func(l benchSession) func() {
		state := l.read()
		return func() { l.plan(state, l.changed, l.changed) }
	}},
	{name: "Update", allocations: 4810, prepare: func(l benchSession) func() {
		planned := l.plan(l.state, l.changed, l.changed)
		return func() { l.apply(l.state, planned, l.changed) }
	}},
	{name: "PlanDelete", allocations: 15, prepare: func(l benchSession) func() { return func() { l.plan(l.state, l.nothing, l.nothing) } }},
	{name: "Delete", allocations: 1210, prepare: func(l benchSession) func() { return func() { l.apply(l.state, l.nothing, l.nothing) } }},
}

// BenchmarkOperation measures each operation and the number of its requests.
func BenchmarkOperation(b *testing.B) {
	for _, o := range operations {
		b.Run(o.name, func(b *testing.B) {
			l := newBenchSession(b, o.variables)
			do := o.prepare(l)
			do() // requests that are sent only once
			l.transport.requests = 0
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				do()
				n++
			}
			b.ReportMetric(float64(l.transport.requests)/float64(n), "requests/op")
		})
	}
}

// Allocations do not depend on the machine, and take most of the time.
func TestAllocations(t *testing.T) {
	for _, o := range operations {
		if got := testing.AllocsPerRun(20, o.prepare(newBenchSession(t, o.variables))); got > o.allocations {
			t.Errorf("%s allocates %v times, want at most %v", o.name, got, o.allocations)
		}
	}
}
