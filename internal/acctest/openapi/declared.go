package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// checkDeclared reports a property of a JSON body which its schema does not declare. An operation that declares no body
// declares no property either, but accepts an empty object. Objects inside the body are not checked, because those of
// the document are maps with arbitrary names.
func checkDeclared(request *openapi3.RequestBodyRef, body []byte) error {
	if len(body) == 0 {
		return nil
	}
	schema := openapi3.NewSchema()
	if request != nil {
		media := request.Value.Content.Get("application/json")
		if media == nil {
			return nil
		}
		schema = media.Schema.Value
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return fmt.Errorf("body is not JSON: %w", err)
	}
	object, _ := value.(map[string]any)
	declared := properties(schema)
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if _, ok := declared[name]; !ok {
			return fmt.Errorf("property %q is not declared by the schema", name)
		}
	}
	return nil
}

// properties are the properties that schema declares, including its alternatives.
func properties(schema *openapi3.Schema) openapi3.Schemas {
	declared := maps.Clone(schema.Properties)
	if declared == nil {
		declared = openapi3.Schemas{}
	}
	for _, part := range slices.Concat(schema.AllOf, schema.AnyOf, schema.OneOf) {
		maps.Copy(declared, properties(part.Value))
	}
	return declared
}
