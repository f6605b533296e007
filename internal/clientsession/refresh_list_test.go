package clientsession_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var listRequest = acctest.Sent{Path: acctest.List, Body: fields{}}

// listing returns a provider whose Reads share a list.
func listing(t *testing.T, s *acctest.Seam) *acctest.Protocol {
	t.Helper()
	s.Variables["SEAM_REFRESH"] = "list"
	return s.Protocol(t)
}

// stateOf is the state of a session, as far as Read looks at it.
func stateOf(row seamfake.Session) map[string]any {
	state := map[string]any{"client_session_id": row.ClientSessionID, "workspace_id": row.WorkspaceID}
	if row.UserIdentifierKey != "" {
		state["user_identifier_key"] = row.UserIdentifierKey
	}
	return state
}

func read(ctx context.Context, t *testing.T, p *acctest.Protocol, state map[string]any) *tfprotov6.ReadResourceResponse {
	t.Helper()
	resp, err := p.ReadResource(ctx, &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: p.Value(p.Schemas.ResourceSchemas[typeName], state)})
	if err != nil {
		t.Fatal(err)
	}
	// Terraform reads an object once in a walk. These tests read it again.
	resp.Diagnostics = slices.DeleteFunc(resp.Diagnostics, func(d *tfprotov6.Diagnostic) bool {
		return d.Summary == "Two resources use one client session"
	})
	return resp
}

// wantRead asserts that Read shows the session with its token, with at most one
// given diagnostic.
func wantRead(t *testing.T, p *acctest.Protocol, state map[string]any, want seamfake.Session, says ...string) {
	t.Helper()
	resp := read(t.Context(), t, p, state)
	acctest.WantDiagnostics(t, resp.Diagnostics, says...)
	got := p.Attributes(resp.NewState, p.Schemas.ResourceSchemas[typeName].ValueType())
	if got["client_session_id"] == nil || *got["client_session_id"] != want.ClientSessionID || *got["token"] != want.Token {
		t.Errorf("read %v, want %+v", got, want)
	}
}

// rewriting changes the list in the response.
func rewriting(change func(sessions []map[string]any) []map[string]any) seamfake.Fault {
	return seamfake.Fault{Path: acctest.List, Rewrite: func(status int, body []byte) (int, []byte) {
		var answer struct {
			ClientSessions []map[string]any `json:"client_sessions"`
		}
		if err := json.Unmarshal(body, &answer); err != nil {
			panic(err)
		}
		body, err := json.Marshal(map[string]any{"ok": true, "client_sessions": change(answer.ClientSessions)})
		if err != nil {
			panic(err)
		}
		return status, body
	}}
}

func setting(field string, value any) seamfake.Fault {
	return rewriting(func(sessions []map[string]any) []map[string]any {
		sessions[0][field] = value
		return sessions
	})
}

// No kind of list makes an existing session look deleted or like a different one. If
// the list is inconclusive, Read sends its usual request.
func TestListInDoubt(t *testing.T) {
	html := seamfake.BadGatewayHTML()
	html.Status = http.StatusOK
	for name, c := range map[string]struct {
		fault seamfake.Fault
		lists int    // the number of requests
		says  string // of the warning, "" for none
	}{
		"empty":                {fault: rewriting(func([]map[string]any) []map[string]any { return []map[string]any{} }), lists: 1},
		"without the session":  {fault: rewriting(func(all []map[string]any) []map[string]any { return all[1:] }), lists: 1},
		"another ID":           {fault: setting("client_session_id", another), lists: 1},
		"another key":          {fault: setting("user_identifier_key", "john_doe"), lists: 1},
		"no key":               {fault: setting("user_identifier_key", nil), lists: 1},
		"another workspace":    {fault: setting("workspace_id", otherWorkspace), lists: 1},
		"expired":              {fault: setting("expires_at", "2026-06-01T11:59:59.000Z"), lists: 1},
		"the key twice":        {fault: rewriting(func(all []map[string]any) []map[string]any { return append(all, all[0]) }), lists: 1},
		"failing":              {fault: seamfake.InternalServerError(), lists: 4, says: "HTTP 500"},
		"incomplete":           {fault: seamfake.Fault{TruncateBody: true}, lists: 4, says: "is incomplete"},
		"an HTML page":         {fault: html, lists: 1, says: "not JSON"},
		"without a token":      {fault: setting("token", ""), lists: 1, says: "no token"},
		"without the sessions": {fault: seamfake.Fault{Rewrite: func(int, []byte) (int, []byte) { return 200, []byte(`{"ok":true}`) }}, lists: 1, says: "no client_sessions"},
		"not OK":               {fault: seamfake.Fault{Rewrite: func(int, []byte) (int, []byte) { return 200, []byte(`{"ok":false,"client_sessions":[]}`) }}, lists: 1, says: `"ok" is false`},
	} {
		t.Run(name, func(t *testing.T) {
			s := acctest.NewOddSeam(t)
			row := existing(s, "jane_doe")
			existing(s, "john_roe")
			c.fault.Path = acctest.List
			s.Inject(c.fault)
			p := listing(t, s)
			before, _ := s.Row(row.ClientSessionID)
			if c.says == "" {
				wantRead(t, p, stateOf(row), row)
			} else {
				wantRead(t, p, stateOf(row), row, "Could not list the client sessions", c.says)
			}
			want := []acctest.Sent{}
			for range c.lists {
				want = append(want, listRequest)
			}
			s.WantSent(t, append(want, workspaceFirst, refresh)...)
			wantRead(t, p, stateOf(row), row) // the list is neither requested nor reported again
			s.WantSent(t, refresh)
			if after, _ := s.Row(row.ClientSessionID); string(after) != string(before) || len(s.Sessions()) != 2 {
				t.Errorf("the session was %s and is %s", before, after)
			}
		})
	}
}

