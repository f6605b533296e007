package clientsession_test

import (
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// hanging returns a channel that is closed when a get-or-create has arrived at a
// Seam that never responds.
func hanging(s *acctest.Seam) <-chan struct{} {
	s.Inject(seamfake.Fault{Path: acctest.GetOrCreate, Hang: true})
	arrived, once := make(chan struct{}), sync.Once{}
	s.BeforeRequest(func(r seamfake.Request) {
		if r.Path == acctest.GetOrCreate {
			once.Do(func() { close(arrived) })
		}
	})
	return arrived
}

func TestStopProviderCancelsRequestsInFlight(t *testing.T) {
	s := acctest.NewSeam(t)
	p := s.Protocol(t)
	schema := p.Schemas.ResourceSchemas[typeName]
	arrived := hanging(s)
	stopped := make(chan error, 1)
	go func() {
		<-arrived
		_, err := p.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{})
		stopped <- err
	}()
	state := p.Value(schema, map[string]any{"user_identifier_key": "jane_doe", "client_session_id": another, "workspace_id": seamfake.DefaultWorkspaceID})
	start := time.Now()
	read, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: state})
	if err != nil || <-stopped != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, read.Diagnostics, "Could not read the client session", "canceled before Seam responded")
	if took := time.Since(start); took > 25*time.Second {
		t.Errorf("it took %s", took)
	}
	// Terraform still calls a provider that it has stopped.
	s.ClearFaults()
	again, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: state})
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Diagnostics) != 1 || again.Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityWarning {
		t.Errorf("reported %+v, want the warning that the session is a different one", again.Diagnostics)
	}
}

// A session that a stopped Open has created is still ended.
func TestStoppedOpenCleansUp(t *testing.T) {
	s := acctest.NewSeam(t)
	p := s.Protocol(t)
	s.Inject(seamfake.Fault{Path: acctest.GetOrCreate, HangAfterCommit: true})
	go func() {
		for len(s.Sessions()) == 0 {
			time.Sleep(10 * time.Millisecond)
		}
		p.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}) //nolint:errcheck // Open reports the result
	}()
	opened, err := p.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: typeName, Config: p.Value(p.Schemas.EphemeralResourceSchemas[typeName], map[string]any{"user_identifier_key": "jane_doe", "on_close": "delete"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, opened.Diagnostics, "Could not get or create the client session", "canceled before Seam responded")
	s.WantSessions(t, 0)
}

// A stopped Create with a random key stores the workspace with the key.
func TestStoppedCreateKeepsTheWorkspace(t *testing.T) {
	s := acctest.NewSeam(t)
	p := s.Protocol(t)
	schema := p.Schemas.ResourceSchemas[typeName]
	s.Inject(seamfake.Fault{Path: acctest.GetOrCreate, HangAfterCommit: true})
	go func() {
		for len(s.Sessions()) == 0 {
			time.Sleep(10 * time.Millisecond)
		}
		p.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}) //nolint:errcheck // Create reports the result
	}()
	config := p.Value(schema, map[string]any{})
	planned, err := p.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: p.Null(schema), ProposedNewState: config, Config: config,
	})
	if err != nil {
		t.Fatal(err)
	}
	applied, err := p.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: p.Null(schema), PlannedState: planned.PlannedState, Config: config,
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, applied.Diagnostics, "Could not get or create the client session", "canceled before Seam responded")
	if left := p.Attributes(applied.NewState, schema.ValueType()); left["workspace_id"] == nil || *left["workspace_id"] != seamfake.DefaultWorkspaceID {
		t.Errorf("left %v", left)
	}
}
