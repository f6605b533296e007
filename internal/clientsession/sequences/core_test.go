package sequences_test

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// core imitates Terraform core for one resource. Each walk has its own provider,
// ignore_changes changes only the configuration of plan calls, and an apply makes
// the plan again.
type core struct {
	s          *acctest.Seam
	tb         *repeatableT
	ty         cty.Type
	attributes []attribute

	state *instance
	saved *savedPlan
}

// instance is an object in state.
type instance struct {
	value    cty.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	tainted  bool
}

// savedPlan is the content of a plan file.
type savedPlan struct {
	step  step
	prior *instance
	run   run
}

func newCore(tb *repeatableT, s *acctest.Seam) *core {
	p := s.Protocol(tb)
	c := &core{s: s, tb: tb}
	types := map[string]cty.Type{}
	for _, a := range p.Schemas.ResourceSchemas[acctest.TypeName].Block.Attributes {
		encoded, err := json.Marshal(a.Type)
		c.must(err)
		types[a.Name], err = ctyjson.UnmarshalType(encoded)
		c.must(err)
		c.attributes = append(c.attributes, attribute{name: a.Name, optional: a.Optional, computed: a.Computed})
	}
	c.ty = cty.Object(types)
	return c
}

func (c *core) must(err error) {
	if err != nil {
		panic(broken(err.Error()))
	}
}

func (c *core) null() cty.Value { return cty.NullVal(c.ty) }

func (c *core) encode(value cty.Value) *tfprotov6.DynamicValue {
	encoded, err := msgpack.Marshal(value, c.ty)
	c.must(err)
	return &tfprotov6.DynamicValue{MsgPack: encoded}
}

func (c *core) decode(value *tfprotov6.DynamicValue) cty.Value {
	if value == nil {
		return c.null()
	}
	decoded, err := msgpack.Unmarshal(value.MsgPack, c.ty)
	c.must(err)
	return decoded
}

// config is the configuration of a step for its plan or its apply.
func (c *core) config(s step, unknown bool) cty.Value {
	return object(c.attributes, func(a attribute) cty.Value {
		ty := c.ty.AttributeType(a.name)
		value, set := s.Config[a.name]
		switch {
		case unknown && slices.Contains(s.Unknown, a.name):
			return cty.UnknownVal(ty)
		case !set:
			return cty.NullVal(ty)
		}
		encoded, err := json.Marshal(value)
		c.must(err)
		decoded, err := ctyjson.Unmarshal(encoded, ty)
		c.must(err)
		return decoded
	})
}

func (c *core) current() cty.Value {
	if c.state == nil {
		return c.null()
	}
	return c.state.value
}

func (c *core) forget() { c.state = nil }

func (c *core) refreshOnly(step) run {
	p := c.s.Protocol(c.tb)
	refreshed, said := c.refresh(p, c.state)
	r := run{said: said}
	if !r.failed() {
		c.state = refreshed
	}
	return r
}

func (c *core) refresh(p *acctest.Protocol, state *instance) (*instance, []diagnostic) {
	if state == nil {
		return nil, nil
	}
	resp, err := p.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
		TypeName: acctest.TypeName, CurrentState: c.encode(state.value), Private: state.private, CurrentIdentity: state.identity,
	})
	c.must(err)
	said := diagnostics(resp.Diagnostics)
	read := c.decode(resp.NewState)
	if read.IsNull() {
		return nil, said
	}
	if !read.IsWhollyKnown() {
		panic(broken("a refresh returned unknown values"))
	}
	return &instance{value: read, private: resp.Private, identity: resp.NewIdentity, tainted: state.tainted}, said
}

// plan refreshes, plans and saves the plan.
func (c *core) plan(s step, unknown bool) run {
	p := c.s.Protocol(c.tb)
	prior, said := c.state, []diagnostic(nil)
	if !s.NoRefresh {
		prior, said = c.refresh(p, c.state)
	}
	r := run{said: said}
	if r.failed() {
		return r
	}
	if s.Destroyed {
		r.action, r.prior, r.planned = noOp, valueOf(prior, c), c.null()
		if prior != nil {
			r.action = destroy
		}
	} else {
		more := c.change(p, s, prior, c.config(s, unknown))
		more.said = append(r.said, more.said...)
		r = more
	}
	r.waiting = waitingIn(prior)
	c.saved = &savedPlan{step: s, prior: prior, run: r}
	return r
}

func valueOf(o *instance, c *core) cty.Value {
	if o == nil {
		return c.null()
	}
	return o.value
}

// change plans one object, and its replacement if there is one.
func (c *core) change(p *acctest.Protocol, s step, prior *instance, config cty.Value) run {
	validated, err := p.ValidateResourceConfig(context.Background(), &tfprotov6.ValidateResourceConfigRequest{TypeName: acctest.TypeName, Config: c.encode(config)})
	c.must(err)
	r := run{said: diagnostics(validated.Diagnostics)}
	if r.failed() {
		return r
	}
	replaced := prior != nil && (prior.tainted || s.Replace)
	from := prior
	if replaced {
		from = nil
	}
	once := func(from *instance, config cty.Value) (cty.Value, *tfprotov6.PlanResourceChangeResponse) {
		was := valueOf(from, c)
		req := &tfprotov6.PlanResourceChangeRequest{
			TypeName: acctest.TypeName, PriorState: c.encode(was), Config: c.encode(config), ProposedNewState: c.encode(proposed(c.attributes, was, config)),
		}
		if from != nil {
			req.PriorPrivate, req.PriorIdentity = from.private, from.identity
		}
		resp, err := p.PlanResourceChange(context.Background(), req)
		c.must(err)
		r.said = append(r.said, diagnostics(resp.Diagnostics)...)
		planned := c.decode(resp.PlannedState)
		if !r.failed() {
			c.rule("Provider produced invalid plan", wrongPlan(c.attributes, was, config, planned))
		}
		r.private, r.identity = resp.PlannedPrivate, resp.PlannedIdentity
		return planned, resp
	}
	r.prior = valueOf(prior, c)
	planned, resp := once(from, ignoring(c.attributes, valueOf(from, c), config, s.Ignored))
	if r.failed() {
		return r
	}
	r.planned = planned
	switch {
	case replaced:
		r.action = replace
	case prior == nil:
		r.action = create
	case planned.RawEquals(prior.value):
		r.action = noOp
	case len(resp.RequiresReplace) > 0:
		r.action = replace
		r.planned, _ = once(nil, config)
	default:
		r.action = update
	}
	return r
}

func (c *core) rule(summary string, err error) {
	if err != nil {
		panic(broken(summary + ": " + err.Error()))
	}
}
