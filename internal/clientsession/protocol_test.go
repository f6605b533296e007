package clientsession_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var identityType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"client_session_id": tftypes.String, "workspace_id": tftypes.String}}

func listed(t *testing.T, p *acctest.Protocol, limit int64, include bool, filter map[string]any) []tfprotov6.ListResourceResult {
	t.Helper()
	stream, err := p.ProviderServer.(tfprotov6.ListResourceServer).ListResource(t.Context(), &tfprotov6.ListResourceRequest{
		TypeName: typeName, Limit: limit, IncludeResource: include, Config: p.Value(p.Schemas.ListResourceSchemas[typeName], filter),
	})
	if err != nil {
		t.Fatal(err)
	}
	var results []tfprotov6.ListResourceResult
	for result := range stream.Results {
		results = append(results, result)
	}
	return results
}

func TestListResource(t *testing.T) {
	s := acctest.NewSeam(t)
	rows := []seamfake.Session{}
	for i := range 5 {
		rows = append(rows, s.AddSession(seamfake.Session{
			WorkspaceID: seamfake.DefaultWorkspaceID, UserIdentifierKey: fmt.Sprintf("user-%d", i), CreatedAt: acctest.Start.Add(day * -1).Add(day * 0),
		}))
		s.Clock.Advance(day)
	}
	p := s.Protocol(t)
	for name, c := range map[string]struct {
		limit int64
		want  int
	}{"no limit": {0, 5}, "a limit": {3, 3}, "a high limit": {100, 5}} {
		if got := listed(t, p, c.limit, false, nil); len(got) != c.want {
			t.Errorf("%s: %d results, want %d", name, len(got), c.want)
		}
	}
	got := listed(t, p, 100, true, map[string]any{"user_identifier_key": "user-3"})
	if len(got) != 1 || got[0].DisplayName != "user-3" {
		t.Fatalf("found %+v", got)
	}
	acctest.WantDiagnostics(t, got[0].Diagnostics)
	identity := p.Attributes(got[0].Identity.IdentityData, identityType)
	if *identity["client_session_id"] != rows[3].ClientSessionID || *identity["workspace_id"] != seamfake.DefaultWorkspaceID {
		t.Errorf("identity %v", identity)
	}
	resource := p.Attributes(got[0].Resource, p.Schemas.ResourceSchemas[typeName].ValueType())
	if resource["token"] != nil || resource["token_fingerprint"] != nil || *resource["user_identifier_key"] != "user-3" {
		t.Errorf("resource %v: want the key, and no token", resource)
	}
	s.WantOnly(t, "/client_sessions/list")
}

// terraform query prints the display name to the terminal.
func TestListResourceQuotesWhatDoesNotPrint(t *testing.T) {
	for key, want := range map[string]string{
		"jane doe":          "jane doe",
		"Zoë \"9\" / 木":     "Zoë \"9\" / 木",
		"\x1b[2Jjane":       `"\x1b[2Jjane"`,
		"jane\nresource {}": `"jane\nresource {}"`,
		"\u202eenaj":        `"\u202eenaj"`, // right to left
	} {
		s := acctest.NewSeam(t)
		existing(s, key)
		if got := listed(t, s.Protocol(t), 1, false, nil); len(got) != 1 || got[0].DisplayName != want {
			t.Errorf("%q: listed %+v, want %s", key, got, want)
		}
	}
}

func TestListResourceErrors(t *testing.T) {
	s := acctest.NewSeam(t)
	p := s.Protocol(t)
	s.Inject(seamfake.InternalServerError())
	got := listed(t, p, 10, false, nil)
	if len(got) != 1 {
		t.Fatalf("%d results, want the error", len(got))
	}
	acctest.WantDiagnostics(t, got[0].Diagnostics, "Could not list the client sessions", "500", "4 attempts")
	unconfigured := listed(t, s.Unconfigured(t), 10, false, nil)
	acctest.WantDiagnostics(t, unconfigured[0].Diagnostics, "Provider not configured")
}

func invoke(t *testing.T, p *acctest.Protocol, config map[string]any) (progress []string, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	const action = "seam_client_session_revoke"
	stream, err := p.ProviderServer.(tfprotov6.ActionServer).InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{
		ActionType: action, Config: p.Value(p.Schemas.ActionSchemas[action].Schema, config),
	})
	if err != nil {
		t.Fatal(err)
	}
	for event := range stream.Events {
		switch e := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			progress = append(progress, e.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			diagnostics = e.Diagnostics
		}
	}
	return progress, diagnostics
}

func TestRevokeAction(t *testing.T) {
	for name, address := range map[string]func(seamfake.Session) map[string]any{
		"by ID": func(row seamfake.Session) map[string]any {
			return map[string]any{"client_session_id": row.ClientSessionID}
		},
		"by key": func(seamfake.Session) map[string]any { return map[string]any{"user_identifier_key": "jane_doe"} },
	} {
		s := acctest.NewSeam(t)
		row := existing(s, "jane_doe")
		progress, diagnostics := invoke(t, s.Protocol(t), address(row))
		acctest.WantDiagnostics(t, diagnostics)
		if got, _ := s.Session(row.ClientSessionID); !got.Revoked() || len(progress) != 1 {
			t.Errorf("%s: revoked %t, progress %v", name, got.Revoked(), progress)
		}
	}
	s := acctest.NewSeam(t)
	_, diagnostics := invoke(t, s.Protocol(t), map[string]any{"user_identifier_key": "jane_doe"})
	acctest.WantDiagnostics(t, diagnostics, "No such client session", "the provider did not revoke it")
	s.Inject(seamfake.InternalServerError())
	_, diagnostics = invoke(t, s.Protocol(t), map[string]any{"client_session_id": identity})
	acctest.WantDiagnostics(t, diagnostics, "Could not revoke the client session", "500")
	_, diagnostics = invoke(t, s.Unconfigured(t), map[string]any{"client_session_id": identity})
	acctest.WantDiagnostics(t, diagnostics, "Provider not configured")
}

