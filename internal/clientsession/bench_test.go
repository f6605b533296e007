package clientsession_test

import (
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

// canned answers at once, so that what is measured is the provider.
type canned struct {
	answers  map[string]string // by path
	requests int
}

// RoundTrip answers with what there is for the path.
func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	c.requests++
	r.Body.Close()
	return &http.Response{
		StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(c.answers[r.URL.Path])), Request: r,
		Header: http.Header{"Date": {acctest.Start.Format(http.TimeFormat)}},
	}, nil
}

// wire is a session as Seam answers it.
func wire(id, key, expiresAt string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"client_session_id":%q,"workspace_id":%q,"user_identifier_key":%q,"token":"seam_cst1abcdefgh_123456789ABCDEFGHJKLMNPQ",`+
		`"created_at":"2026-06-01T12:00:00.000000Z","expires_at":%q,"device_count":3,"connect_webview_ids":[%q],"connected_account_ids":[%q],`+
		`"user_identity_id":%q,"user_identity_ids":[%q]}`, id, seamfake.DefaultWorkspaceID, key, expiresAt, webview, accountA, identity, identity))
}

// life is the values between which one session moves.
type life struct {
	b         *testing.B
	p         *acctest.Protocol
	transport *canned

	nothing, config, changed, state *tfprotov6.DynamicValue
}

func newLife(b *testing.B, variables map[string]string) life {
	b.Helper()
	one := wire(another, "jane_doe", expiry)
	sessions := []json.RawMessage{one}
	for i := range 999 {
		sessions = append(sessions, wire(fmt.Sprintf("a6e93f84-565e-47d7-8908-%012d", i), fmt.Sprintf("user-%d", i), expiry))
	}
	list, err := json.Marshal(map[string]any{"ok": true, "client_sessions": sessions})
	if err != nil {
		b.Fatal(err)
	}
	l := life{b: b, transport: &canned{answers: map[string]string{
		acctest.GetOrCreate: `{"ok":true,"client_session":` + string(one) + `}`, acctest.Delete: `{"ok":true}`, acctest.List: string(list),
		acctest.Workspace: `{"ok":true,"workspace":{"workspace_id":"` + seamfake.DefaultWorkspaceID + `"}}`,
	}}}
	s := acctest.NewSeam(b)
	s.Transport, s.Variables = l.transport, variables
	l.p = s.Protocol(b)
	schema := l.p.Schemas.ResourceSchemas[typeName]
	l.nothing = l.p.Null(schema)
	l.config = l.p.Value(schema, map[string]any{"user_identifier_key": "jane_doe"})
	l.changed = l.p.Value(schema, map[string]any{"user_identifier_key": "jane_doe", "expires_at": expiry})
	l.state = l.p.Value(schema, map[string]any{"user_identifier_key": "jane_doe", "client_session_id": another, "workspace_id": seamfake.DefaultWorkspaceID})
	return l
}

// measure measures one operation through the server that Terraform talks to, and
// how many requests it takes.
func (l life) measure(operation func()) {
	operation() // what is asked for once
	l.transport.requests = 0
	l.b.ReportAllocs()
	n := 0
	for l.b.Loop() {
		operation()
		n++
	}
	l.b.ReportMetric(float64(l.transport.requests)/float64(n), "requests/op")
}

func (l life) plan(prior, config *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	planned, err := l.p.PlanResourceChange(l.b.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: prior, ProposedNewState: config, Config: config,
	})
	if err != nil {
		l.b.Fatal(err)
	}
	acctest.WantDiagnostics(l.b, planned.Diagnostics)
	return planned.PlannedState
}

// apply does not mind warnings: it is the same session all the time, as if two
// resources used it.
func (l life) apply(prior, planned, config *tfprotov6.DynamicValue) {
	applied, err := l.p.ApplyResourceChange(l.b.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: prior, PlannedState: planned, Config: config,
	})
	if err != nil {
		l.b.Fatal(err)
	}
	for _, d := range applied.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			l.b.Fatal(d.Summary, d.Detail)
		}
	}
}

func (l life) read() *tfprotov6.DynamicValue {
	resp, err := l.p.ReadResource(l.b.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: l.state})
	if err != nil {
		l.b.Fatal(err)
	}
	for _, d := range resp.Diagnostics { // a warning, since one object is read again and again
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			l.b.Fatal(d.Summary, d.Detail)
		}
	}
	return resp.NewState
}

func BenchmarkPlanCreate(b *testing.B) {
	l := newLife(b, nil)
	l.measure(func() { l.plan(l.nothing, l.config) })
}

func BenchmarkCreate(b *testing.B) {
	l := newLife(b, nil)
	planned := l.plan(l.nothing, l.config)
	l.measure(func() { l.apply(l.nothing, planned, l.config) })
}

func BenchmarkRead(b *testing.B) {
	l := newLife(b, nil)
	l.measure(func() { l.read() })
}

// BenchmarkReadListed is a read from the list, which has a thousand sessions.
func BenchmarkReadListed(b *testing.B) {
	l := newLife(b, map[string]string{"SEAM_REFRESH": "list"})
	l.measure(func() { l.read() })
}

func BenchmarkPlanUpdate(b *testing.B) {
	l := newLife(b, nil)
	state := l.read()
	l.measure(func() { l.plan(state, l.changed) })
}

func BenchmarkUpdate(b *testing.B) {
	l := newLife(b, nil)
	planned := l.plan(l.state, l.changed)
	l.measure(func() { l.apply(l.state, planned, l.changed) })
}

func BenchmarkDelete(b *testing.B) {
	l := newLife(b, nil)
	l.measure(func() { l.apply(l.state, l.nothing, l.nothing) })
}
