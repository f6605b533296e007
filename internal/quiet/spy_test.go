package quiet

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// spy is a framework that remembers the RPC and the context that reached it, and
// answers with what it was told to.
type spy struct {
	rpc string
	ctx context.Context
	req any
	err error
	// deadline and value are those of the context at the time.
	deadline time.Time
	value    any
	// events are how many a stream has.
	events int
}

func saw[Response any](ctx context.Context, s *spy, rpc string, req any) (*Response, error) {
	s.rpc, s.ctx, s.req = rpc, ctx, req
	s.deadline, _ = ctx.Deadline()
	s.value = ctx.Value(valueKey{})
	return new(Response), s.err
}

// produced is a stream that has its events only while its context lives.
func produced[Event any](ctx context.Context, s *spy) func(func(Event) bool) {
	return func(push func(Event) bool) {
		for range s.events {
			if ctx.Err() != nil || !push(*new(Event)) {
				return
			}
		}
	}
}

func (s *spy) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	resp, err := saw[tfprotov6.ListResourceServerStream](ctx, s, "ListResource", req)
	resp.Results = produced[tfprotov6.ListResourceResult](ctx, s)
	return resp, err
}

func (s *spy) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	resp, err := saw[tfprotov6.InvokeActionServerStream](ctx, s, "InvokeAction", req)
	resp.Events = produced[tfprotov6.InvokeActionEvent](ctx, s)
	return resp, err
}

func (s *spy) ReadStateBytes(ctx context.Context, req *tfprotov6.ReadStateBytesRequest) (*tfprotov6.ReadStateBytesStream, error) {
	resp, err := saw[tfprotov6.ReadStateBytesStream](ctx, s, "ReadStateBytes", req)
	resp.Chunks = produced[tfprotov6.ReadStateByteChunk](ctx, s)
	return resp, err
}

func (s *spy) WriteStateBytes(ctx context.Context, req *tfprotov6.WriteStateBytesStream) (*tfprotov6.WriteStateBytesResponse, error) {
	return saw[tfprotov6.WriteStateBytesResponse](ctx, s, "WriteStateBytes", req)
}

func (s *spy) GetMetadata(ctx context.Context, req *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	return saw[tfprotov6.GetMetadataResponse](ctx, s, "GetMetadata", req)
}

func (s *spy) GetProviderSchema(ctx context.Context, req *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return saw[tfprotov6.GetProviderSchemaResponse](ctx, s, "GetProviderSchema", req)
}

func (s *spy) GetResourceIdentitySchemas(ctx context.Context, req *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return saw[tfprotov6.GetResourceIdentitySchemasResponse](ctx, s, "GetResourceIdentitySchemas", req)
}

func (s *spy) ValidateProviderConfig(ctx context.Context, req *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return saw[tfprotov6.ValidateProviderConfigResponse](ctx, s, "ValidateProviderConfig", req)
}

func (s *spy) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return saw[tfprotov6.ConfigureProviderResponse](ctx, s, "ConfigureProvider", req)
}

func (s *spy) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return saw[tfprotov6.StopProviderResponse](ctx, s, "StopProvider", req)
}

func (s *spy) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return saw[tfprotov6.ValidateResourceConfigResponse](ctx, s, "ValidateResourceConfig", req)
}

func (s *spy) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return saw[tfprotov6.UpgradeResourceStateResponse](ctx, s, "UpgradeResourceState", req)
}

func (s *spy) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	return saw[tfprotov6.UpgradeResourceIdentityResponse](ctx, s, "UpgradeResourceIdentity", req)
}

func (s *spy) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return saw[tfprotov6.ReadResourceResponse](ctx, s, "ReadResource", req)
}

func (s *spy) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return saw[tfprotov6.PlanResourceChangeResponse](ctx, s, "PlanResourceChange", req)
}

func (s *spy) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return saw[tfprotov6.ApplyResourceChangeResponse](ctx, s, "ApplyResourceChange", req)
}

func (s *spy) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return saw[tfprotov6.ImportResourceStateResponse](ctx, s, "ImportResourceState", req)
}

func (s *spy) MoveResourceState(ctx context.Context, req *tfprotov6.MoveResourceStateRequest) (*tfprotov6.MoveResourceStateResponse, error) {
	return saw[tfprotov6.MoveResourceStateResponse](ctx, s, "MoveResourceState", req)
}

func (s *spy) GenerateResourceConfig(ctx context.Context, req *tfprotov6.GenerateResourceConfigRequest) (*tfprotov6.GenerateResourceConfigResponse, error) {
	return saw[tfprotov6.GenerateResourceConfigResponse](ctx, s, "GenerateResourceConfig", req)
}

