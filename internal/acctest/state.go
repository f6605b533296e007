package acctest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// instance is one instance of a resource in the state file.
type instance struct {
	address, mode, kind string
	// key is its key in for_each or its number in count, empty without one.
	key string
	// raw is its text in the file.
	raw json.RawMessage
}

// StateFile returns the bytes of the state file.
func (tf *Terraform) StateFile() string {
	tf.t.Helper()
	state, err := os.ReadFile(filepath.Join(tf.Dir, "terraform.tfstate"))
	if err != nil {
		tf.t.Fatal(err)
	}
	return string(state)
}

// instances returns the instances in the state file.
func (tf *Terraform) instances() (found []instance) {
	tf.t.Helper()
	var state struct {
		Resources []struct {
			Module, Mode, Type, Name string
			Instances                []json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(tf.StateFile()), &state); err != nil {
		tf.t.Fatalf("reading the state: %s", err)
	}
	for _, r := range state.Resources {
		address := r.Type + "." + r.Name
		if r.Mode == "data" {
			address = "data." + address
		}
		if r.Module != "" {
			address = r.Module + "." + address
		}
		for _, raw := range r.Instances {
			found = append(found, tf.instance(instance{address: address, mode: r.Mode, kind: r.Type, raw: raw}))
		}
	}
	return found
}

// instance adds the key to an instance.
func (tf *Terraform) instance(one instance) instance {
	tf.t.Helper()
	var object struct {
		IndexKey any `json:"index_key"`
	}
	if err := json.Unmarshal(one.raw, &object); err != nil {
		tf.t.Fatalf("reading the state: %s", err)
	}
	switch key := object.IndexKey.(type) {
	case string:
		one.key = key
		one.address += fmt.Sprintf("[%q]", key)
	case float64:
		one.key = fmt.Sprintf("%.0f", key)
		one.address += "[" + one.key + "]"
	}
	return one
}

// Attributes returns the attributes of a resource in state, or nil if it is not in
// state.
func (tf *Terraform) Attributes(address string) map[string]any {
	tf.t.Helper()
	if _, err := os.Stat(filepath.Join(tf.Dir, "terraform.tfstate")); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, one := range tf.instances() {
		if one.address != address {
			continue
		}
		var object struct{ Attributes map[string]any }
		if err := json.Unmarshal(one.raw, &object); err != nil {
			tf.t.Fatalf("reading the state: %s", err)
		}
		for name, value := range object.Attributes {
			// Terraform's own resource has attributes of any type.
			if typed, ok := value.(map[string]any); ok && one.kind == "terraform_data" {
				object.Attributes[name] = typed["value"]
			}
		}
		return object.Attributes
	}
	return nil
}

// Instances returns the text of each instance of a resource in the state file, by
// its key in for_each or its number in count, without the parts that the CLI itself
// loses.
func (tf *Terraform) Instances(resourceType string) map[string]string {
	tf.t.Helper()
	found := map[string]string{}
	for _, one := range tf.instances() {
		if one.kind == resourceType && one.mode == "managed" {
			found[one.key] = string(tf.kept(one))
		}
	}
	return found
}

// Objects returns the text of all instances in the state file, without the parts
// that the CLI itself loses.
func (tf *Terraform) Objects() string {
	tf.t.Helper()
	all := map[string]json.RawMessage{}
	for _, one := range tf.instances() {
		all[one.address] = tf.kept(one)
	}
	objects, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		tf.t.Fatal(err)
	}
	return string(objects)
}

// kept is an instance without the parts that the CLI itself loses if an apply
// fails, and that the next refresh restores. OpenTofu 1.10 loses the list of
// sensitive paths, and Terraform 1.12 the identity. The provider cannot prevent
// that.
func (tf *Terraform) kept(one instance) json.RawMessage {
	tf.t.Helper()
	object := map[string]any{}
	if err := json.Unmarshal(one.raw, &object); err != nil {
		tf.t.Fatalf("reading the state: %s", err)
	}
	delete(object, "sensitive_attributes")
	if Missing(tf.t, "# identity after an error\n") != "" {
		delete(object, "identity")
	}
	kept, err := json.Marshal(object)
	if err != nil {
		tf.t.Fatal(err)
	}
	return kept
}

// Identity returns the identity of the resource Address in state.
func (tf *Terraform) Identity() (identity map[string]string) {
	tf.t.Helper()
	for _, one := range tf.instances() {
		if one.address != Address {
			continue
		}
		var object struct{ Identity map[string]string }
		if err := json.Unmarshal(one.raw, &object); err != nil {
			tf.t.Fatalf("reading the state: %s", err)
		}
		return object.Identity
	}
	return nil
}
