package faults_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// The look-up of the workspace has the same faults, both in the data source and before
// a session in state is read. The provider sends nothing else after them.
func TestWorkspaceFaults(t *testing.T) {
	t.Parallel()
	for _, f := range faultCases("http://127.0.0.1:1") {
		if f.name == refused || f.special {
			continue // in all other tests by key; and a workspace is not a session
		}
		t.Run(f.name, func(t *testing.T) {
			if f.name == "slow" && testing.Short() {
				t.Skip("waits for eight attempts that time out")
			}
			t.Parallel()
			s := acctest.NewOddSeam(t)
			s.AttemptTimeout = time.Second
			spoiled := f.fault
			spoiled.Path = acctest.Workspace
			s.Inject(spoiled)
			p := s.Protocol(t)
			texts := append([]string{"Could not read the workspace", acctest.Workspace}, f.text...)
			read, err := p.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
				TypeName: "seam_workspace", Config: p.Value(p.Schemas.DataSourceSchemas["seam_workspace"], nil),
			})
			if err != nil {
				t.Fatal(err)
			}
			acctest.WantDiagnostics(t, read.Diagnostics, texts...)
			s.ResetJournal()
			schema := p.Schemas.ResourceSchemas[typeName]
			state := p.Value(schema, map[string]any{"user_identifier_key": "jane_doe", "client_session_id": accountA, "workspace_id": accountB})
			refreshed, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: state})
			if err != nil {
				t.Fatal(err)
			}
			texts[0] = "Could not look up the workspace of the credential"
			acctest.WantDiagnostics(t, refreshed.Diagnostics, append(texts, "The client session with user_identifier_key \"jane_doe\": ", "sent nothing else")...)
			s.WantOnly(t, acctest.Workspace)
			if before, after := p.Attributes(state, schema.ValueType()), p.Attributes(refreshed.NewState, schema.ValueType()); *before["client_session_id"] != *after["client_session_id"] {
				t.Errorf("the state changed: %v", after)
			}
		})
	}
}
