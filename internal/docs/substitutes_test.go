package docs_test

import (
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The substitutes. Attribute names, types, write-only marks, and that AWS replaces
// a secret version for another secret_string_wo_version, come from the public
// documentation and source of the real providers. These tests do not show that the
// real ones accept the configurations.

func required() schema.Attribute { return schema.StringAttribute{Required: true} }
func optional() schema.Attribute { return schema.StringAttribute{Optional: true} }
func version() schema.Attribute  { return schema.Int64Attribute{Optional: true} }
func secret() schema.Attribute {
	return schema.StringAttribute{Optional: true, Sensitive: true, WriteOnly: true}
}

func id() schema.Attribute {
	return schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
}

func aws() *substitute {
	return &substitute{name: "aws", resources: map[string]schema.Schema{
		"aws_secretsmanager_secret": {Attributes: map[string]schema.Attribute{"id": id(), "name": optional()}},
		"aws_secretsmanager_secret_version": {Attributes: map[string]schema.Attribute{
			"id": id(), "secret_id": required(), "secret_string_wo": secret(),
			"secret_string_wo_version": schema.Int64Attribute{Optional: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()}},
		}},
	}}
}

func kubernetes() *substitute {
	return &substitute{name: "kubernetes", resources: map[string]schema.Schema{
		"kubernetes_secret_v1": {
			Attributes: map[string]schema.Attribute{
				"id": id(), "data_wo_revision": version(),
				"data_wo": schema.MapAttribute{ElementType: types.StringType, Optional: true, WriteOnly: true},
			},
			Blocks: map[string]schema.Block{"metadata": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
				Attributes: map[string]schema.Attribute{"name": optional(), "namespace": optional()},
			}}},
		},
	}}
}

func vercel() *substitute {
	return &substitute{name: "vercel", resources: map[string]schema.Schema{
		"vercel_project_environment_variable": {Attributes: map[string]schema.Attribute{
			"id": id(), "project_id": required(), "key": required(), "value_wo": secret(), "value_wo_version": version(),
			"target":    schema.SetAttribute{ElementType: types.StringType, Optional: true},
			"sensitive": schema.BoolAttribute{Required: true},
		}},
	}}
}

func restapi() *substitute {
	return &substitute{
		name: "restapi",
		block: map[string]providerschema.Attribute{
			"uri":                  providerschema.StringAttribute{Required: true},
			"bearer_token":         providerschema.StringAttribute{Optional: true, Sensitive: true},
			"write_returns_object": providerschema.BoolAttribute{Optional: true},
			"id_attribute":         providerschema.StringAttribute{Optional: true},
		},
		resources: map[string]schema.Schema{"restapi_object": {Attributes: map[string]schema.Attribute{
			"id": id(), "path": required(), "read_path": optional(), "read_method": optional(), "update_path": optional(),
			"update_method": optional(), "destroy_path": optional(), "data": required(), "read_data": optional(),
			"ignore_server_additions": schema.BoolAttribute{Optional: true},
		}}},
	}
}
