package faults_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
)

const actionName = "seam_client_session_revoke"

// Diagnostics that the installed CLI is too old for, or that only a bug in the
// provider or in Terraform can cause.
func TestGoldenBelowTheCLI(t *testing.T) {
	t.Parallel()
	s := acctest.NewOddSeam(t)
	golden(t, "action-on-no-session", tidy(s, invoke(t, s.Protocol(t))))
	existing(s, "jane_doe")
	revoking := forbidden
	revoking.Path = acctest.Revoke
	s.Inject(revoking)
	golden(t, "action-cannot-revoke", tidy(s, invoke(t, s.Protocol(t))))
	golden(t, "action-on-a-session-in-use", usedAndRevoked(t))
	golden(t, "kept-because-it-is-open", sparedByAnOpenToken(t))
	golden(t, "ephemeral-private-data", closing(t))
	golden(t, "ephemeral-not-renewed", notRenewed(t))
	var unexpected diag.Diagnostics
	none := connection.From(42, &unexpected)
	golden(t, "unexpected-provider-data", tidy(&acctest.Seam{URL: "http://no.example"}, frameworks(unexpected)))
	_, unconfigured := none.ForWriting(t.Context(), "The client session", "")
	golden(t, "provider-not-configured", tidy(&acctest.Seam{URL: "http://no.example"}, frameworks(unconfigured)))
}

// invoke invokes the action for the key of a session.
func invoke(t *testing.T, p *acctest.Protocol) (found []acctest.Diagnostic) {
	t.Helper()
	stream, err := p.ProviderServer.(tfprotov6.ActionServer).InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{
		ActionType: actionName, Config: p.Value(p.Schemas.ActionSchemas[actionName].Schema, map[string]any{"user_identifier_key": "jane_doe"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	for event := range stream.Events {
		if completed, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
			found = append(found, protocols(completed.Diagnostics)...)
		}
	}
	return found
}

// usedAndRevoked revokes a session that an ephemeral resource has open.
func usedAndRevoked(t *testing.T) string {
	t.Helper()
	s := acctest.NewSeam(t)
	p := s.Protocol(t)
	open(t, p, map[string]any{"user_identifier_key": "jane_doe"})
	return tidy(s, invoke(t, p))
}

// sparedByAnOpenToken destroys a resource whose session an ephemeral resource has
// opened before.
func sparedByAnOpenToken(t *testing.T) string {
	t.Helper()
	s := acctest.NewSeam(t)
	p, row := s.Protocol(t), existing(s, "jane_doe")
	open(t, p, map[string]any{"user_identifier_key": "jane_doe"})
	schema := p.Schemas.ResourceSchemas[typeName]
	state := map[string]any{"user_identifier_key": "jane_doe", "client_session_id": row.ClientSessionID, "workspace_id": row.WorkspaceID}
	applied, err := p.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: p.Value(schema, state), PlannedState: p.Null(schema), Config: p.Null(schema),
	})
	if err != nil {
		t.Fatal(err)
	}
	return tidy(s, protocols(applied.Diagnostics))
}

// notRenewed renews an open session that was deleted, and closes it, because
// Terraform does not show the diagnostics of Renew.
func notRenewed(t *testing.T) string {
	t.Helper()
	s := acctest.NewSeam(t)
	p := s.Protocol(t)
	opened := open(t, p, map[string]any{"user_identifier_key": "jane_doe", "expires_in": "1h"})
	deleteAll(t, s)
	renewed, err := p.RenewEphemeralResource(t.Context(), &tfprotov6.RenewEphemeralResourceRequest{TypeName: typeName, Private: opened})
	if err != nil {
		t.Fatal(err)
	}
	closed, err := p.CloseEphemeralResource(t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: typeName, Private: renewed.Private})
	if err != nil {
		t.Fatal(err)
	}
	return tidy(s, protocols(closed.Diagnostics))
}

// open opens an ephemeral resource and returns its private data.
func open(t *testing.T, p *acctest.Protocol, config map[string]any) []byte {
	t.Helper()
	opened, err := p.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: typeName, Config: p.Value(p.Schemas.EphemeralResourceSchemas[typeName], config),
	})
	if err != nil {
		t.Fatal(err)
	}
	acctest.WantDiagnostics(t, opened.Diagnostics)
	return opened.Private
}

// closing closes an ephemeral resource with invalid private data.
func closing(t *testing.T) string {
	t.Helper()
	s := acctest.NewSeam(t)
	closed, err := s.Protocol(t).CloseEphemeralResource(t.Context(), &tfprotov6.CloseEphemeralResourceRequest{
		TypeName: typeName, Private: []byte(`{"closing":"InRleHQi"}`), // "text", in base64
	})
	if err != nil {
		t.Fatal(err)
	}
	return tidy(s, protocols(closed.Diagnostics))
}

func protocols(diagnostics []*tfprotov6.Diagnostic) (found []acctest.Diagnostic) {
	for _, d := range diagnostics {
		found = append(found, acctest.Diagnostic{Severity: d.Severity.String(), Summary: d.Summary, Detail: d.Detail})
	}
	return found
}

func frameworks(diags diag.Diagnostics) (found []acctest.Diagnostic) {
	for _, d := range diags {
		found = append(found, acctest.Diagnostic{Severity: d.Severity().String(), Summary: d.Summary(), Detail: d.Detail()})
	}
	return found
}
