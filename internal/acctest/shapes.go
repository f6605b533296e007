package acctest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// written is a configuration that a test wrote, with the Seam that it was
// written for.
type written struct {
	// block has the lines of the provider block, and body the rest. A configuration
	// without the usual provider block has only a body.
	block, body string
	seam        *Seam
	sessions    []seamfake.Session
}

// endpoint replaces the URL of the Seam in a kept configuration.
const endpoint = "${endpoint}"

// shapes are the configurations that the tests of this process wrote, one for each
// shape.
var shapes struct {
	sync.Mutex

	seen map[string]bool
	all  []written
}

// incidental are values that differ between tests without changing the shape.
var incidental = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+`)

// many matches a count that is large to measure something. Three instances have the same shape.
var many = regexp.MustCompile(`(?m)^(\s*count\s*=\s*)\d\d+$`)

// keep keeps a configuration for TestConfigurationsLeakNothing, with the current
// sessions of the server.
func (s *Seam) keep(config string) {
	config = strings.ReplaceAll(config, s.URL, endpoint)
	shape := incidental.ReplaceAllString(config, "0")
	shapes.Lock()
	defer shapes.Unlock()
	if shapes.seen[shape] {
		return
	}
	if shapes.seen == nil {
		shapes.seen = map[string]bool{}
	}
	shapes.seen[shape] = true
	config = many.ReplaceAllString(config, "${1}3")
	w := written{body: config, seam: s, sessions: s.Sessions()}
	if rest, usual := strings.CutPrefix(config, RequiredProviders+"\nprovider \"seam\" {\n"); usual {
		w.block, w.body, _ = strings.Cut(rest, "\n}\n")
	}
	shapes.all = append(shapes.all, w)
}

// config is the configuration for the Seam with the given URL.
func (w written) config(url string) string {
	if w.block == "" {
		return strings.ReplaceAll(w.body, endpoint, url)
	}
	return providerBlock(w.block, url) + strings.ReplaceAll(w.body, endpoint, url)
}

func providerBlock(lines, url string) string {
	return RequiredProviders + "\nprovider \"seam\" {\n" + strings.ReplaceAll(lines, endpoint, url) + "\n}\n"
}

// variables are the environment variables of the provider at the Seam with the
// given URL.
func (w written) variables(url string) map[string]string {
	moved := map[string]string{}
	for name, value := range w.seam.Variables {
		moved[name] = strings.ReplaceAll(value, w.seam.URL, url)
	}
	return moved
}

// rootOnly matches what a child module cannot contain, or what has another meaning
// there.
var rootOnly = regexp.MustCompile(`(?m)^(import|output|removed|variable)\b`)

// groupKey is a key of configurations that can be modules of one configuration. Those
// with the same key are applied together. It is empty for a configuration that must
// be applied alone.
func (w written) groupKey() string {
	if w.block == "" || rootOnly.MatchString(w.body) || strings.Contains(w.block, "terraform_data") {
		return ""
	}
	return fmt.Sprint(strings.Join(strings.Fields(w.block), " "), w.variables(endpoint), w.seam.Workspaces())
}

// batches divides the shapes into groups of limited size that are applied together.
func batches(all []written, most int) (found [][]written) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b written) int { return cmp.Compare(a.groupKey(), b.groupKey()) })
	for _, w := range all {
		last := len(found) - 1
		if key := w.groupKey(); key == "" || last < 0 || found[last][0].groupKey() != key || len(found[last]) == most {
			found = append(found, []written{w})
			continue
		}
		found[last] = append(found[last], w)
	}
	return found
}

var (
	literalKey   = regexp.MustCompile(`(user_identifier_key\s*=\s*"[^"]+)"`)
	referenceKey = regexp.MustCompile(`(user_identifier_key\s*=\s*)((?:each|var|local)\.[a-z_.]+)`)
)

// ofOwn returns the configuration as a module whose keys have a suffix that
// distinguishes its sessions from those of other modules.
func (w written) ofOwn(name string) written {
	w.body = literalKey.ReplaceAllString(w.body, "${1}-"+name+`"`)
	w.body = referenceKey.ReplaceAllString(w.body, `${1}"$${${2}}-`+name+`"`)
	w.sessions = slices.Clone(w.sessions)
	for i := range w.sessions {
		if w.sessions[i].UserIdentifierKey != "" {
			w.sessions[i].UserIdentifierKey += "-" + name
		}
	}
	return w
}
