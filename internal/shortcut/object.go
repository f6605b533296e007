package shortcut

import (
	"bytes"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// null is a null in MessagePack.
const null = 0xc0

// unknown is how Terraform encodes an unknown value without refinements.
var unknown = Value{0xd4, 0, 0}

func isNull(v *tfprotov6.DynamicValue) bool { return bytes.Equal(v.MsgPack, []byte{null}) }

// Object is an object from Terraform, with the values of its attributes in MessagePack.
type Object map[string]Value

// Value is a value in MessagePack.
type Value []byte

// IsNull reports whether a value is null.
func (v Value) IsNull() bool { return v[0] == null }

// IsUnknown reports whether a value is unknown and has no refinements.
func (v Value) IsUnknown() bool { return bytes.Equal(v, unknown) }

// Text returns a string, which is empty for null.
func (v Value) Text() string {
	text, _ := Decode[string](v)
	return text
}

// Decode decodes a value. A null string becomes an empty one. It returns false for a value of another type.
func Decode[T string | bool | int64 | []string | map[string]string](v Value) (decoded T, ok bool) {
	err := msgpack.Unmarshal(v, &decoded)
	return decoded, err == nil
}

// objectOf divides an object into its attributes without decoding them. It returns false for null and for other types.
func objectOf(value *tfprotov6.DynamicValue) (Object, bool) {
	if value == nil {
		return nil, false
	}
	all := value.MsgPack
	left := bytes.NewReader(all)
	decoder := msgpack.GetDecoder()
	defer msgpack.PutDecoder(decoder)
	decoder.Reset(left) // the decoder reads no further than what it decodes
	n, err := decoder.DecodeMapLen()
	if err != nil || n < 0 {
		return nil, false
	}
	object := make(Object, min(n, left.Len()))
	for range n {
		name, err := decoder.DecodeString()
		if err != nil {
			return nil, false
		}
		start := len(all) - left.Len()
		if err := decoder.Skip(); err != nil {
			return nil, false
		}
		object[name] = all[start : len(all)-left.Len()]
	}
	return object, len(object) == n && left.Len() == 0
}

// isKnown reports whether no attribute of an object is unknown. Terraform encodes unknown values with an extension
// type. The attributes of the provider block are not nested.
func isKnown(value *tfprotov6.DynamicValue) bool {
	object, ok := objectOf(value)
	if !ok {
		return false
	}
	for _, v := range object {
		if msgpcode.IsExt(v[0]) {
			return false
		}
	}
	return true
}
