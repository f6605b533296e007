// Package shortcut handles four RPCs that Terraform calls for every object, if the framework would return its input or
// nothing: the validation of a valid configuration, the plan of an object that does not change, is new or is destroyed,
// the refresh of an unchanged object, and the upgrade of a state with the current version. The framework decodes and
// encodes each value several times for these RPCs, which was most of the cost of a plan.
//
// All other calls go to the framework. Acceptance tests and a fuzzer compare both responses for every call, see
// acctest.BothWays.
package shortcut

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Framework has all methods of the framework's server. tfprotov6 detects the optional ones by type assertion.
type Framework interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// Provider is a provider that has shortcuts for its managed resources, by their names.
type Provider interface {
	Shortcuts() map[string]Resource
}

// Server is the framework's server with shortcuts.
type Server struct {
	Framework

	resources map[string]Resource
	// configured is set if the provider has a configuration without unknown values.
	configured atomic.Bool
	stopping   stopping
}

// New returns a server with the shortcuts of a provider. It passes everything else to the framework.
func New(framework Framework, p provider.Provider) *Server {
	s := &Server{Framework: framework}
	if short, ok := p.(Provider); ok {
		s.resources = short.Shortcuts()
	}
	return s
}

// ConfigureProvider records whether the configuration is known. If it is not, or if plans can be deferred, the
// framework plans.
func (s *Server) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	s.configured.Store(false)
	resp, err := s.Framework.ConfigureProvider(ctx, req)
	if err != nil || resp == nil || req == nil || slices.ContainsFunc(resp.Diagnostics, isError) {
		return resp, err
	}
	deferral := req.ClientCapabilities != nil && req.ClientCapabilities.DeferralAllowed
	s.configured.Store(!deferral && isKnown(req.Config))
	return resp, nil
}

func isError(d *tfprotov6.Diagnostic) bool { return d.Severity != tfprotov6.DiagnosticSeverityWarning }

// ValidateResourceConfig accepts a valid configuration.
func (s *Server) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	if req != nil && s.resources[req.TypeName].accepts(ctx, req.Config) {
		return &tfprotov6.ValidateResourceConfigResponse{}, nil
	}
	return s.Framework.ValidateResourceConfig(ctx, req)
}

// UpgradeResourceState returns the JSON of a current state. Terraform accepts JSON as well as MessagePack.
func (s *Server) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	if req != nil && req.RawState != nil && s.resources[req.TypeName].isCurrent(req) {
		return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &tfprotov6.DynamicValue{JSON: req.RawState.JSON}}, nil
	}
	return s.Framework.UpgradeResourceState(ctx, req)
}

// ReadResource refreshes an object that has not changed.
func (s *Server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return s.Refresh(ctx, req, func(ctx context.Context, same *tfprotov6.ReadResourceResponse) (*tfprotov6.ReadResourceResponse, error) {
		if same != nil {
			return same, nil
		}
		return s.Framework.ReadResource(ctx, req)
	})
}

// Refresh calls do with the response to a refresh that changes nothing, or with nil and a context if the framework
// must read with that context.
func (s *Server) Refresh(
	ctx context.Context, req *tfprotov6.ReadResourceRequest,
	do func(context.Context, *tfprotov6.ReadResourceResponse) (*tfprotov6.ReadResourceResponse, error),
) (*tfprotov6.ReadResourceResponse, error) {
	if req == nil || !s.configured.Load() || len(req.Private) > 0 || // the notes about the object
		req.ProviderMeta != nil || req.ClientCapabilities != nil && req.ClientCapabilities.DeferralAllowed {
		return do(ctx, nil)
	}
	ctx, done := s.stopping.until(ctx)
	defer done()
	ctx, same := s.resources[req.TypeName].read(ctx, req)
	return do(ctx, same)
}

// StopProvider cancels the running refreshes.
func (s *Server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.stopping.now()
	return s.Framework.StopProvider(ctx, req)
}

// PlanResourceChange plans an object that does not change, is new, or is destroyed.
func (s *Server) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if planned := s.plan(req); planned != nil {
		return planned, nil
	}
	return s.Framework.PlanResourceChange(ctx, req)
}

// plan returns nil if the framework must plan.
func (s *Server) plan(req *tfprotov6.PlanResourceChangeRequest) *tfprotov6.PlanResourceChangeResponse {
	if req == nil || !s.configured.Load() || len(req.PriorPrivate) > 0 || // the notes of Read
		req.ProviderMeta != nil || req.ClientCapabilities != nil && req.ClientCapabilities.DeferralAllowed ||
		req.Config == nil || req.PriorState == nil || req.ProposedNewState == nil {
		return nil
	}
	planned := s.resources[req.TypeName].plan(req)
	if planned == nil {
		return nil
	}
	identity := req.PriorIdentity
	if identity == nil { // for a new object, and from a Terraform without identities
		identity = &tfprotov6.ResourceIdentityData{IdentityData: &tfprotov6.DynamicValue{MsgPack: []byte{null}}}
	}
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: planned, PlannedIdentity: identity}
}
