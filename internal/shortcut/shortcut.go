// Package shortcut answers four RPCs that come for every object of a configuration, where the framework would return what
// it was given, or nothing: the validation of a configuration that is valid, the plan of an object that stays as it is, is new or is to be destroyed, the refresh of one that has not
// changed, and the upgrade of a state that has the current version. The framework decodes and encodes each value several times for that, and it was most of what a plan
// cost the provider.
//
// Whatever is not plainly such a case goes to the framework. Acceptance tests and a fuzzer compare both answers for every
// call; see acctest.BothWays.
package shortcut

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Framework is all that the framework's server does. tfprotov6 asks for the optional parts by type assertion.
type Framework interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// Provider is a provider that has shortcuts, by the names of its managed resources.
type Provider interface {
	Shortcuts() map[string]Resource
}

// Server is the framework's server with shortcuts.
type Server struct {
	Framework

	resources map[string]Resource
	// configured is set while the provider has a configuration without unknown values.
	configured atomic.Bool
	stopping   stopping
}

// New returns a server that takes the shortcuts of a provider, and leaves everything else to the framework.
func New(framework Framework, p provider.Provider) *Server {
	s := &Server{Framework: framework}
	if short, ok := p.(Provider); ok {
		s.resources = short.Shortcuts()
	}
	return s
}

// ConfigureProvider notes whether the configuration is known. While it is not, or when plans can be deferred, the
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

// UpgradeResourceState hands the JSON of a current state back; Terraform reads it as well as MessagePack.
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

// Refresh calls do with the answer to a refresh that changes nothing, nil where the framework has to read, and the context
// in which it has to.
func (s *Server) Refresh(
	ctx context.Context, req *tfprotov6.ReadResourceRequest,
	do func(context.Context, *tfprotov6.ReadResourceResponse) (*tfprotov6.ReadResourceResponse, error),
) (*tfprotov6.ReadResourceResponse, error) {
	if req == nil || !s.configured.Load() || len(req.Private) > 0 || // what is noted of the object
		req.ProviderMeta != nil || req.ClientCapabilities != nil && req.ClientCapabilities.DeferralAllowed {
		return do(ctx, nil)
	}
	ctx, done := s.stopping.until(ctx)
	defer done()
	ctx, same := s.resources[req.TypeName].read(ctx, req)
	return do(ctx, same)
}

// StopProvider cancels the refreshes that are under way.
func (s *Server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.stopping.now()
	return s.Framework.StopProvider(ctx, req)
}

// PlanResourceChange plans an object that stays as it is, is new, or is to be destroyed.
func (s *Server) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if planned := s.plan(req); planned != nil {
		return planned, nil
	}
	return s.Framework.PlanResourceChange(ctx, req)
}

// plan returns nil where the framework has to plan.
func (s *Server) plan(req *tfprotov6.PlanResourceChangeRequest) *tfprotov6.PlanResourceChangeResponse {
	if req == nil || !s.configured.Load() || len(req.PriorPrivate) > 0 || // what Read noted for the plan
		req.ProviderMeta != nil || req.ClientCapabilities != nil && req.ClientCapabilities.DeferralAllowed ||
		req.Config == nil || req.PriorState == nil || req.ProposedNewState == nil {
		return nil
	}
	planned := s.resources[req.TypeName].plan(req)
	if planned == nil {
		return nil
	}
	identity := req.PriorIdentity
	if identity == nil { // as for a new object, and from a Terraform that does not know identities
		identity = &tfprotov6.ResourceIdentityData{IdentityData: &tfprotov6.DynamicValue{MsgPack: []byte{null}}}
	}
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: planned, PlannedIdentity: identity}
}
