package lookup_test

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// arguments are those of the request, for the plugin protocol.
func (s dataSource) arguments() map[string]any {
	arguments := maps.Clone(s.sent.Body)
	delete(arguments, "limit")
	return arguments
}

// read reads a data source by the plugin protocol.
func (s dataSource) read(t *testing.T, p *acctest.Protocol) *tfprotov6.ReadDataSourceResponse {
	t.Helper()
	resp, err := p.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: s.name, Config: p.Value(p.Schemas.DataSourceSchemas[s.name], s.arguments()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// faultCase is a kind of invalid response and its error.
type faultCase struct {
	fault seamfake.Fault
	// passes reports whether the provider retries.
	passes bool
	text   []string
}

func refusal(status int, errorType string) seamfake.Fault {
	return seamfake.Fault{
		Status: status, RequestID: true, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `{"ok":false,"error":{"type":"` + errorType + `","message":"not like this"}}`,
	}
}

func rewritten(from, to string) seamfake.Fault {
	return seamfake.Fault{Rewrite: func(status int, body []byte) (int, []byte) {
		return status, []byte(strings.ReplaceAll(string(body), from, to))
	}}
}

var large = sync.OnceValue(func() string { return strings.Repeat(" ", 11<<20) })

func faultCases() map[string]faultCase {
	page := func(status int, header ...string) seamfake.Fault {
		f := seamfake.Fault{Status: status, Header: http.Header{"Content-Type": {"text/html"}}, Body: "<html>a page</html>"}
		for i := 0; i+1 < len(header); i += 2 {
			f.Header.Set(header[i], header[i+1])
		}
		return f
	}
	return map[string]faultCase{
		"400":             {fault: refusal(400, "invalid_input"), text: []string{"invalid_input: not like this", "request ID", "Correct the configuration"}},
		"401":             {fault: refusal(401, "unauthorized"), text: []string{"HTTP 401", "Check the credential from api_key"}},
		"403":             {fault: refusal(403, "forbidden"), text: []string{"HTTP 403", "does not have permission"}},
		"404 of a proxy":  {fault: page(404), text: []string{"HTTP 404", "does not come from Seam"}},
		"404 of another":  {fault: refusal(404, "client_session_not_found"), text: []string{"HTTP 404", "client_session_not_found"}},
		"408":             {fault: page(408), passes: true, text: []string{"HTTP 408", "4 attempts"}},
		"429":             {fault: seamfake.RateLimited(""), passes: true, text: []string{"HTTP 429", "lower -parallelism"}},
		"429 for an hour": {fault: seamfake.RateLimited("3600"), text: []string{"asked to wait 1h0m0s"}},
		"500":             {fault: seamfake.InternalServerError(), passes: true, text: []string{"HTTP 500", "4 attempts", "Seam's support"}},
		"502":             {fault: seamfake.BadGatewayHTML(), passes: true, text: []string{"HTTP 502", "4 attempts"}},
		"503":             {fault: seamfake.ServiceUnavailable(), passes: true, text: []string{"HTTP 503", "4 attempts"}},
		"reset":           {fault: seamfake.DroppedAfterCommit(), passes: true, text: []string{"there was no response", "Check the network"}},
		"slow":            {fault: seamfake.Fault{HangAfterCommit: true}, passes: true, text: []string{"there was no response", "longer than 1s"}},
		"half":            {fault: seamfake.Fault{TruncateBody: true}, passes: true, text: []string{"is incomplete", "4 attempts"}},
		"a page":          {fault: page(200), text: []string{"not JSON", "not in Seam's format"}},
		"a redirect":      {fault: page(307, "Location", "https://elsewhere.example"), text: []string{"redirects to", "final address"}},
		"ok is false":     {fault: rewritten(`"ok":true`, `"ok":false`), text: []string{`"ok" is false`}},
		"no object":       {fault: rewritten(`"ok":true`, `"ok":true}{`), text: []string{"not in Seam's format"}},
		"a number":        {fault: rewritten(`"created_at":"`, `"created_at":7,"x":"`), text: []string{"a date and time is not a string"}},
		"11 MB":           {fault: seamfake.Fault{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: large()}, text: []string{"larger than 10 MiB"}},
	}
}

// Each permanent fault causes a complete error. Reading succeeds despite a
// temporary one.
func TestFaults(t *testing.T) {
	t.Parallel()
	for name, source := range sources() {
		for fault, c := range faultCases() {
			t.Run(name+", "+fault, func(t *testing.T) {
				if fault == "slow" && testing.Short() {
					t.Skip("waits for five attempts that time out")
				}
				t.Parallel()
				s := acctest.NewOddSeam(t)
				stored(s)
				s.AttemptTimeout = time.Second
				spoiled := c.fault
				spoiled.Path = source.sent.Path
				s.Inject(spoiled)
				p := s.Protocol(t)
				acctest.WantDiagnostics(t, source.read(t, p).Diagnostics, append([]string{source.cannot, source.about, "POST " + s.URL + source.sent.Path}, c.text...)...)
				s.WantOnly(t, source.sent.Path)
				if !c.passes {
					return
				}
				s.ClearFaults()
				spoiled.Times = 1
				s.Inject(spoiled)
				acctest.WantDiagnostics(t, source.read(t, s.Protocol(t)).Diagnostics)
			})
		}
	}
}

// Only Seam's own not-found error means that the object does not exist. A response
// with another object is an error.
func TestAnotherObject(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, says string }{
		"identity": {`"user_identity_key":"jane"`, "it has a user identity with a different user_identity_key than the one requested"},
		"account":  {accountA, "it has a different connected account than the one requested"},
	} {
		s, source := acctest.NewOddSeam(t), sources()[name]
		stored(s)
		s.Inject(rewritten(c.from, strings.NewReplacer("jane", "john", accountA, accountB).Replace(c.from)))
		acctest.WantDiagnostics(t, source.read(t, s.Protocol(t)).Diagnostics, source.cannot, source.about, c.says)
	}
}

// pages returns empty pages, each with the cursor of the next one.
func pages(cursor func(page int) string) seamfake.Fault {
	page := 0
	return seamfake.Fault{Rewrite: func(int, []byte) (int, []byte) {
		page++
		return http.StatusOK, fmt.Appendf(nil,
			`{"ok":true,"connected_accounts":[],"connect_webviews":[],"pagination":{"has_next_page":true,"next_page_cursor":%q}}`, cursor(page))
	}}
}

// An endless list and a cyclic list are errors.
func TestPagesWithoutAnEnd(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"accounts", "webviews"} {
		for says, cursor := range map[string]func(int) string{
			"its pagination.next_page_cursor repeats that of an earlier page": func(int) string { return "again" },
			"the list is longer than 100 pages of 500":                        strconv.Itoa,
		} {
			s, source := acctest.NewOddSeam(t), sources()[name]
			s.Inject(pages(cursor))
			acctest.WantDiagnostics(t, source.read(t, s.Protocol(t)).Diagnostics, source.cannot, source.about, says)
		}
	}
}
