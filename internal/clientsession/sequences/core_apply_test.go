package sequences_test

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// apply applies the saved plan.
func (c *core) apply(killed bool) run {
	saved, before := c.saved, c.state
	if killed { // no state file has the result of the apply
		defer func() { c.state = before }()
	}
	c.saved, c.state = nil, saved.prior
	result := saved.run
	result.said = nil
	switch saved.run.action {
	case noOp:
		result.state = c.current()
		return result
	case destroy:
		p := c.s.Protocol(c.tb)
		c.state, result.said = c.end(p, saved.prior)
		result.state = c.current()
		return result
	}
	p := c.s.Protocol(c.tb)
	old := saved.prior
	if saved.run.action == replace && !saved.step.CreateBeforeDestroy {
		left, said := c.end(p, old)
		c.state, result.said = left, said
		if result.failed() {
			result.state = c.current()
			return result
		}
		old = nil
	}
	if saved.run.action == replace && saved.step.CreateBeforeDestroy {
		c.state = nil
	}
	c.write(p, saved, &result)
	if saved.run.action == replace && saved.step.CreateBeforeDestroy && !result.failed() {
		_, said := c.end(p, old)
		result.said = append(result.said, said...)
	}
	result.state = c.current()
	return result
}

// write plans again, with what is known now, and applies that plan.
func (c *core) write(p *acctest.Protocol, saved *savedPlan, result *run) {
	config := c.config(saved.step, false)
	again := saved.step
	again.Replace = false
	second := c.change(p, again, c.state, config)
	result.said = append(result.said, second.said...)
	if result.failed() {
		return
	}
	switch {
	case second.action == noOp && saved.run.action == update:
	case second.action != saved.run.action && saved.run.action != replace, saved.run.action == replace && second.action != create:
		panic(broken(fmt.Sprintf("Provider produced inconsistent final plan: %s became %s", saved.run.action, second.action)))
	}
	c.rule("Provider produced inconsistent final plan", incompatible(c.attributes, saved.run.planned, second.planned))
	result.first, result.planned, result.config = result.planned, second.planned, config
	if second.action == noOp {
		return
	}
	resp, err := p.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: acctest.TypeName, PriorState: c.encode(c.current()), PlannedState: c.encode(second.planned), Config: c.encode(config),
		PlannedPrivate: second.private, PlannedIdentity: second.identity,
	})
	c.must(err)
	said := diagnostics(resp.Diagnostics)
	result.said = append(result.said, said...)
	after := c.decode(resp.NewState)
	switch {
	case result.failed() && after.IsNull():
		return
	case !after.IsWhollyKnown():
		panic(broken("Provider returned invalid result object after apply: unknown values"))
	case !result.failed():
		c.rule("Provider produced inconsistent result after apply", incompatible(c.attributes, second.planned, after))
	}
	c.state = &instance{value: after, private: resp.Private, identity: resp.NewIdentity, tainted: result.failed() && second.action == create}
}

// end deletes an object, and returns the remaining state.
func (c *core) end(p *acctest.Protocol, old *instance) (*instance, []diagnostic) {
	planned, err := p.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: acctest.TypeName, PriorState: c.encode(old.value), ProposedNewState: c.encode(c.null()), Config: c.encode(c.null()),
		PriorPrivate: old.private, PriorIdentity: old.identity,
	})
	c.must(err)
	resp, err := p.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: acctest.TypeName, PriorState: c.encode(old.value), PlannedState: c.encode(c.null()), Config: c.encode(c.null()),
		PlannedPrivate: planned.PlannedPrivate, PlannedIdentity: old.identity,
	})
	c.must(err)
	said := append(diagnostics(planned.Diagnostics), diagnostics(resp.Diagnostics)...)
	if (&run{said: said}).failed() {
		return old, said
	}
	if !c.decode(resp.NewState).IsNull() {
		panic(broken("Provider returned invalid result object after apply: it was destroyed"))
	}
	return nil, said
}
