package clientsession_test

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// walk is one walk of one provider block at the level of the protocol, where the
// test controls the order of the calls.
type walk struct {
	t *testing.T
	p *acctest.Protocol
}

func startWalk(t *testing.T, s *acctest.Seam) walk {
	t.Helper()
	return walk{t: t, p: s.Protocol(t)}
}

// object is a managed object in state.
type object struct {
	state   *tfprotov6.DynamicValue
	private []byte
	config  map[string]any
}

func (w walk) attributes(o object) map[string]*string {
	return w.p.Attributes(o.state, w.schema().ValueType())
}

func (w walk) schema() *tfprotov6.Schema { return w.p.Schemas.ResourceSchemas[typeName] }

// apply plans and applies a configuration; nil destroys.
func (w walk) apply(prior object, config map[string]any) (object, []*tfprotov6.Diagnostic) {
	w.t.Helper()
	null := w.p.Null(w.schema())
	before, configured := prior.state, null
	if before == nil {
		before = null
	}
	planned := &tfprotov6.PlanResourceChangeResponse{PlannedState: null, PlannedPrivate: prior.private}
	if config != nil {
		configured = w.p.Value(w.schema(), config)
		proposed := configured
		if prior.state != nil {
			proposed = prior.state
		}
		var err error
		planned, err = w.p.PlanResourceChange(w.t.Context(), &tfprotov6.PlanResourceChangeRequest{
			TypeName: typeName, PriorState: before, ProposedNewState: proposed, Config: configured, PriorPrivate: prior.private,
		})
		if err != nil {
			w.t.Fatal(err)
		}
		acctest.WantDiagnostics(w.t, planned.Diagnostics)
	}
	applied, err := w.p.ApplyResourceChange(w.t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: before, PlannedState: planned.PlannedState, Config: configured, PlannedPrivate: planned.PlannedPrivate,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return object{state: applied.NewState, private: applied.Private, config: config}, applied.Diagnostics
}

func (w walk) read(o object) (object, []*tfprotov6.Diagnostic) {
	w.t.Helper()
	resp, err := w.p.ReadResource(w.t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: o.state, Private: o.private})
	if err != nil {
		w.t.Fatal(err)
	}
	return object{state: resp.NewState, private: resp.Private, config: o.config}, resp.Diagnostics
}

// opened is an ephemeral resource that is open.
type openedSession struct {
	private    []byte
	attributes map[string]*string
	resp       *tfprotov6.OpenEphemeralResourceResponse
}

func (w walk) open(config map[string]any) (openedSession, []*tfprotov6.Diagnostic) {
	w.t.Helper()
	schema := w.p.Schemas.EphemeralResourceSchemas[typeName]
	resp, err := w.p.OpenEphemeralResource(w.t.Context(), &tfprotov6.OpenEphemeralResourceRequest{TypeName: typeName, Config: w.p.Value(schema, config)})
	if err != nil {
		w.t.Fatal(err)
	}
	o := openedSession{private: resp.Private, resp: resp}
	if resp.Result != nil {
		o.attributes = w.p.Attributes(resp.Result, schema.ValueType())
	}
	return o, resp.Diagnostics
}

func (w walk) close(o openedSession) []*tfprotov6.Diagnostic {
	w.t.Helper()
	resp, err := w.p.CloseEphemeralResource(w.t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: typeName, Private: o.private})
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.Diagnostics
}

func (w walk) renew(o openedSession) *tfprotov6.RenewEphemeralResourceResponse {
	w.t.Helper()
	resp, err := w.p.RenewEphemeralResource(w.t.Context(), &tfprotov6.RenewEphemeralResourceRequest{TypeName: typeName, Private: o.private})
	if err != nil {
		w.t.Fatal(err)
	}
	return resp
}

// wantAlive asserts that a returned token works.
func wantAlive(t *testing.T, s *acctest.Seam, held map[string]*string) {
	t.Helper()
	row, ok := s.Session(*held["client_session_id"])
	if !ok || row.Token != *held["token"] || row.Revoked() || row.Expired(s.Clock.Now()) {
		encoded, _ := json.Marshal(row)
		t.Errorf("a caller holds a token that does not work: %s", encoded)
	}
}
