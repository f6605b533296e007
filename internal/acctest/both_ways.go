package acctest

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"

	seamprovider "github.com/seamapi/terraform-provider-seam/internal/provider"
	"github.com/seamapi/terraform-provider-seam/internal/quiet"
	"github.com/seamapi/terraform-provider-seam/internal/shortcut"
)

// BothWays is the provider with its shortcuts. It also sends each call that may take a shortcut to the framework. The
// call fails if the two responses differ by value, as Terraform decodes them.
type BothWays struct {
	*shortcut.Server

	framework shortcut.Framework
}

// bothWays returns the provider for this Seam.
func (s *Seam) bothWays() *BothWays {
	p := s.Provider()()
	framework := quiet.Framework(p)
	return &BothWays{Server: shortcut.New(framework, p), framework: framework}
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
	if err := sameState(req.TypeName, &quick.PlannedState, &slow.PlannedState); err != nil {
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
		if err := sameState(req.TypeName, &quick.NewState, &slow.NewState); err != nil {
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
	if err := sameState(req.TypeName, &quick.UpgradedState, &slow.UpgradedState); err != nil {
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
func sameState(typeName string, fast, whole **tfprotov6.DynamicValue) error {
	types, err := stateTypes()
	if err != nil {
		return err
	}
	of, ok := types[typeName]
	if !ok { // both reject the type
		return nil
	}
	return sameValue(of, fast, whole)
}

// schemas are the schemas of the provider, which are the same for every Seam.
var schemas = sync.OnceValues(func() (*tfprotov6.GetProviderSchemaResponse, error) {
	framework := quiet.Framework(seamprovider.New("test")())
	return framework.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
})

// stateTypes are the types of the resources, as Terraform decodes them.
var stateTypes = sync.OnceValues(func() (map[string]cty.Type, error) {
	all, err := schemas()
	if err != nil {
		return nil, err
	}
	types := map[string]cty.Type{}
	for name, schema := range all.ResourceSchemas {
		encoded, err := json.Marshal(schema.ValueType())
		if err != nil {
			return nil, err
		}
		if types[name], err = ctyjson.UnmarshalType(encoded); err != nil {
			return nil, err
		}
	}
	return types, nil
})

var identityType = cty.Object(map[string]cty.Type{"client_session_id": cty.String, "workspace_id": cty.String})

func sameIdentity(fast, whole **tfprotov6.ResourceIdentityData) error {
	if *fast == nil || *whole == nil {
		return nil
	}
	a, b := (*fast).IdentityData, (*whole).IdentityData
	*fast, *whole = nil, nil
	return sameValue(identityType, &a, &b)
}

// sameValue compares two values of a type, and sets both to nil.
func sameValue(of cty.Type, fast, whole **tfprotov6.DynamicValue) error {
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
func decoded(value *tfprotov6.DynamicValue, of cty.Type) (cty.Value, error) {
	if len(value.MsgPack) > 0 {
		return msgpack.Unmarshal(value.MsgPack, of)
	}
	return ctyjson.Unmarshal(value.JSON, of)
}
