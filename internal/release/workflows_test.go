package release_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/oasdiff/yaml3"
)

type job struct {
	Uses        string            `yaml:"uses"`
	Needs       string            `yaml:"needs"`
	Permissions map[string]string `yaml:"permissions"`
	Strategy    struct {
		Matrix struct {
			Version []string `yaml:"version"`
		} `yaml:"matrix"`
	} `yaml:"strategy"`
	Env   map[string]string `yaml:"env"`
	Steps []struct {
		Uses string            `yaml:"uses"`
		Run  string            `yaml:"run"`
		With map[string]string `yaml:"with"`
	} `yaml:"steps"`
}

type workflow struct {
	Permissions map[string]string `yaml:"permissions"`
	Jobs        map[string]job    `yaml:"jobs"`
}

func workflows(t *testing.T) map[string]workflow {
	t.Helper()
	paths, err := filepath.Glob(root + ".github/workflows/*.yml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("workflows %v: %v", paths, err)
	}
	found := map[string]workflow{}
	for _, path := range paths {
		var w workflow
		if err := yaml.Unmarshal(read(t, strings.TrimPrefix(path, root)), &w); err != nil {
			t.Fatalf("%s: %s", path, err)
		}
		found[filepath.Base(path)] = w
	}
	return found
}

// pinned is an action at a commit, with the version of that commit.
var pinned = regexp.MustCompile(`^\s*(?:- )?uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

func TestActionsArePinned(t *testing.T) {
	t.Parallel()
	at := map[string]string{}
	for name := range workflows(t) {
		for line := range strings.Lines(string(read(t, ".github/workflows/"+name))) {
			line = strings.TrimRight(line, "\n")
			_, used, uses := strings.Cut(line, "uses: ")
			if !uses || strings.HasPrefix(used, "./") {
				continue
			}
			if !pinned.MatchString(line) {
				t.Errorf("%s: not pinned by commit and version: %s", name, line)
			}
			action, commit, _ := strings.Cut(used, "@")
			if before, ok := at[action]; ok && before != commit {
				t.Errorf("%s: %s is at %s and at %s", name, action, before, commit)
			}
			at[action] = commit
		}
	}
	if len(at) < 5 {
		t.Errorf("only %d actions were found", len(at))
	}
}

func TestWorkflowsMayDoLittle(t *testing.T) {
	t.Parallel()
	for name, w := range workflows(t) {
		if w.Permissions == nil || len(w.Permissions) > 0 {
			t.Errorf("%s: permissions %v, want {}", name, w.Permissions)
		}
		for id, j := range w.Jobs {
			if j.Permissions == nil {
				t.Errorf("%s: %s does not declare its permissions", name, id)
			}
			for permission, access := range j.Permissions {
				if access == "write" && (name != "release.yml" || id != "release") {
					t.Errorf("%s: %s may write %s", name, id, permission)
				}
			}
			for _, step := range j.Steps {
				if strings.HasPrefix(step.Uses, "actions/checkout@") && step.With["persist-credentials"] != "false" {
					t.Errorf("%s: %s leaves its credentials in the checkout", name, id)
				}
				if strings.Contains(step.Run, "${{") {
					t.Errorf("%s: %s puts an expression into a script: %s", name, id, step.Run)
				}
			}
		}
	}
}

func TestWorkflowsRunWhatIsPromised(t *testing.T) {
	t.Parallel()
	all := workflows(t)
	test, release := all["test.yml"].Jobs, all["release.yml"].Jobs
	for id, commands := range map[string][]string{
		"lint": {"make lint"}, "interop": {"make interop"}, "release-check": {"make release-check"},
		"terraform": {"make test", "make demo"}, "opentofu": {"make test", "make demo"},
	} {
		for _, command := range commands {
			found := false
			for _, step := range test[id].Steps {
				found = found || step.Run == command
			}
			if !found {
				t.Errorf("%s does not run %s", id, command)
			}
		}
	}
	if test["interop"].Env["SEAM_INTEROP"] != "require" {
		t.Error("the job interop must set SEAM_INTEROP to require")
	}
	if release["test"].Uses != "./.github/workflows/test.yml" || release["release"].Needs != "test" {
		t.Error("a release does not wait for the tests")
	}
	uses := ""
	for _, step := range release["release"].Steps {
		uses += step.Uses + "\n"
	}
	for _, action := range []string{"crazy-max/ghaction-import-gpg@", "goreleaser/goreleaser-action@", "actions/attest-build-provenance@"} {
		if !strings.Contains(uses, action) {
			t.Errorf("the release does not use %s", action)
		}
	}
}
