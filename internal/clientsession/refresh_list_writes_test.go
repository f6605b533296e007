package clientsession_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// A process must not read what it has written from an older list.
func TestListIsDroppedBeforeTheFirstWrite(t *testing.T) {
	for name, write := range map[string]func(*testing.T, *acctest.Protocol, seamfake.Session){
		"create": func(t *testing.T, p *acctest.Protocol, _ seamfake.Session) {
			t.Helper()
			applyNew(t, p, "new")
		},
		"delete": func(t *testing.T, p *acctest.Protocol, row seamfake.Session) {
			t.Helper()
			applyDelete(t, p, row)
		},
		"open": func(t *testing.T, p *acctest.Protocol, _ seamfake.Session) {
			t.Helper()
			open(t, p, "new")
		},
		"revoke": func(t *testing.T, p *acctest.Protocol, row seamfake.Session) {
			t.Helper()
			_, diagnostics := invoke(t, p, map[string]any{"client_session_id": row.ClientSessionID})
			acctest.WantDiagnostics(t, diagnostics)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := acctest.NewSeam(t)
			row, other := existing(s, "jane_doe"), existing(s, "john_roe")
			p := listing(t, s)
			wantRead(t, p, stateOf(row), row)
			s.WantSent(t, listRequest)
			write(t, p, other)
			s.ResetJournal()
			wantRead(t, p, stateOf(row), row)
			for _, sent := range s.Journal(t) {
				switch sent.Path {
				case acctest.List:
					t.Errorf("sent %v again", sent)
				case acctest.GetOrCreate:
					return
				}
			}
			t.Error("the list was used after a write")
		})
	}
}

// A write during the list request makes the list unusable.
func TestListIsDroppedWhileItIsAskedFor(t *testing.T) {
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	p := listing(t, s)
	until := make(chan struct{})
	slow := seamfake.SlowReply(until)
	slow.Path = acctest.List
	s.Inject(slow)
	s.BeforeRequest(func(r seamfake.Request) {
		if r.Path == acctest.List {
			open(t, p, "new")
			close(until)
		}
	})
	wantRead(t, p, stateOf(row), row)
	s.WantSent(t, listRequest, getOrCreate(fields{"user_identifier_key": "new"}), workspaceFirst, refresh)
}

func applyNew(t *testing.T, p *acctest.Protocol, key string) {
	t.Helper()
	schema := p.Schemas.ResourceSchemas[typeName]
	nothing := p.Null(schema)
	config := p.Value(schema, map[string]any{"user_identifier_key": key})
	planned, err := p.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{TypeName: typeName, PriorState: nothing, ProposedNewState: config, Config: config})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, planned.Diagnostics)
	apply(t, p, &tfprotov6.ApplyResourceChangeRequest{TypeName: typeName, PriorState: nothing, PlannedState: planned.PlannedState, PlannedPrivate: planned.PlannedPrivate, Config: config})
}

func applyDelete(t *testing.T, p *acctest.Protocol, row seamfake.Session) {
	t.Helper()
	schema := p.Schemas.ResourceSchemas[typeName]
	nothing := p.Null(schema)
	apply(t, p, &tfprotov6.ApplyResourceChangeRequest{TypeName: typeName, PriorState: p.Value(schema, stateOf(row)), PlannedState: nothing, Config: nothing})
}

func apply(t *testing.T, p *acctest.Protocol, req *tfprotov6.ApplyResourceChangeRequest) {
	t.Helper()
	applied, err := p.ApplyResourceChange(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, applied.Diagnostics)
}

func open(t *testing.T, p *acctest.Protocol, key string) {
	t.Helper()
	opened, err := p.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: typeName, Config: p.Value(p.Schemas.EphemeralResourceSchemas[typeName], map[string]any{"user_identifier_key": key}),
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, opened.Diagnostics)
}
