package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

func TestMain(m *testing.M) { acctest.Main(m) }

// The schemas must be those that the installed CLI prints. An older CLI prints
// fewer.
func TestDumpIsWhatTerraformPrints(t *testing.T) {
	if acctest.IsOpenTofu(t) {
		t.Skip("the format of the documentation is that of Terraform")
	}
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(""))
	printed := tf.Run("providers", "schema", "-json").MustSucceed().Output
	var dumped bytes.Buffer
	if err := dump(t.Context(), &dumped); err != nil {
		t.Fatal(err)
	}
	want, got := sections(t, []byte(printed)), sections(t, dumped.Bytes())
	// Even Terraform 1.8 prints provider, resources and data sources.
	if len(want) < 3 {
		t.Fatalf("Terraform prints only %d sections", len(want))
	}
	for name, section := range want {
		dropMessages(section)
		if !reflect.DeepEqual(got[name], section) {
			t.Errorf("%s differs:\n%v\nTerraform prints\n%v", name, got[name], section)
		}
	}
}

// dropMessages removes the deprecation messages of a section. Terraform 1.15 prints
// them, and terraform-json 0.29 has no field for them.
func dropMessages(section any) {
	object, _ := section.(map[string]any)
	delete(object, "deprecation_message")
	for _, value := range object {
		dropMessages(value)
	}
}

func sections(t *testing.T, document []byte) map[string]any {
	t.Helper()
	var parsed struct {
		Schemas map[string]map[string]any `json:"provider_schemas"`
	}
	if err := json.Unmarshal(document, &parsed); err != nil {
		t.Fatal(err)
	}
	for _, one := range parsed.Schemas {
		return one
	}
	t.Fatal("there are no schemas")
	return nil
}
