package faults_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// yesterday is a session of jane_doe that is a day old.
func yesterday(s *acctest.Seam) {
	jane(s)
	s.Clock.Advance(24 * time.Hour)
}

func scenesOfAdoption() map[string]scene {
	return map[string]scene{
		"adopted":                {there: yesterday, config: session(key)},
		"adopted-unchecked":      {there: yesterday, config: session(key, `on_existing = "adopt"`), faults: on(acctest.Get, seamfake.Fault{Status: http.StatusForbidden, Body: "no"})},
		"on-close-of-an-old-one": {there: yesterday, config: opening(key, `on_close = "delete"`), args: plan},
	}
}

// What takes a certain order of calls, or two runs, is shown at the level of the
// protocol.
func TestGoldenInOrder(t *testing.T) {
	type attributes = map[string]any
	janes := attributes{"user_identifier_key": "jane_doe"}
	for name, play := range map[string]func(p *acctest.Protocol, s *acctest.Seam) []*tfprotov6.Diagnostic{
		"session-is-open": func(p *acctest.Protocol, s *acctest.Seam) []*tfprotov6.Diagnostic {
			trigger := func(value string) attributes {
				return attributes{"user_identifier_key": "jane_doe", "rotate_when_changed": map[string]tftypes.Value{"incident": tftypes.NewValue(tftypes.String, value)}}
			}
			created := applyAt(t, p, nil, trigger("1"))
			open(t, p, janes)
			return applyAt(t, p, created, trigger("2")).Diagnostics
		},
		"deletion-of-an-open-session": func(p *acctest.Protocol, s *acctest.Seam) []*tfprotov6.Diagnostic {
			created := applyAt(t, p, nil, janes)
			another := s.Protocol(t)
			open(t, another, janes)
			return applyAt(t, another, created, nil).Diagnostics
		},
		"revoked-in-use": func(p *acctest.Protocol, _ *acctest.Seam) []*tfprotov6.Diagnostic {
			applyAt(t, p, nil, janes)
			return invokeRevoke(t, p)
		},
		"not-renewed": func(p *acctest.Protocol, s *acctest.Seam) []*tfprotov6.Diagnostic {
			opened := open(t, p, attributes{"user_identifier_key": "jane_doe", "expires_in": "1h"})
			s.DeleteSession(s.Sessions()[0].ClientSessionID)
			if _, err := p.RenewEphemeralResource(t.Context(), &tfprotov6.RenewEphemeralResourceRequest{TypeName: typeName, Private: opened.Private}); err != nil {
				t.Fatal(err)
			}
			closed, err := p.CloseEphemeralResource(t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: typeName, Private: opened.Private})
			if err != nil {
				t.Fatal(err)
			}
			return closed.Diagnostics
		},
		"older-than-the-create": func(p *acctest.Protocol, s *acctest.Seam) []*tfprotov6.Diagnostic {
			s.AddSession(seamfake.Session{UserIdentifierKey: "jane_doe", CreatedAt: acctest.Start.Add(-24 * time.Hour)})
			return destroyAt(t, p, attributes{"user_identifier_key": "jane_doe", "created_at": acctest.Start.Format(time.RFC3339), "workspace_id": seamfake.DefaultWorkspaceID})
		},
		"created-nobody-knows-where": func(p *acctest.Protocol, _ *acctest.Seam) []*tfprotov6.Diagnostic {
			return destroyAt(t, p, attributes{"user_identifier_key": "jane_doe", "created_at": acctest.Start.Format(time.RFC3339)})
		},
	} {
		s := acctest.NewSeam(t)
		golden(t, name, tidy(s, protocols(play(s.Protocol(t), s))))
	}
}

// applyAt plans and applies a configuration; nil destroys.
func applyAt(t *testing.T, p *acctest.Protocol, prior *tfprotov6.ApplyResourceChangeResponse, config map[string]any) *tfprotov6.ApplyResourceChangeResponse {
	t.Helper()
	schema := p.Schemas.ResourceSchemas[typeName]
	before, configured, planned := p.Null(schema), p.Null(schema), p.Null(schema)
	if prior != nil {
		before = prior.NewState
	}
	if config != nil {
		configured = p.Value(schema, config)
		resp, err := p.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
			TypeName: typeName, PriorState: before, ProposedNewState: configured, Config: configured,
		})
		if err != nil {
			t.Fatal(err)
		}
		planned = resp.PlannedState
	}
	resp, err := p.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{TypeName: typeName, PriorState: before, PlannedState: planned, Config: configured})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func destroyAt(t *testing.T, p *acctest.Protocol, state map[string]any) []*tfprotov6.Diagnostic {
	t.Helper()
	prior := &tfprotov6.ApplyResourceChangeResponse{NewState: p.Value(p.Schemas.ResourceSchemas[typeName], state)}
	return applyAt(t, p, prior, nil).Diagnostics
}

func open(t *testing.T, p *acctest.Protocol, config map[string]any) *tfprotov6.OpenEphemeralResourceResponse {
	t.Helper()
	opened, err := p.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: typeName, Config: p.Value(p.Schemas.EphemeralResourceSchemas[typeName], config),
	})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func invokeRevoke(t *testing.T, p *acctest.Protocol) (diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	const action = "seam_client_session_revoke"
	stream, err := p.ProviderServer.(tfprotov6.ActionServer).InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{
		ActionType: action, Config: p.Value(p.Schemas.ActionSchemas[action].Schema, map[string]any{"user_identifier_key": "jane_doe"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	for event := range stream.Events {
		if completed, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
			diagnostics = completed.Diagnostics
		}
	}
	return diagnostics
}
