package seam

import "encoding/json"

// ObjectError is an error that Seam reports on an object, such as a connected
// account that is disconnected.
type ObjectError struct {
	ErrorCode string `json:"error_code"`
	Message   string `json:"message"`
}

// ObjectWarning is a warning that Seam reports on an object.
type ObjectWarning struct {
	WarningCode string `json:"warning_code"`
	Message     string `json:"message"`
}

// Metadata is the custom metadata of an object. Seam accepts strings and booleans.
// Booleans are "true" and "false" here.
type Metadata map[string]string

// UnmarshalJSON reads a JSON object of texts and booleans.
func (m *Metadata) UnmarshalJSON(data []byte) error {
	var values map[string]any
	if json.Unmarshal(data, &values) != nil {
		return shapeError("custom_metadata is not an object")
	}
	*m = Metadata{}
	for name, value := range values {
		switch value := value.(type) {
		case string:
			(*m)[name] = value
		case bool:
			(*m)[name] = boolTexts[value]
		default:
			return shapeError("custom_metadata has a value that is neither a string nor a boolean")
		}
	}
	return nil
}

// MarshalJSON writes "true" and "false" as booleans, as most people store them.
func (m Metadata) MarshalJSON() ([]byte, error) {
	values := make(map[string]any, len(m))
	for name, value := range m {
		switch value {
		case boolTexts[true]:
			values[name] = true
		case boolTexts[false]:
			values[name] = false
		default:
			values[name] = value
		}
	}
	return json.Marshal(values)
}

var boolTexts = map[bool]string{true: "true", false: "false"}
