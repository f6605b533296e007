package docs_test

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// walk is a user who tries the pages one after the other on one embedded Seam, without deleting anything.
type walk struct {
	*acctest.Seam

	t *testing.T
	// used has the page for each key in a request.
	used map[string]string
	// left are the directories of the pages, each with the arguments of its configuration.
	left []directory
}

type directory struct {
	tf        *acctest.Terraform
	arguments []string
}

func (d directory) destroy() {
	d.tf.Run(append([]string{"destroy", "-auto-approve", "-no-color"}, d.arguments...)...).MustSucceed()
}

var (
	guideLink = regexp.MustCompile(`(?m)^\* \[.+\]\(guides/(.+)\.md\)$`)
	shownFile = regexp.MustCompile(`\{\{ (?:tf|code)file (?:"\w+" )?"examples/([^"]+)" \}\}`)
)

// The configurations of the first page and of all guides, in the order of the first page. Each is applied as printed,
// has an empty plan after that, and does not change the sessions of earlier pages.
func TestAccWalkTheGuides(t *testing.T) {
	t.Parallel()
	s := newSeam(t, seamfake.WithWorkspace(seamfake.DefaultWorkspace()), seamfake.WithWorkspace(otherWorkspace))
	addObjects(t, s)
	w := &walk{Seam: s, t: t, used: map[string]string{}}
	guides := guideLink.FindAllStringSubmatch(read(t, "docs/index.md"), -1)
	if len(guides) < 9 {
		t.Fatalf("the index page has %d guides", len(guides))
	}
	w.page("index", "index.md.tmpl")
	for _, guide := range guides {
		w.page(guide[1], "guides/"+guide[1]+".md.tmpl")
	}
	for _, d := range w.left {
		d.destroy()
	}
	stay := []string{kiosksKey, keyOf(t, "guides/get-or-create/shared.tf"), keyOf(t, "guides/a-token-has-leaked/ephemeral.tf")}
	for _, row := range s.Sessions() {
		if !slices.Contains(stay, row.UserIdentifierKey) {
			t.Errorf("%s did not delete the session of %s", w.used[row.UserIdentifierKey], row.UserIdentifierKey)
		}
	}
}

// page applies the configurations of a page, and records its keys.
func (w *walk) page(name, template string) {
	w.t.Helper()
	w.ResetJournal()
	var files []string
	for _, match := range shownFile.FindAllStringSubmatch(read(w.t, "templates/"+template), -1) {
		if strings.HasSuffix(match[1], ".tf") {
			files = append(files, match[1])
		}
	}
	switch name {
	case "index":
		w.apply(w.Installed(w.t, ""), twoKeys(), "guides/workspaces/two.tf")
	case "complete-setup":
		tf := w.Terraform(w.t, "")
		w.apply(tf, nil, files...)
		directory{tf, nil}.destroy() // and apply again, as a user might
		w.apply(tf, nil, files...)
	case "migrate":
		w.migrate()
	default:
		tf := w.Terraform(w.t, "")
		for source, other := range map[string]*substitute{"hashicorp/aws": aws(), "hashicorp/kubernetes": kubernetes(), "vercel/vercel": vercel()} {
			other.beside(w.t, tf, source)
		}
		for _, file := range files {
			var arguments []string
			switch {
			case strings.Contains(file, "vercel"):
				arguments = []string{"-var=project_id=prj_1"}
			case strings.Contains(file, "test-your-configuration"):
				arguments = []string{`-var=users={jane="9f6c2e71-8b3d-4a05-b2c4-61d7e0f5a839"}`}
			}
			w.apply(tf, arguments, file)
		}
	}
	for _, sent := range w.Journal(w.t) {
		key, _ := sent.Body["user_identifier_key"].(string)
		if before, ok := w.used[key]; ok && before != name {
			w.t.Errorf("%s uses the session of %s, which %s has created", name, key, before)
		} else if key != "" {
			w.used[key] = name
		}
	}
}

// apply applies files in a directory, after replacing the earlier ones.
func (w *walk) apply(tf *acctest.Terraform, arguments []string, files ...string) {
	w.t.Helper()
	all := ""
	for _, file := range files {
		all += read(w.t, "examples/"+file)
	}
	if what := acctest.Missing(w.t, all); what != "" {
		w.t.Logf("%v is skipped: %s", files, what)
		return
	}
	load(w.t, tf, files...)
	tf.Apply(arguments...).DoesNotSay("adopted")
	tf.WantEmptyPlan(arguments...)
	w.left = slices.DeleteFunc(w.left, func(d directory) bool { return d.tf == tf })
	w.left = append(w.left, directory{tf, arguments})
}

// migrate creates the sessions that the page imports, as the page describes.
func (w *walk) migrate() {
	w.t.Helper()
	runScript(w.t, w.Seam, "guides/migrate/script.sh")
	w.apply(w.Terraform(w.t, ""), nil, "guides/migrate/script.tf")

	tf, arguments := w.Terraform(w.t, ""), []string{"-var=api_key=" + seamfake.DefaultAPIKey, "-var=endpoint=" + w.URL}
	restapi().beside(w.t, tf, "Mastercard/restapi")
	for _, file := range []string{"restapi-before.tf", "restapi-after.tf"} {
		w.apply(tf, arguments, "guides/migrate/"+file)
	}
	w.apply(tf, nil, "guides/migrate/after.tf")

	if acctest.Missing(w.t, "# moved from another provider\n") == "" {
		tf = w.Terraform(w.t, "")
		tf.Beside("example/seam", func() tfprotov6.ProviderServer { return providerserver.NewProtocol6(w.Provider()())() })
		tf.Write(beforeTheMove(w.t))
		tf.Apply()
		w.apply(tf, nil, "guides/migrate/moved.tf")
	}
	runScript(w.t, w.Seam, "guides/migrate/many.sh")
	w.apply(w.Terraform(w.t, ""), nil, "guides/migrate/many.tf")
}

// Each page uses its own keys, so a user who tries one page after the other finds no session of an earlier page. Data
// sources, lists and actions use existing sessions.
func TestPagesHaveKeysOfTheirOwn(t *testing.T) {
	t.Parallel()
	pages := map[string]string{"README.md": "README.md"} // by file
	err := filepath.WalkDir(root+"/examples", func(path string, entry fs.DirEntry, err error) error {
		name := strings.TrimPrefix(filepath.ToSlash(path), root+"/")
		about := regexp.MustCompile(`^examples/(data-sources|list-resources|actions)/seam_client`).MatchString(name)
		if err == nil && !entry.IsDir() && !about {
			pages[name] = filepath.Dir(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{} // pages, by key
	for name, page := range pages {
		for _, key := range uuidForm.FindAllString(withoutIDs.ReplaceAllString(read(t, name), ""), -1) {
			if before, ok := used[key]; ok && before != page {
				t.Errorf("%s and %s both have a session with the key %s", before, page, key)
			}
			used[key] = page
		}
	}
	if len(used) < 20 {
		t.Errorf("only %d keys found", len(used))
	}
}

var (
	uuidForm = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)
	// withoutIDs finds the lines with IDs of other objects, which pages share.
	withoutIDs = regexp.MustCompile(`(?m)^.*(workspace|_ids?"?\s*[:=]|\sid\s*=|embedded Seam|terraform import).*$`)
)
