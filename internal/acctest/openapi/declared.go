package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
)

// checkDeclared reports a property of a JSON body which its schema does not declare, at any depth. An operation that
// declares no body declares no property either, but an empty object does no harm to it.
func checkDeclared(request *openapi3.RequestBodyRef, body []byte) error {
	if len(body) == 0 {
		return nil
	}
	schema := openapi3.NewSchemaRef("", openapi3.NewSchema())
	if request != nil {
		media := request.Value.Content.Get("application/json")
		if media == nil {
			return nil
		}
		schema = media.Schema
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return fmt.Errorf("body is not JSON: %w", err)
	}
	return undeclared(schema, value, "")
}

// undeclared walks value along schema; at is the JSON pointer of value.
func undeclared(schema *openapi3.SchemaRef, value any, at string) error {
	switch value := value.(type) {
	case map[string]any:
		declared, open := properties(schema)
		for _, name := range slices.Sorted(maps.Keys(value)) {
			property, ok := declared[name]
			if !ok && open {
				continue
			}
			if !ok {
				return fmt.Errorf("property %q is not declared by the schema", at+"/"+name)
			}
			if err := undeclared(property, value[name], at+"/"+name); err != nil {
				return err
			}
		}
	case []any:
		if schema.Value.Items == nil {
			return nil
		}
		for i, element := range value {
			if err := undeclared(schema.Value.Items, element, at+"/"+strconv.Itoa(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// properties are those that schema declares, alternatives included; open is true when it says what other properties may
// hold, and so has room for any name.
func properties(schema *openapi3.SchemaRef) (declared openapi3.Schemas, open bool) {
	value := schema.Value
	open = value.AdditionalProperties.Schema != nil ||
		value.AdditionalProperties.Has != nil && *value.AdditionalProperties.Has
	declared = openapi3.Schemas{}
	maps.Copy(declared, value.Properties)
	for _, part := range slices.Concat(value.AllOf, value.AnyOf, value.OneOf) {
		more, partOpen := properties(part)
		maps.Copy(declared, more)
		open = open || partOpen
	}
	return declared, open
}
