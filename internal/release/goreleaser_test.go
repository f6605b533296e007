package release_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/oasdiff/yaml3"
)

// root is the top of the repository.
const root = "../../"

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(root + name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// decode reads a file of the repository into target, which must know each of its keys.
func decode(t *testing.T, name string, target any) {
	t.Helper()
	decoder := yaml.NewDecoder(bytes.NewReader(read(t, name)))
	decoder.KnownFields(true)
	if err := decoder.Decode(target); err != nil {
		t.Fatalf("%s: %s", name, err)
	}
}

type extraFile struct {
	Glob         string `yaml:"glob"`
	NameTemplate string `yaml:"name_template"`
}

// goreleaser are the keys of goreleaser's configuration that this project uses: one that is misspelt is unknown.
type goreleaser struct {
	Version     int    `yaml:"version"`
	ProjectName string `yaml:"project_name"`
	Before      struct {
		Hooks []string `yaml:"hooks"`
	} `yaml:"before"`
	Builds []struct {
		Binary       string              `yaml:"binary"`
		Env          []string            `yaml:"env"`
		Flags        []string            `yaml:"flags"`
		ModTimestamp string              `yaml:"mod_timestamp"`
		Ldflags      []string            `yaml:"ldflags"`
		Goos         []string            `yaml:"goos"`
		Goarch       []string            `yaml:"goarch"`
		Ignore       []map[string]string `yaml:"ignore"`
	} `yaml:"builds"`
	Archives []struct {
		Formats      []string `yaml:"formats"`
		NameTemplate string   `yaml:"name_template"`
		Files        []string `yaml:"files"`
	} `yaml:"archives"`
	Checksum struct {
		NameTemplate string      `yaml:"name_template"`
		Algorithm    string      `yaml:"algorithm"`
		ExtraFiles   []extraFile `yaml:"extra_files"`
	} `yaml:"checksum"`
	Sboms []struct {
		Artifacts string   `yaml:"artifacts"`
		Documents []string `yaml:"documents"`
		Cmd       string   `yaml:"cmd"`
		Args      []string `yaml:"args"`
	} `yaml:"sboms"`
	Signs []struct {
		Artifacts string   `yaml:"artifacts"`
		Cmd       string   `yaml:"cmd"`
		Args      []string `yaml:"args"`
	} `yaml:"signs"`
	Release struct {
		Github     map[string]string `yaml:"github"`
		Prerelease string            `yaml:"prerelease"`
		ExtraFiles []extraFile       `yaml:"extra_files"`
	} `yaml:"release"`
	Changelog struct {
		Disable bool `yaml:"disable"`
	} `yaml:"changelog"`
}

// platforms are those that the registry lists, as far as Go has them.
var platforms = []string{
	"darwin/amd64", "darwin/arm64", "freebsd/386", "freebsd/amd64", "freebsd/arm", "freebsd/arm64",
	"linux/386", "linux/amd64", "linux/arm", "linux/arm64", "windows/386", "windows/amd64", "windows/arm64",
}

func TestReleaseHasWhatTheRegistryNeeds(t *testing.T) {
	t.Parallel()
	var c goreleaser
	decode(t, ".goreleaser.yml", &c)
	if c.Version != 2 || c.ProjectName != "terraform-provider-seam" || len(c.Builds) != 1 || len(c.Archives) != 1 || len(c.Signs) != 1 || len(c.Sboms) != 1 {
		t.Fatalf("version %d, %s, %d builds, %d archives, %d signatures, %d bills of materials",
			c.Version, c.ProjectName, len(c.Builds), len(c.Archives), len(c.Signs), len(c.Sboms))
	}
	build := c.Builds[0]
	var built []string
	for _, goos := range build.Goos {
		for _, goarch := range build.Goarch {
			if !slices.ContainsFunc(build.Ignore, func(ignored map[string]string) bool {
				return ignored["goos"] == goos && ignored["goarch"] == goarch
			}) {
				built = append(built, goos+"/"+goarch)
			}
		}
	}
	slices.Sort(built)
	manifest := []extraFile{{"terraform-registry-manifest.json", "{{ .ProjectName }}_{{ .Version }}_manifest.json"}}
	for name, what := range map[string]struct{ got, want any }{
		"platforms":             {built, platforms},
		"name of the binary":    {build.Binary, "{{ .ProjectName }}_v{{ .Version }}"},
		"cgo":                   {build.Env, []string{"CGO_ENABLED=0"}},
		"flags":                 {build.Flags, []string{"-trimpath"}},
		"time of the files":     {build.ModTimestamp, "{{ .CommitTimestamp }}"},
		"linker flags":          {build.Ldflags, []string{"-s -w -X main.version={{ .Version }}"}},
		"archives":              {c.Archives[0].Formats, []string{"zip"}},
		"name of the archives":  {c.Archives[0].NameTemplate, "{{ .ProjectName }}_{{ .Version }}_{{ .Os }}_{{ .Arch }}"},
		"checksums":             {c.Checksum.NameTemplate, "{{ .ProjectName }}_{{ .Version }}_SHA256SUMS"},
		"algorithm":             {c.Checksum.Algorithm, "sha256"},
		"manifest in checksums": {c.Checksum.ExtraFiles, manifest},
		"manifest in release":   {c.Release.ExtraFiles, manifest},
		"repository":            {c.Release.Github, map[string]string{"owner": "seamapi", "name": "terraform-provider-seam"}},
		"what is signed":        {c.Signs[0].Artifacts, "checksum"},
		"bills of materials":    {c.Sboms[0].Artifacts, "binary"},
	} {
		if !reflect.DeepEqual(what.got, what.want) {
			t.Errorf("%s: %v, want %v", name, what.got, what.want)
		}
	}
	if args := strings.Join(c.Signs[0].Args, " "); !strings.Contains(args, "--detach-sign") || !strings.Contains(args, "{{ .Env.GPG_FINGERPRINT }}") {
		t.Errorf("gpg is called with %s", args)
	}
	// The version is a variable of main, and a build would not fail over one that is not there.
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
