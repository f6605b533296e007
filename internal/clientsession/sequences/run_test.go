package sequences_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// terraform runs Terraform: the imitated core or the CLI.
type terraform interface {
	// plan refreshes, unless the step says otherwise, and saves a plan. Without
	// unknown, every value of the configuration is known.
	plan(s step, unknown bool) run
	// apply applies the saved plan. If it is killed, the state does not change.
	apply(killed bool) run
	refreshOnly(s step) run
	// forget removes the resource from state.
	forget()
	// current is the object in state.
	current() cty.Value
}

// The actions of a plan.
const (
	noOp    = "no-op"
	create  = "create"
	update  = "update"
	destroy = "delete"
	replace = "replace"
)

// run is the result of a plan or its apply.
type run struct {
	action string
	// prior is the object before the plan, and planned the planned object. After an
	// apply, planned is from the plan that was made with all values known, and
	// first from the saved plan.
	prior, planned, first cty.Value
	// config is the configuration that the apply got.
	config cty.Value
	// state is the state after the apply.
	state cty.Value
	said  []diagnostic
	// waiting is the reach of a deleted session that waited in private state.
	waiting reach

	private  []byte
	identity *tfprotov6.ResourceIdentityData

	requests []request
	// before and after are the sessions around the apply.
	before, after []seamfake.Session
}

// diagnostic is an error or a warning.
type diagnostic struct {
	err  bool
	text string
}

func diagnostics(found []*tfprotov6.Diagnostic) (said []diagnostic) {
	for _, d := range found {
		text := d.Summary + ": " + d.Detail
		for _, wrong := range []string{"bug in the provider", "inconsistent", "panic", "seam_cst"} {
			if strings.Contains(text, wrong) {
				panic(broken(text))
			}
		}
		said = append(said, diagnostic{err: d.Severity == tfprotov6.DiagnosticSeverityError, text: text})
	}
	return said
}

func (r *run) failed() bool { return len(r.errors()) > 0 }

func (r *run) errors() (found []diagnostic) {
	for _, d := range r.said {
		if d.err {
			found = append(found, d)
		}
	}
	return found
}

// says reports whether there is an error or a warning with one of the strings.
func (r *run) says(texts ...string) bool {
	for _, d := range r.said {
		for _, text := range texts {
			if strings.Contains(d.text, text) {
				return true
			}
		}
	}
	return false
}

// String is the output of a run.
func (r *run) String() string {
	var text strings.Builder
	for _, d := range r.said {
		kind := "warning"
		if d.err {
			kind = "error"
		}
		fmt.Fprintf(&text, "\n    %s: %s", kind, strings.ReplaceAll(d.text, "\n", " "))
	}
	for _, q := range r.requests {
		fmt.Fprintf(&text, "\n    %s %v", q.path, q.body)
	}
	return text.String()
}

// broken is a violated property.
type broken string

func breaks(property, format string, args ...any) {
	panic(broken(property + " " + fmt.Sprintf(format, args...)))
}

// request is a request of an apply, with the sessions that existed when it arrived.
type request struct {
	path     string
	body     map[string]any
	sessions []seamfake.Session
}

// reach is what a session gives access to.
type reach struct {
	Webviews []string `json:"connect_webview_ids"`
	Accounts []string `json:"connected_account_ids"`
	Identity string   `json:"user_identity_id"`
}

// waitingIn returns the reach that waits in the private state of an object.
func waitingIn(o *instance) (waiting reach) {
	var private map[string][]byte
	if o != nil && json.Unmarshal(o.private, &private) == nil {
		_ = json.Unmarshal(private["hand_on"], &waiting)
	}
	return waiting
}

// elements returns the known elements of a set of strings.
func elements(value cty.Value) (all []string) {
	if value.IsNull() || !value.IsKnown() || !value.CanIterateElements() {
		return nil
	}
	for it := value.ElementIterator(); it.Next(); {
		if _, element := it.Element(); element.IsKnown() {
			all = append(all, element.AsString())
		}
	}
	return all
}

// text returns a string, empty if it is null, unknown or of another type.
func text(value cty.Value) string {
	if value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return ""
	}
	return value.AsString()
}

// at returns an attribute of an object, or null if there is no object.
func at(o cty.Value, name string) cty.Value {
	if o == cty.NilVal || o.IsNull() {
		return cty.NullVal(cty.String)
	}
	return o.GetAttr(name)
}
