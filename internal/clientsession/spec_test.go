package clientsession

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Each attribute of the managed resource answers what a reader asks: how is it
// written, what if it is left out, what does a change do, who sees it.
func TestEveryAttributeAnswers(t *testing.T) {
	t.Parallel()
	specs := sessionSpecs()
	maps.Copy(specs, policySpecs())
	schema := resourceSchema()
	for name, attribute := range schema.Attributes {
		s, ok := specs[name]
		if !ok {
			t.Errorf("%s has no spec", name)
			continue
		}
		delete(specs, name)
		computed := s.origin == fromSeam || s.origin == fromProvider
		if !computed && s.origin != sent && s.origin != notSent {
			t.Errorf("%s does not say whether it is sent or computed", name)
		}
		if settable := attribute.IsOptional() || attribute.IsRequired(); settable == computed {
			t.Errorf("%s: %q does not fit a schema in which it can be set: %t", name, s.origin, settable)
		}
		if isSent := slices.Contains(sentAttributes, name); isSent != (s.origin == sent) {
			t.Errorf("%s: %q, but it is a field of the request: %t", name, s.origin, isSent)
		}
		if hasDefault := s.unset != ""; hasDefault == computed {
			t.Errorf("%s: a default is stated: %t; it is computed: %t", name, hasDefault, computed)
		}
		labels := []string{"Format: ", "Change: ", string(s.origin)}
		if !computed {
			labels = append(labels, "Default: ")
		}
		for _, label := range labels {
			if !strings.Contains(attribute.GetMarkdownDescription(), label) {
				t.Errorf("%s does not say %q: %s", name, label, attribute.GetMarkdownDescription())
			}
		}
	}
	for name := range specs {
		t.Errorf("%s is described, but no attribute", name)
	}
}

// A sentence ends once, and an answer is no sentence of its own.
func TestDescriptionsReadWell(t *testing.T) {
	t.Parallel()
	specs := sessionSpecs()
	maps.Copy(specs, policySpecs())
	for name, s := range filterSpecs() {
		specs["filter "+name] = s
	}
	for name, s := range specs {
		if !strings.HasSuffix(s.description, ".") {
			t.Errorf("%s: the description does not end with a period", name)
		}
		for _, answer := range []string{s.format, s.unset, s.change} {
			if strings.HasSuffix(answer, ".") || strings.TrimSpace(answer) != answer {
				t.Errorf("%s: %q has a period or white space at its end", name, answer)
			}
		}
	}
}
