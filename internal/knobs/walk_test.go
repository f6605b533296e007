package knobs_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const (
	typeName = "seam_client_session"
	identity = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
	another  = "a6e93f84-565e-47d7-8908-1ca71ada373c"
	accountA = "f87f0ab7-b8d7-44aa-9e59-3239b209570e"
	accountB = "1b9d3f0e-6a55-4c0e-9a3c-0d2f8f5f7a11"
	day      = 24 * time.Hour
)

// walk runs one provider through its operations on sessions, and records its diagnostics, state, requests and
// responses.
type walk struct {
	*acctest.Seam

	t     *testing.T
	p     *acctest.Protocol
	notes strings.Builder
}

// walked returns the records of a walk on a prepared Seam, with random values replaced by their order.
func walked(t *testing.T, prepare func(*seamfake.Server)) string {
	t.Helper()
	w := &walk{Seam: acctest.NewOddSeam(t), t: t}
	w.AttemptTimeout, w.Transport = time.Second, w
	prepare(w.Server)
	for _, way := range []func(*walk){(*walk).lifecycle, (*walk).race, (*walk).lookups, (*walk).action, (*walk).ended} {
		w.p = w.Protocol(t)
		way(w)
		w.note("sent", w.Journal(t))
		w.BeforeRequest(nil)
		for _, row := range w.Sessions() {
			w.DeleteSession(row.ClientSessionID)
		}
	}
	return ordered(w.notes.String())
}

// random matches IDs, tokens, and fingerprints and versions of tokens.
var random = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|seam_cst1\w+|[0-9a-f]{12,}|"token_version":tftypes\.Number<"[^"]+">`)

func ordered(text string) string {
	order := map[string]string{}
	return random.ReplaceAllStringFunc(text, func(found string) string {
		if _, ok := order[found]; !ok {
			order[found] = fmt.Sprintf("#%d", len(order))
		}
		return order[found]
	})
}

func (w *walk) note(what string, values ...any) {
	fmt.Fprintln(&w.notes, append([]any{what}, values...)...)
}

// RoundTrip records the responses.
func (w *walk) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		w.note("no answer")
		return resp, err
	}
	defer resp.Body.Close()
	body, broken := io.ReadAll(resp.Body)
	w.note("answer", resp.StatusCode, string(body), broken)
	resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), iotest.ErrReader(cmp.Or(broken, io.EOF))))
	return resp, nil
}

// must records the diagnostics of an RPC.
func (w *walk) must(err error, diagnostics []*tfprotov6.Diagnostic) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, d := range diagnostics {
		w.note("diagnostic", d.Severity, d.Summary, d.Detail, d.Attribute)
	}
}

// object is a state: value, identity and private data.
type object struct {
	value    *tfprotov6.DynamicValue
	identity *tfprotov6.ResourceIdentityData
	private  []byte
}

func (w *walk) config(key, expiresAt, identity string, accounts ...string) *tfprotov6.DynamicValue {
	attributes := map[string]any{"user_identifier_key": key, "expires_at": expiresAt, "user_identity_id": identity}
	ids := []tftypes.Value{}
	for _, account := range accounts {
		ids = append(ids, tftypes.NewValue(tftypes.String, account))
	}
	attributes["connected_account_ids"] = ids
	return w.p.Value(w.schema(), attributes)
}

func (w *walk) schema() *tfprotov6.Schema { return w.p.Schemas.ResourceSchemas[typeName] }

// proposed is the proposed state of Terraform: the configuration, and the prior state for null attributes.
func (w *walk) proposed(prior, config *tfprotov6.DynamicValue) *tfprotov6.DynamicValue {
	w.t.Helper()
	merged, before := map[string]tftypes.Value{}, map[string]tftypes.Value{}
	of := w.schema().ValueType()
	for value, into := range map[*tfprotov6.DynamicValue]*map[string]tftypes.Value{prior: &before, config: &merged} {
		if decoded, err := value.Unmarshal(of); err != nil || decoded.As(into) != nil {
			w.t.Fatal(err)
		}
	}
	for name, value := range merged {
		if old, ok := before[name]; ok && value.IsNull() {
			merged[name] = old
		}
	}
	value, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, merged))
	if err != nil {
		w.t.Fatal(err)
	}
	return &value
}

// apply plans and applies, in a new run; a nil configuration destroys.
func (w *walk) apply(prior object, config *tfprotov6.DynamicValue) object {
	w.t.Helper()
	if config == nil && w.isNull(prior) {
		return prior // Terraform does not destroy an object that does not exist
	}
	w.p = w.Protocol(w.t)
	none := w.p.Null(w.schema())
	if prior.value == nil {
		prior.value = none
	}
	proposed := none
	if config == nil {
		config = none
	} else {
		proposed = w.proposed(prior.value, config)
	}
	plan, err := w.p.PlanResourceChange(w.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: prior.value, ProposedNewState: proposed, Config: config, PriorPrivate: prior.private, PriorIdentity: prior.identity,
	})
	w.must(err, plan.Diagnostics)
	w.note("replaces", plan.RequiresReplace)
	resp, err := w.p.ApplyResourceChange(w.t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: prior.value, PlannedState: plan.PlannedState, Config: config, PlannedPrivate: plan.PlannedPrivate, PlannedIdentity: plan.PlannedIdentity,
	})
	w.must(err, resp.Diagnostics)
	return w.kept(object{resp.NewState, resp.NewIdentity, resp.Private})
}

func (w *walk) read(o object) object {
	w.t.Helper()
	if w.isNull(o) {
		return o // Terraform does not read an object that does not exist
	}
	resp, err := w.p.ReadResource(w.t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: o.value, CurrentIdentity: o.identity, Private: o.private})
	w.must(err, resp.Diagnostics)
	return w.kept(object{resp.NewState, resp.NewIdentity, resp.Private})
}

func (w *walk) isNull(o object) bool {
	if o.value == nil {
		return true
	}
	value, err := o.value.Unmarshal(w.schema().ValueType())
	return err != nil || value.IsNull()
}

func (w *walk) kept(o object) object {
	w.t.Helper()
	value, err := o.value.Unmarshal(w.schema().ValueType())
	if err != nil {
		w.t.Fatal(err)
	}
	w.note("state", value)
	return o
}