func (s *spy) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return saw[tfprotov6.ValidateDataResourceConfigResponse](ctx, s, "ValidateDataResourceConfig", req)
}

func (s *spy) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return saw[tfprotov6.ReadDataSourceResponse](ctx, s, "ReadDataSource", req)
}

func (s *spy) GetFunctions(ctx context.Context, req *tfprotov6.GetFunctionsRequest) (*tfprotov6.GetFunctionsResponse, error) {
	return saw[tfprotov6.GetFunctionsResponse](ctx, s, "GetFunctions", req)
}

func (s *spy) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	return saw[tfprotov6.CallFunctionResponse](ctx, s, "CallFunction", req)
}

func (s *spy) ValidateEphemeralResourceConfig(ctx context.Context, req *tfprotov6.ValidateEphemeralResourceConfigRequest) (*tfprotov6.ValidateEphemeralResourceConfigResponse, error) {
	return saw[tfprotov6.ValidateEphemeralResourceConfigResponse](ctx, s, "ValidateEphemeralResourceConfig", req)
}

func (s *spy) OpenEphemeralResource(ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return saw[tfprotov6.OpenEphemeralResourceResponse](ctx, s, "OpenEphemeralResource", req)
}

func (s *spy) RenewEphemeralResource(ctx context.Context, req *tfprotov6.RenewEphemeralResourceRequest) (*tfprotov6.RenewEphemeralResourceResponse, error) {
	return saw[tfprotov6.RenewEphemeralResourceResponse](ctx, s, "RenewEphemeralResource", req)
}

func (s *spy) CloseEphemeralResource(ctx context.Context, req *tfprotov6.CloseEphemeralResourceRequest) (*tfprotov6.CloseEphemeralResourceResponse, error) {
	return saw[tfprotov6.CloseEphemeralResourceResponse](ctx, s, "CloseEphemeralResource", req)
}

func (s *spy) ValidateListResourceConfig(ctx context.Context, req *tfprotov6.ValidateListResourceConfigRequest) (*tfprotov6.ValidateListResourceConfigResponse, error) {
	return saw[tfprotov6.ValidateListResourceConfigResponse](ctx, s, "ValidateListResourceConfig", req)
}

func (s *spy) ValidateActionConfig(ctx context.Context, req *tfprotov6.ValidateActionConfigRequest) (*tfprotov6.ValidateActionConfigResponse, error) {
	return saw[tfprotov6.ValidateActionConfigResponse](ctx, s, "ValidateActionConfig", req)
}

func (s *spy) PlanAction(ctx context.Context, req *tfprotov6.PlanActionRequest) (*tfprotov6.PlanActionResponse, error) {
	return saw[tfprotov6.PlanActionResponse](ctx, s, "PlanAction", req)
}

func (s *spy) ValidateStateStoreConfig(ctx context.Context, req *tfprotov6.ValidateStateStoreConfigRequest) (*tfprotov6.ValidateStateStoreConfigResponse, error) {
	return saw[tfprotov6.ValidateStateStoreConfigResponse](ctx, s, "ValidateStateStoreConfig", req)
}

func (s *spy) ConfigureStateStore(ctx context.Context, req *tfprotov6.ConfigureStateStoreRequest) (*tfprotov6.ConfigureStateStoreResponse, error) {
	return saw[tfprotov6.ConfigureStateStoreResponse](ctx, s, "ConfigureStateStore", req)
}

func (s *spy) GetStates(ctx context.Context, req *tfprotov6.GetStatesRequest) (*tfprotov6.GetStatesResponse, error) {
	return saw[tfprotov6.GetStatesResponse](ctx, s, "GetStates", req)
}

func (s *spy) DeleteState(ctx context.Context, req *tfprotov6.DeleteStateRequest) (*tfprotov6.DeleteStateResponse, error) {
	return saw[tfprotov6.DeleteStateResponse](ctx, s, "DeleteState", req)
}

func (s *spy) LockState(ctx context.Context, req *tfprotov6.LockStateRequest) (*tfprotov6.LockStateResponse, error) {
	return saw[tfprotov6.LockStateResponse](ctx, s, "LockState", req)
}

func (s *spy) UnlockState(ctx context.Context, req *tfprotov6.UnlockStateRequest) (*tfprotov6.UnlockStateResponse, error) {
	return saw[tfprotov6.UnlockStateResponse](ctx, s, "UnlockState", req)
}
