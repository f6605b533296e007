package sequences_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// cli is the real Terraform.
type cli struct {
	*core

	tf    *acctest.Terraform
	saved cliPlan
	plans int
}

type cliPlan struct {
	step  step
	run   run
	state []byte // the state file before it
}

// TestAccRandomSequences runs a few random sequences with the CLI, to check that
// core_test.go behaves like Terraform.
func TestAccRandomSequences(t *testing.T) {
	t.Parallel()
	seed := number("SEED", 1)
	for i := range number("CLI_SEQUENCES", 2) {
		t.Run(fmt.Sprint("seed ", seed+i), func(t *testing.T) {
			t.Parallel()
			l := randomSequence(uint64(seed+i), number("STEPS", 5))
			w := newSimulation(t, l)
			c := newCore(&repeatableT{TB: t}, w.Seam)
			tf := w.Terraform(t, w.Config(""))
			w.tf = &cli{core: c, tf: tf}
			defer func() {
				switch reason := recover().(type) {
				case nil:
				case broken:
					t.Errorf("%s\n%s", string(reason), l)
				default:
					panic(reason)
				}
			}()
			for _, s := range l.Steps {
				if !w.step(s) || s.Destroyed {
					continue
				}
				stored, held := tf.Attributes(acctest.Address)["token"], tf.Attributes("terraform_data.holder")["triggers_replace"]
				if stored != held {
					breaks("(b)", "a dependent has a different token than state after %s", s)
				}
			}
		})
	}
}

// dependent is a resource that is replaced when the token changes.
const dependent = `
resource "terraform_data" "holder" {
  triggers_replace = seam_client_session.this.token
}
`

func (c *cli) write(s step) {
	var lines []string
	body := ""
	name := fmt.Sprint("step", c.plans) // a separate resource for each plan, whose output is unknown
	for _, argument := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(slices.Collect(maps.Keys(s.Config)), s.Unknown)))) {
		value, err := json.Marshal(s.Config[argument])
		c.must(err)
		line := argument + " = " + string(value)
		if slices.Contains(s.Unknown, argument) {
			line = fmt.Sprintf("%s = jsondecode(terraform_data.%s.output)", argument, name+"_"+argument)
			body += fmt.Sprintf("resource \"terraform_data\" %q {\n  input = jsonencode(%s)\n}\n", name+"_"+argument, value)
		}
		lines = append(lines, line)
	}
	lifecycle := fmt.Sprintf("lifecycle {\n    create_before_destroy = %t\n", s.CreateBeforeDestroy)
	switch {
	case slices.Contains(s.Ignored, "all"):
		lifecycle += "    ignore_changes = all\n"
	case len(s.Ignored) > 0:
		lifecycle += "    ignore_changes = [" + strings.Join(s.Ignored, ", ") + "]\n"
	}
	if !s.Destroyed {
		body += acctest.Session(append(lines, lifecycle+"  }")...) + dependent
	}
	c.tf.Write(c.s.Config(body))
}

var blanks = regexp.MustCompile(`[\s│╷╵]+`)

func (c *cli) run(args ...string) run {
	result := c.tf.Run(slices.Concat(args[:1], []string{"-no-color", "-input=false"}, args[1:])...)
	output := blanks.ReplaceAllString(result.Output, " ")
	for _, wrong := range []string{"bug in the provider", "inconsistent", "panic"} {
		if strings.Contains(output, wrong) {
			breaks("(error)", "%s", result.Output)
		}
	}
	return run{said: []diagnostic{{err: result.Code != 0, text: output}}}
}

func (c *cli) plan(s step, unknown bool) run {
	c.plans++
	if !unknown {
		s.Unknown = nil
	}
	c.write(s)
	args := []string{"plan", "-out=saved.tfplan"}
	if s.NoRefresh {
		args = append(args, "-refresh=false")
	}
	if s.Replace {
		args = append(args, "-replace="+acctest.Address)
	}
	state, _ := os.ReadFile(filepath.Join(c.tf.Dir, "terraform.tfstate"))
	waiting := c.waiting()
	r := c.run(args...)
	if r.failed() {
		return r
	}
	shown := c.tf.Run("show", "-json", "saved.tfplan").MustSucceed()
	var plan tfjson.Plan
	c.must(json.Unmarshal([]byte(shown.Output), &plan))
	r.action, r.prior, r.planned, r.waiting = noOp, c.null(), c.null(), waiting
	for _, change := range plan.ResourceChanges {
		if change.Address != acctest.Address {
			continue
		}
		switch actions := change.Change.Actions; {
		case actions.Create():
			r.action = create
		case actions.Update():
			r.action = update
		case actions.Delete():
			r.action = destroy
		case actions.Replace():
			r.action = replace
		}
		r.prior, r.planned = c.object(change.Change.Before, nil), c.object(change.Change.After, change.Change.AfterUnknown)
	}
	c.saved = cliPlan{step: s, run: r, state: state}
	return r
}

// object reads an object of a plan or a state.
func (c *cli) object(values, unknown any) cty.Value {
	known, ok := values.(map[string]any)
	if !ok {
		return c.null()
	}
	open, _ := unknown.(map[string]any)
	return object(c.attributes, func(a attribute) cty.Value {
		ty := c.ty.AttributeType(a.name)
		if open[a.name] == true {
			return cty.UnknownVal(ty)
		}
		encoded, err := json.Marshal(known[a.name])
		c.must(err)
		value, err := ctyjson.Unmarshal(encoded, ty)
		c.must(err)
		return value
	})
}

func (c *cli) apply(killed bool) run {
	r := c.run("apply", "saved.tfplan")
	said := r.said
	r = c.saved.run
	r.said, r.first, r.config = said, r.planned, c.config(c.saved.step, false)
	if !r.planned.IsNull() { // values that were unknown are known in the plan that Terraform makes for the apply
		planned := r.planned.AsValueMap()
		for _, name := range c.saved.step.Unknown {
			if !planned[name].IsKnown() && (r.action != update || !c.saved.step.ignores(name)) {
				planned[name] = r.config.GetAttr(name)
			}
		}
		r.planned = cty.ObjectVal(planned)
	}
	if killed {
		path := filepath.Join(c.tf.Dir, "terraform.tfstate")
		if c.saved.state == nil {
			c.must(os.Remove(path))
		} else {
			c.must(os.WriteFile(path, c.saved.state, 0o600))
		}
	}
	r.state = c.current()
	return r
}

func (c *cli) refreshOnly(s step) run {
	c.write(step{Config: s.Config, Ignored: s.Ignored, Destroyed: s.Destroyed})
	return c.run("apply", "-refresh-only", "-auto-approve")
}

func (c *cli) forget() {
	if !c.current().IsNull() {
		c.tf.Run("state", "rm", acctest.Address).MustSucceed()
	}
}

func (c *cli) current() cty.Value {
	if attributes := c.tf.Attributes(acctest.Address); attributes != nil {
		return c.object(attributes, nil)
	}
	return c.null()
}

func (c *cli) waiting() reach {
	var object struct{ Private string }
	if c.current().IsNull() || json.Unmarshal([]byte(c.tf.Instances(acctest.TypeName)[""]), &object) != nil {
		return reach{}
	}
	private, err := base64.StdEncoding.DecodeString(object.Private)
	c.must(err)
	return waitingIn(&instance{private: private})
}
