package sequences_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// sequence is what happens to one resource.
type sequence struct {
	// Expired is how this Seam treats an expired session.
	Expired seamfake.ExpiredPolicy `json:"expired,omitempty"`
	// Strict makes Seam reject unknown IDs.
	Strict bool   `json:"strict,omitempty"`
	Steps  []step `json:"steps"`
}

// step is a change of a configuration and everything that happens until it is
// applied. The following runs without disturbances are not part of it.
type step struct {
	// Config has the attributes that the configuration sets.
	Config map[string]any `json:"config,omitempty"`
	// Destroyed removes the resource from the configuration.
	Destroyed bool `json:"destroyed,omitempty"`
	// Unknown are the attributes that are unknown in the plan. Those without a value in
	// the configuration are null in the apply.
	Unknown []string `json:"unknown,omitempty"`
	// Ignored is ignore_changes.
	Ignored             []string `json:"ignored,omitempty"`
	CreateBeforeDestroy bool     `json:"create_before_destroy,omitempty"`

	Before      []event `json:"before,omitempty"`
	RefreshOnly bool    `json:"refresh_only,omitempty"` // comes before the plan
	NoRefresh   bool    `json:"no_refresh,omitempty"`
	Replace     bool    `json:"replace,omitempty"`
	// Between is what happens between the plan and its apply.
	Between []event `json:"between,omitempty"`
	Fault   *fault  `json:"fault,omitempty"`
	// Killed ends Terraform and the provider after the last request of the apply.
	Killed bool `json:"killed,omitempty"`
}

// event is something that happens outside Terraform.
type event struct {
	Kind string `json:"kind"`
	// Hours is how far the clock advances, or how far ahead an expiry is moved.
	Hours int `json:"hours,omitempty"`
}

// fault affects the requests of an apply to one path, after some successful ones.
type fault struct {
	Path string `json:"path"`
	Skip int    `json:"skip,omitempty"`
	// Kind is "500", or "lost": the response to a request that was handled does not arrive.
	Kind string `json:"kind"`
	// Once limits the fault to one attempt.
	Once bool `json:"once,omitempty"`
}

func (f fault) inject(s *seamfake.Server) {
	injected := seamfake.InternalServerError()
	if f.Kind == "lost" {
		injected = seamfake.DroppedAfterCommit()
	}
	injected.Path, injected.Skip = f.Path, f.Skip
	if f.Once {
		injected.Times = 1
	}
	s.Inject(injected)
}

// ignores reports whether ignore_changes has an attribute.
func (s step) ignores(name string) bool {
	return slices.Contains(s.Ignored, name) || slices.Contains(s.Ignored, "all")
}

// String shows a step in a readable form.
func (s step) String() string {
	encoded, err := json.Marshal(s)
	if err != nil {
		return err.Error()
	}
	return string(encoded)
}

// String shows a sequence so that it can be repeated with SEQUENCE.
func (s sequence) String() string {
	encoded, err := json.Marshal(s)
	if err != nil {
		return err.Error()
	}
	var text strings.Builder
	fmt.Fprintf(&text, "expired sessions: %s, unknown IDs refused: %t\n", wayNames[s.Expired], s.Strict)
	for i, s := range s.Steps {
		fmt.Fprintf(&text, "  step %d: %s\n", i+1, s)
	}
	fmt.Fprintf(&text, "repeat it: SEQUENCE='%s' go test -run TestOneSequence ./internal/clientsession/sequences", encoded)
	return text.String()
}

var wayNames = map[seamfake.ExpiredPolicy]string{
	seamfake.ExpiredReturned: "returned", seamfake.ExpiredRevived: "revived", seamfake.ExpiredNew: "followed by a new one", seamfake.ExpiredPurged: "purged",
}

// simpler returns reduced versions of this sequence.
func (s sequence) simpler() (found []sequence) {
	change := func(i int, simplify func(*step)) {
		other := s
		other.Steps = slices.Clone(s.Steps)
		simplify(&other.Steps[i])
		found = append(found, other)
	}
	for size := len(s.Steps) / 2; size > 0; size /= 2 {
		for i := 0; i+size <= len(s.Steps); i += size {
			other := s
			other.Steps = slices.Delete(slices.Clone(s.Steps), i, i+size)
			found = append(found, other)
		}
	}
	for i, s := range s.Steps {
		for _, name := range slices.Sorted(maps.Keys(s.Config)) {
			change(i, func(s *step) {
				s.Config = maps.Clone(s.Config)
				delete(s.Config, name)
				s.Unknown = without(s.Unknown, name)
			})
		}
		for _, name := range s.Unknown {
			change(i, func(s *step) { s.Unknown = without(s.Unknown, name) })
		}
		for _, name := range s.Ignored {
			change(i, func(s *step) { s.Ignored = without(s.Ignored, name) })
		}
		for j := range s.Before {
			change(i, func(s *step) { s.Before = slices.Delete(slices.Clone(s.Before), j, j+1) })
		}
		for j := range s.Between {
			change(i, func(s *step) { s.Between = slices.Delete(slices.Clone(s.Between), j, j+1) })
		}
		for _, flag := range []struct {
			set bool
			off func(*step)
		}{
			{s.Destroyed, func(s *step) { s.Destroyed = false }},
			{s.CreateBeforeDestroy, func(s *step) { s.CreateBeforeDestroy = false }},
			{s.RefreshOnly, func(s *step) { s.RefreshOnly = false }},
			{s.NoRefresh, func(s *step) { s.NoRefresh = false }},
			{s.Replace, func(s *step) { s.Replace = false }},
			{s.Killed, func(s *step) { s.Killed = false }},
			{s.Fault != nil, func(s *step) { s.Fault = nil }},
			{s.Fault != nil && s.Fault.Skip > 0, func(s *step) { f := *s.Fault; f.Skip--; s.Fault = &f }},
		} {
			if flag.set {
				change(i, flag.off)
			}
		}
	}
	if s.Strict {
		other := s
		other.Strict = false
		found = append(found, other)
	}
	return found
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(other string) bool { return other == name })
}
