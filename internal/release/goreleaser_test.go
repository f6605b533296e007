package release_test

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/oasdiff/yaml3"
)

// root is the root directory of the repository.
const root = "../../"

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(root + name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// `make release-check` builds and checks a release. These tests check what it cannot, because it only shows in
// published releases or in the version of a binary.
func TestReleaseHasWhatNoCheckOfItSees(t *testing.T) {
	t.Parallel()
	type files = []map[string]string
	var c struct {
		Builds []struct {
			ModTimestamp string   `yaml:"mod_timestamp"`
			Ldflags      []string `yaml:"ldflags"`
		} `yaml:"builds"`
		Release struct {
			Github     map[string]string `yaml:"github"`
			ExtraFiles files             `yaml:"extra_files"`
		} `yaml:"release"`
	}
	if err := yaml.Unmarshal(read(t, ".goreleaser.yml"), &c); err != nil || len(c.Builds) != 1 {
		t.Fatalf("%d builds: %v", len(c.Builds), err)
	}
	for name, what := range map[string]struct{ got, want any }{
		"time of the files": {c.Builds[0].ModTimestamp, "{{ .CommitTimestamp }}"},
		"linker flags":      {c.Builds[0].Ldflags, []string{"-s -w -X main.version={{ .Version }}"}},
		"repository":        {c.Release.Github, map[string]string{"owner": "seamapi", "name": "terraform-provider-seam"}},
		"manifest":          {c.Release.ExtraFiles, files{{"glob": "terraform-registry-manifest.json", "name_template": "{{ .ProjectName }}_{{ .Version }}_manifest.json"}}},
	} {
		if !reflect.DeepEqual(what.got, what.want) {
			t.Errorf("%s: %v, want %v", name, what.got, what.want)
		}
	}
	// The version is a variable of main. A build does not fail if the variable does not exist.
	if !strings.Contains(string(read(t, "main.go")), "\nvar version = ") {
		t.Error("main.go has no variable version")
	}
}

func TestManifestNamesTheProtocol(t *testing.T) {
	t.Parallel()
	var manifest any
	if err := json.Unmarshal(read(t, "terraform-registry-manifest.json"), &manifest); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"version": 1.0, "metadata": map[string]any{"protocol_versions": []any{"6.0"}}}
	if !reflect.DeepEqual(manifest, want) {
		t.Errorf("the manifest is %v, want %v", manifest, want)
	}
}