// A deleted session is detected by its own request, and created again.
func TestListAndASessionThatIsGone(t *testing.T) {
	s := acctest.NewSeam(t)
	row, there := existing(s, "jane_doe"), existing(s, "john_roe")
	s.DeleteSession(row.ClientSessionID)
	p := listing(t, s)
	resp := read(t.Context(), t, p, stateOf(row))
	acctest.WantDiagnostics(t, resp.Diagnostics, "has a new ID and token")
	s.WantSent(t, listRequest, workspaceFirst, refresh, lookUpByID(row.ClientSessionID))
	wantRead(t, p, stateOf(there), there)
	s.WantSent(t)
}

// A credential of another workspace is an error, and no request contains a session.
func TestListOfAnotherWorkspace(t *testing.T) {
	for name, c := range map[string]struct {
		key, asserted string
		imported      bool
		sent          []acctest.Sent
	}{
		"by the state":            {key: otherKey, sent: []acctest.Sent{listRequest, workspaceFirst}},
		"by the provider block":   {key: otherKey, asserted: seamfake.DefaultWorkspaceID, imported: true, sent: []acctest.Sent{workspaceFirst}},
		"by both, which disagree": {key: seamfake.DefaultAPIKey, asserted: otherWorkspace, sent: []acctest.Sent{workspaceFirst}},
	} {
		s := acctest.NewSeam(t, twoWorkspaces()...)
		row := existing(s, "jane_doe")
		foreign := s.AddSession(seamfake.Session{WorkspaceID: otherWorkspace, UserIdentifierKey: "jane_doe"})
		s.Variables["SEAM_REFRESH"] = "list"
		p := s.Unconfigured(t)
		block := map[string]any{"endpoint": s.URL, "api_key": c.key}
		if c.asserted != "" {
			block["workspace_id"] = c.asserted
		}
		state := stateOf(row)
		if c.imported {
			state = map[string]any{"client_session_id": foreign.ClientSessionID}
		}
		configured, err := p.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: p.Value(p.Schemas.Provider, block)})
		if err != nil {
			t.Fatal(err)
		}
		acctest.WantDiagnostics(t, configured.Diagnostics)
		resp := read(t.Context(), t, p, state)
		if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Summary != "Credential of another workspace" {
			t.Errorf("%s: reported %+v", name, resp.Diagnostics)
		}
		s.WantSent(t, c.sent...)
	}
}

func TestListIsAskedForOnce(t *testing.T) {
	s := acctest.NewSeam(t)
	rows := []seamfake.Session{}
	for i := range 50 {
		rows = append(rows, existing(s, fmt.Sprintf("user-%d", i)))
	}
	until := make(chan struct{})
	slow := seamfake.SlowReply(until)
	slow.Path = acctest.List
	s.Inject(slow)
	arrived := make(chan struct{})
	s.BeforeRequest(func(seamfake.Request) { close(arrived) }) // a second request would panic
	p := listing(t, s)

	// A caller that gives up while waiting does not affect the others.
	impatient, cancel := context.WithCancel(t.Context())
	var gaveUp, reads sync.WaitGroup
	gaveUp.Go(func() { read(impatient, t, p, stateOf(rows[0])) })
	<-arrived
	for _, row := range rows[1:] {
		reads.Go(func() { wantRead(t, p, stateOf(row), row) })
	}
	s.BeforeRequest(nil)
	cancel()
	gaveUp.Wait() // though there is no list yet
	close(until)
	reads.Wait()
	lists := 0
	for _, sent := range s.Journal(t) {
		if sent.Path == acctest.List {
			lists++
		} else if sent.Body["user_identifier_key"] != "user-0" && sent.Path != acctest.Workspace {
			t.Errorf("sent %v", sent)
		}
	}
	if lists != 1 {
		t.Errorf("%d lists", lists)
	}
}

// The clock of the list's response decides about expiry. A listed session that is
// due for renewal is noted.
func TestListIsJudgedBySeamsClock(t *testing.T) {
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	s.UpdateSession(row.ClientSessionID, func(session *seamfake.Session) { session.ExpiresAt = acctest.Start.Add(time.Hour) })
	s.Local = func() time.Time { return acctest.Start.Add(100 * day) } // a wrong clock on this machine
	state := stateOf(row)
	state["renew_before"] = "2h"
	resp := read(t.Context(), t, listing(t, s), state)
	acctest.WantDiagnostics(t, resp.Diagnostics)
	s.WantSent(t, listRequest)
	if private := string(resp.Private); !json.Valid(resp.Private) || private == "" {
		t.Errorf("private data %q", private)
	}
	without := acctest.NewSeam(t)
	without.AddSession(seamfake.Session{ClientSessionID: row.ClientSessionID, UserIdentifierKey: "jane_doe", ExpiresAt: acctest.Start.Add(time.Hour)})
	if alone := read(t.Context(), t, without.Protocol(t), state); string(alone.Private) != string(resp.Private) || len(alone.Private) == 0 {
		t.Errorf("private data is %s with the list, and %s without it", resp.Private, alone.Private)
	}
}
