package clientsession_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// If the provider block sets the workspace, the provider checks it before it sends
// another request.
func TestListAndAnAssertedWorkspace(t *testing.T) {
	s := acctest.NewOddSeam(t)
	row := existing(s, "jane_doe")
	s.Variables = map[string]string{
		"SEAM_REFRESH": "list", "SEAM_PERSONAL_ACCESS_TOKEN": seamfake.DefaultAccessToken, "SEAM_WORKSPACE_ID": seamfake.DefaultWorkspaceID,
	}
	wantRead(t, withoutBlock(t, s), stateOf(row), row)
	s.WantSent(t, workspaceFirst, listRequest)

	// This also applies to a session that an import finds in the list.
	s.Inject(setting("workspace_id", otherWorkspace))
	wantRead(t, withoutBlock(t, s), map[string]any{"client_session_id": row.ClientSessionID}, row)
	s.WantSent(t, workspaceFirst, listRequest, acctest.Sent{Path: acctest.Get, Body: fields{"client_session_id": row.ClientSessionID}})
}

// withoutBlock returns a provider that is configured by the environment.
func withoutBlock(t *testing.T, s *acctest.Seam) *acctest.Protocol {
	t.Helper()
	p := s.Unconfigured(t)
	configured, err := p.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: p.Value(p.Schemas.Provider, map[string]any{"endpoint": s.URL})})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, configured.Diagnostics)
	return p
}

func TestListAndReadOnly(t *testing.T) {
	s := acctest.NewSeam(t)
	s.Variables["SEAM_READ_ONLY"] = "true"
	row, gone := existing(s, "jane_doe"), existing(s, "john_roe")
	s.DeleteSession(gone.ClientSessionID)
	p := listing(t, s)
	wantRead(t, p, stateOf(row), row)
	s.WantSent(t, listRequest)
	resp := read(t.Context(), t, p, stateOf(gone))
	acctest.WantDiagnostics(t, resp.Diagnostics, "Client session no longer exists")
	s.WantSent(t, workspaceFirst, acctest.Sent{Path: acctest.Get, Body: fields{"client_session_id": gone.ClientSessionID}})
	s.WantSessions(t, 1)
}

func TestListAndSessionsWithoutAKey(t *testing.T) {
	s := acctest.NewSeam(t)
	row, gone := s.AddSession(seamfake.Session{}), s.AddSession(seamfake.Session{})
	s.DeleteSession(gone.ClientSessionID)
	p := listing(t, s)
	wantRead(t, p, stateOf(row), row)
	s.WantSent(t, listRequest)
	acctest.WantDiagnostics(t, read(t.Context(), t, p, stateOf(gone)).Diagnostics, "Client session no longer exists")
	s.WantSent(t, workspaceFirst, acctest.Sent{Path: acctest.Get, Body: fields{"client_session_id": gone.ClientSessionID}})
}

func TestListAndImports(t *testing.T) {
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	p := listing(t, s)
	for name, id := range map[string]string{"by ID": row.ClientSessionID, "by key": "user_identifier_key=jane_doe"} {
		t.Run(name, func(t *testing.T) {
			imported, err := p.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
			if err != nil {
				t.Fatal(err)
			}
			resp, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
				TypeName: typeName, CurrentState: imported.ImportedResources[0].State, Private: imported.ImportedResources[0].Private,
			})
			if err != nil {
				t.Fatal(err)
			}
			acctest.WantDiagnostics(t, resp.Diagnostics)
			got := p.Attributes(resp.NewState, p.Schemas.ResourceSchemas[typeName].ValueType())
			if *got["client_session_id"] != row.ClientSessionID || *got["user_identifier_key"] != "jane_doe" || *got["token"] != row.Token {
				t.Errorf("read %v", got)
			}
		})
	}
	s.WantSent(t, listRequest)
}