// A request without a response may have revoked a session that then no longer exists.
func TestRevokeActionAfterALostAnswer(t *testing.T) {
	const revoke = "/client_sessions/revoke"
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	s.Inject(seamfake.Fault{Path: revoke, DropAfterCommit: true, Times: 1})
	requests := 0
	s.BeforeRequest(func(r seamfake.Request) {
		if r.Path == revoke {
			if requests++; requests == 2 {
				s.DeleteSession(row.ClientSessionID)
			}
		}
	})
	_, diagnostics := invoke(t, s.Protocol(t), map[string]any{"client_session_id": row.ClientSessionID})
	acctest.WantDiagnostics(t, diagnostics, "Could not revoke the client session", "404", "may have revoked the session")
}

// The resource identity is set in every path, and changes with the session.
func TestIdentity(t *testing.T) {
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	p := s.Protocol(t)
	schemas, err := p.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range schemas.IdentitySchemas[typeName].IdentityAttributes {
		if required := a.Name == "client_session_id"; a.RequiredForImport != required || a.OptionalForImport == required {
			t.Errorf("%s: required for import %t, optional %t", a.Name, a.RequiredForImport, a.OptionalForImport)
		}
	}
	imported := importByIdentity(t, p, map[string]tftypes.Value{
		"client_session_id": tftypes.NewValue(tftypes.String, row.ClientSessionID), "workspace_id": tftypes.NewValue(tftypes.String, seamfake.DefaultWorkspaceID),
	})
	acctest.WantDiagnostics(t, imported.Diagnostics)
	read, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: imported.ImportedResources[0].State, CurrentIdentity: imported.ImportedResources[0].Identity, Private: imported.ImportedResources[0].Private,
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, read.Diagnostics)
	if got := p.Attributes(read.NewIdentity.IdentityData, identityType); *got["client_session_id"] != row.ClientSessionID {
		t.Errorf("identity %v", got)
	}
	stateType := p.Schemas.ResourceSchemas[typeName].ValueType()
	if got := p.Attributes(read.NewState, stateType); *got["token"] != row.Token || *got["user_identifier_key"] != "jane_doe" {
		t.Errorf("state %v", got)
	}
	s.DeleteSession(row.ClientSessionID)
	again, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: read.NewState, CurrentIdentity: read.NewIdentity, Private: read.Private,
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, again.Diagnostics, "has a new ID and token")
	if got := p.Attributes(again.NewIdentity.IdentityData, identityType); *got["client_session_id"] != s.WantSessions(t, 1)[0].ClientSessionID {
		t.Errorf("identity %v after the session was created again", got)
	}
}

// The deletion within a replacement is planned without an identity.
func TestFailedDeletionKeepsTheIdentity(t *testing.T) {
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	p := s.Protocol(t)
	schema := p.Schemas.ResourceSchemas[typeName]
	outage := seamfake.InternalServerError()
	outage.Path = acctest.Delete
	s.Inject(outage)
	applied, err := p.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: p.Value(schema, stateOf(row)), PlannedState: p.Null(schema), Config: p.Null(schema),
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, applied.Diagnostics, "Could not delete the client session")
	if got := p.Attributes(applied.NewIdentity.IdentityData, identityType); got["client_session_id"] == nil || *got["client_session_id"] != row.ClientSessionID {
		t.Errorf("identity %v", got)
	}
}

func TestImportByIdentityOfAnotherWorkspace(t *testing.T) {
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	p := s.Protocol(t)
	imported := importByIdentity(t, p, map[string]tftypes.Value{
		"client_session_id": tftypes.NewValue(tftypes.String, row.ClientSessionID), "workspace_id": tftypes.NewValue(tftypes.String, otherWorkspace),
	})
	acctest.WantDiagnostics(t, imported.Diagnostics)
	read, err := p.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: imported.ImportedResources[0].State, Private: imported.ImportedResources[0].Private,
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, read.Diagnostics, "Credential of another workspace", otherWorkspace)
	s.WantSent(t, workspaceFirst)
}

func importByIdentity(t *testing.T, p *acctest.Protocol, values map[string]tftypes.Value) *tfprotov6.ImportResourceStateResponse {
	t.Helper()
	identity, err := tfprotov6.NewDynamicValue(identityType, tftypes.NewValue(identityType, values))
	if err != nil {
		t.Fatal(err)
	}
	imported, err := p.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{
		TypeName: typeName, Identity: &tfprotov6.ResourceIdentityData{IdentityData: &identity},
	})
	if err != nil {
		t.Fatal(err)
	}
	return imported
}

// Close gets the data that Open stored, or on OpenTofu the data that the last Renew
// stored. It never changes, and contains no token.
func TestEphemeralPrivateDataHoldsNoToken(t *testing.T) {
	s := acctest.NewSeam(t)
	p := s.Protocol(t)
	opened, err := p.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: typeName, Config: p.Value(p.Schemas.EphemeralResourceSchemas[typeName], map[string]any{"user_identifier_key": "jane_doe", "on_close": "delete"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, opened.Diagnostics)
	row := s.WantSessions(t, 1)[0]
	if private := string(opened.Private); strings.Contains(private, "seam_cst") || strings.Contains(private, row.Token) || !strings.Contains(private, "closing") {
		t.Errorf("private data %s", private)
	}
	closed, err := p.CloseEphemeralResource(t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: typeName, Private: opened.Private})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, closed.Diagnostics)
	s.WantSessions(t, 0)
}
