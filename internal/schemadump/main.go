// Command schemadump prints the provider's schemas as `terraform providers schema
// -json` does, without a Terraform CLI. The documentation must not depend on the
// installed CLI, and older ones do not support list resources, actions and
// identities.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/seamapi/terraform-provider-seam/internal/provider"
	"github.com/seamapi/terraform-provider-seam/internal/quiet"
)

func main() {
	if err := dump(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// dump writes the JSON document. Nested blocks and functions are not supported,
// because the provider has none. A test would detect them.
func dump(ctx context.Context, to io.Writer) error {
	server := quiet.New(provider.New("docs")(), os.Getenv)
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return err
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return err
	}
	if len(schemas.Diagnostics) > 0 || len(schemas.Functions) > 0 {
		return fmt.Errorf("%d diagnostics, %d functions", len(schemas.Diagnostics), len(schemas.Functions))
	}
	out := &tfjson.ProviderSchema{}
	var all [5]error
	out.ConfigSchema, all[0] = schemaOf(schemas.Provider)
	out.ResourceSchemas, all[1] = schemasOf(schemas.ResourceSchemas)
	out.DataSourceSchemas, all[2] = schemasOf(schemas.DataSourceSchemas)
	out.EphemeralResourceSchemas, all[3] = schemasOf(schemas.EphemeralResourceSchemas)
	out.ListResourceSchemas, all[4] = schemasOf(schemas.ListResourceSchemas)
	if err := errors.Join(all[:]...); err != nil {
		return err
	}
	out.ActionSchemas = map[string]*tfjson.ActionSchema{}
	for name, action := range schemas.ActionSchemas {
		schema, err := schemaOf(action.Schema)
		if err != nil {
			return err
		}
		out.ActionSchemas[name] = &tfjson.ActionSchema{Block: schema.Block}
	}
	if out.ResourceIdentitySchemas, err = identitiesOf(identities.IdentitySchemas); err != nil {
		return err
	}
	encoder := json.NewEncoder(to)
	encoder.SetIndent("", "  ")
	return encoder.Encode(map[string]any{
		"format_version":   "1.0",
		"provider_schemas": map[string]any{"seam": out},
	})
}

func schemasOf(in map[string]*tfprotov6.Schema) (map[string]*tfjson.Schema, error) {
	out := map[string]*tfjson.Schema{}
	for name, schema := range in {
		converted, err := schemaOf(schema)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = converted
	}
	return out, nil
}

func schemaOf(in *tfprotov6.Schema) (*tfjson.Schema, error) {
	if len(in.Block.BlockTypes) > 0 {
		return nil, errors.New("nested blocks are not supported")
	}
	attributes, err := attributesOf(in.Block.Attributes)
	if err != nil {
		return nil, err
	}
	return &tfjson.Schema{Version: uint64(in.Version), Block: &tfjson.SchemaBlock{ //nolint:gosec // schema versions start at 0
		Attributes: attributes, Description: in.Block.Description, DescriptionKind: kindOf(in.Block.DescriptionKind), Deprecated: in.Block.Deprecated,
	}}, nil
}

func attributesOf(in []*tfprotov6.SchemaAttribute) (map[string]*tfjson.SchemaAttribute, error) {
	out := map[string]*tfjson.SchemaAttribute{}
	for _, a := range in {
		converted := &tfjson.SchemaAttribute{
			Description: a.Description, DescriptionKind: kindOf(a.DescriptionKind), Deprecated: a.Deprecated,
			Required: a.Required, Optional: a.Optional, Computed: a.Computed, Sensitive: a.Sensitive, WriteOnly: a.WriteOnly,
		}
		var err error
		if a.NestedType != nil {
			nested := &tfjson.SchemaNestedAttributeType{NestingMode: tfjson.SchemaNestingModeList}
			nested.Attributes, err = attributesOf(a.NestedType.Attributes)
			converted.AttributeNestedType = nested
		} else {
			converted.AttributeType, err = typeOf(a.Type)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		out[a.Name] = converted
	}
	return out, nil
}

func identitiesOf(in map[string]*tfprotov6.ResourceIdentitySchema) (map[string]*tfjson.IdentitySchema, error) {
	out := map[string]*tfjson.IdentitySchema{}
	for name, identity := range in {
		converted := &tfjson.IdentitySchema{Version: uint64(identity.Version), Attributes: map[string]*tfjson.IdentityAttribute{}} //nolint:gosec // as above
		for _, a := range identity.IdentityAttributes {
			attributeType, err := typeOf(a.Type)
			if err != nil {
				return nil, err
			}
			converted.Attributes[a.Name] = &tfjson.IdentityAttribute{
				IdentityType: attributeType, Description: a.Description, RequiredForImport: a.RequiredForImport, OptionalForImport: a.OptionalForImport,
			}
		}
		out[name] = converted
	}
	return out, nil
}

// typeOf uses the JSON format that both type systems share.
func typeOf(in tftypes.Type) (cty.Type, error) {
	encoded, err := in.MarshalJSON() //nolint:staticcheck // deprecated because it has few users, without a successor
	if err != nil {
		return cty.NilType, err
	}
	return ctyjson.UnmarshalType(encoded)
}

func kindOf(in tfprotov6.StringKind) tfjson.SchemaDescriptionKind {
	if in == tfprotov6.StringKindMarkdown {
		return tfjson.SchemaDescriptionKindMarkdown
	}
	return tfjson.SchemaDescriptionKindPlain
}
