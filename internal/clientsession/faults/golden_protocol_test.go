package faults_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/connection"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const actionName = "seam_client_session_revoke"

// What the installed CLI is too old to ask for, or what only a fault of the
// provider or of Terraform can bring about.
func TestGoldenBelowTheCLI(t *testing.T) {
	t.Parallel()
	invoke := func(t *testing.T, fault *seamfake.Fault) string {
		t.Helper()
		s := acctest.NewOddSeam(t)
		if fault != nil {
			existing(s, "jane_doe")
			s.Inject(*fault)
		}
		p := s.Protocol(t)
		stream, err := p.ProviderServer.(tfprotov6.ActionServer).InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{
			ActionType: actionName, Config: p.Value(p.Schemas.ActionSchemas[actionName].Schema, map[string]any{"user_identifier_key": "jane_doe"}),
		})
		if err != nil {
			t.Fatal(err)
		}
		var found []acctest.Diagnostic
		for event := range stream.Events {
			if completed, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
				found = append(found, protocols(completed.Diagnostics)...)
			}
		}
		return tidy(s, found)
	}
	revoking := forbidden
	revoking.Path = acctest.Revoke
	golden(t, "action-on-no-session", invoke(t, nil))
	golden(t, "action-cannot-revoke", invoke(t, &revoking))
	golden(t, "ephemeral-private-data", closing(t))
	var unexpected diag.Diagnostics
	none := connection.From(42, &unexpected)
	golden(t, "unexpected-provider-data", tidy(&acctest.Seam{URL: "http://no.example"}, frameworks(unexpected)))
	_, unconfigured := none.ForWriting(t.Context(), "The client session", "")
	golden(t, "provider-not-configured", tidy(&acctest.Seam{URL: "http://no.example"}, frameworks(unconfigured)))
}

// closing closes an ephemeral resource with private data that it never gave.
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
