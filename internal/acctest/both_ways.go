package acctest

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"

	"github.com/seamapi/terraform-provider-seam/internal/quiet"
	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// BothWays is the provider with its shortcuts. It also sends each call that may take a shortcut to the framework. The
// call fails if the two responses differ by value, as Terraform decodes them.
type BothWays struct {
	*shortcut.Server

	framework shortcut.Framework
	schemas   func() (*tfprotov6.GetProviderSchemaResponse, error)
}

// bothWays returns the provider for this Seam.
func (s *Seam) bothWays() *BothWays {
	p := s.Provider()()
	framework := quiet.Framework(p)
	return &BothWays{
		Server: shortcut.New(framework, p), framework: framework,
		schemas: sync.OnceValues(func() (*tfprotov6.GetProviderSchemaResponse, error) {
			return framework.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
		}),
	}
}

// ValidateResourceConfig validates both ways.
func (b *BothWays) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	fast, err := b.Server.ValidateResourceConfig(ctx, req)
	if err != nil {
		return nil, err
	}
	whole, err := b.framework.ValidateResourceConfig(ctx, req)
	if err != nil {
		return nil, err
	}
	quick, slow := *fast, *whole
	if err := sameDiagnostics(&quick.Diagnostics, &slow.Diagnostics); err != nil {
		return nil, err
	}
	return fast, same(quick, slow)
}

// PlanResourceChange plans both ways.
func (b *BothWays) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	fast, err := b.Server.PlanResourceChange(ctx, req)
	if err != nil {
		return nil, err
	}
	whole, err := b.framework.PlanResourceChange(ctx, req)
	if err != nil {
		return nil, err
	}
	quick, slow := *fast, *whole
	if err := b.sameState(req.TypeName, &quick.PlannedState, &slow.PlannedState); err != nil {
		return nil, err
	}
	if err := sameIdentity(&quick.PlannedIdentity, &slow.PlannedIdentity); err != nil {
		return nil, err
	}
	if err := sameDiagnostics(&quick.Diagnostics, &slow.Diagnostics); err != nil {
		return nil, err
	}
	return fast, same(quick, slow)
}

// ReadResource refreshes both ways, with one request.
func (b *BothWays) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return b.Refresh(ctx, req, func(ctx context.Context, fast *tfprotov6.ReadResourceResponse) (*tfprotov6.ReadResourceResponse, error) {
		whole, err := b.framework.ReadResource(ctx, req)
		if err != nil || fast == nil {
			return whole, err
		}
		quick, slow := *fast, *whole
		if err := b.sameState(req.TypeName, &quick.NewState, &slow.NewState); err != nil {
			return nil, err
		}
		if err := sameIdentity(&quick.NewIdentity, &slow.NewIdentity); err != nil {
			return nil, err
		}
		if err := sameDiagnostics(&quick.Diagnostics, &slow.Diagnostics); err != nil {
			return nil, err
		}
		return fast, same(quick, slow)
	})
}

// UpgradeResourceState upgrades both ways.
func (b *BothWays) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	fast, err := b.Server.UpgradeResourceState(ctx, req)
	if err != nil {
		return nil, err
	}
	whole, err := b.framework.UpgradeResourceState(ctx, req)
	if err != nil {
		return nil, err
	}
	quick, slow := *fast, *whole
	if err := b.sameState(req.TypeName, &quick.UpgradedState, &slow.UpgradedState); err != nil {
		return nil, err
	}
	if err := sameDiagnostics(&quick.Diagnostics, &slow.Diagnostics); err != nil {
		return nil, err
	}
	return fast, same(quick, slow)
}

// sameDiagnostics compares diagnostics in any order, and sets both to nil.
func sameDiagnostics(fast, whole *[]*tfprotov6.Diagnostic) error {
	said := func(diagnostics []*tfprotov6.Diagnostic) []string {
		var all []string
		for _, d := range diagnostics {
			all = append(all, fmt.Sprint(d.Severity, d.Summary, d.Detail, d.Attribute))
		}
		slices.Sort(all)
		return all
	}
	a, b := said(*fast), said(*whole)
	*fast, *whole = nil, nil
	return same(a, b)
}

// same compares the rest of two responses.
func same[Response any](fast, whole Response) error {
	if !reflect.DeepEqual(fast, whole) {
		return fmt.Errorf("the shortcut returns %+v, the framework %+v", fast, whole)
	}
	return nil
}

// sameState compares two states, and removes them from their responses.
func (b *BothWays) sameState(typeName string, fast, whole **tfprotov6.DynamicValue) error {
	schemas, err := b.schemas()
	if err != nil {
		return err
	}
	schema, ok := schemas.ResourceSchemas[typeName]
	if !ok { // both reject the type
		return nil
	}
	return sameValue(schema.ValueType(), fast, whole)
}

var identityType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"client_session_id": tftypes.String, "workspace_id": tftypes.String}}

func sameIdentity(fast, whole **tfprotov6.ResourceIdentityData) error {
	if *fast == nil || *whole == nil {
		return nil
	}
	a, b := (*fast).IdentityData, (*whole).IdentityData
	*fast, *whole = nil, nil
	return sameValue(identityType, &a, &b)
}

// sameValue compares two values of a type, and sets both to nil.
func sameValue(of tftypes.Type, fast, whole **tfprotov6.DynamicValue) error {
	if *fast == nil || *whole == nil {
		return nil // same compares it
	}
	a, err := decoded(*fast, of)
	if err != nil {
		return fmt.Errorf("the response of the shortcut: %w", err)
	}
	b, err := decoded(*whole, of)
	if err != nil {
		return fmt.Errorf("the response of the framework: %w", err)
	}
	*fast, *whole = nil, nil
	if !a.RawEquals(b) {
		return fmt.Errorf("the shortcut returns %#v, the framework %#v", a, b)
	}
	return nil
}

// decoded decodes a value as Terraform does.
func decoded(value *tfprotov6.DynamicValue, of tftypes.Type) (cty.Value, error) {
	encoded, err := json.Marshal(of)
	if err != nil {
		return cty.NilVal, err
	}
	kind, err := ctyjson.UnmarshalType(encoded)
	if err != nil {
		return cty.NilVal, err
	}
	if len(value.MsgPack) > 0 {
		return msgpack.Unmarshal(value.MsgPack, kind)
	}
	return ctyjson.Unmarshal(value.JSON, kind)
}
