package clientsession_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccDestroy(t *testing.T) {
	t.Parallel()
	forbidden := seamfake.Fault{
		Status: http.StatusForbidden, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `{"ok":false,"error":{"type":"forbidden","message":"not yours"}}`,
	}
	unauthorized := seamfake.Fault{
		Status: http.StatusUnauthorized, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `{"ok":false,"error":{"type":"unauthorized","message":"API Key not found"}}`,
	}
	notSeams := seamfake.Fault{Status: http.StatusNotFound, Header: http.Header{"Content-Type": {"text/html"}}, Body: "<h1>Not found</h1>"}
	for name, c := range map[string]struct {
		prepare func(*acctest.Seam, string)
		fault   *seamfake.Fault
		says    []string // of the error; none means success
		times   int      // requests to delete
	}{
		"present":                {times: 1},
		"already deleted":        {prepare: func(s *acctest.Seam, id string) { s.DeleteSession(id) }, times: 1},
		"dropped after commit":   {fault: fault(seamfake.Fault{DropAfterCommit: true, Times: 1}), times: 2},
		"500 once":               {fault: once(seamfake.InternalServerError()), times: 2},
		"401":                    {fault: &unauthorized, says: []string{"401", "Check the credential"}, times: 1},
		"403":                    {fault: &forbidden, says: []string{"403", "not yours"}, times: 1},
		"404 that is not Seam's": {fault: &notSeams, says: []string{"404", "does not come from Seam"}, times: 1},
		"429 that lasts":         {fault: fault(seamfake.RateLimited("1")), says: []string{"429", "8 attempts"}, times: 8},
		"429 for an hour":        {fault: fault(seamfake.RateLimited("3600")), says: []string{"asked to wait 1h0m0s"}, times: 1},
		"500 that lasts":         {fault: fault(seamfake.InternalServerError()), says: []string{"500", "4 attempts", "request ID"}, times: 4},
		"dropped":                {fault: fault(seamfake.DroppedBeforeCommit()), says: []string{"no response"}, times: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(whole))
			tf.Apply()
			id := s.WantSessions(t, 1)[0].ClientSessionID
			state := tf.Attributes(address)
			if c.prepare != nil {
				c.prepare(s, id)
			}
			if c.fault != nil {
				c.fault.Path = acctest.Delete
				s.Inject(*c.fault)
			}
			s.ResetJournal()
			result := tf.Run("destroy", "-auto-approve", "-no-color", "-refresh=false")
			want := []acctest.Sent{workspaceFirst}
			for range c.times {
				want = append(want, deletion(id))
			}
			s.WantSent(t, want...)
			if len(c.says) == 0 {
				result.MustSucceed()
				s.WantSessions(t, 0)
				return
			}
			result.MustFail(append(c.says, "jane_doe", "Could not delete")...)
			if got := tf.Attributes(address); len(changed(state, got)) > 0 || len(got) == 0 {
				t.Errorf("state changed in %v", changed(state, got))
			}
			s.ClearFaults()
			tf.Run("destroy", "-auto-approve").MustSucceed()
			s.WantSessions(t, 0)
		})
	}
}

func fault(f seamfake.Fault) *seamfake.Fault { return &f }

func once(f seamfake.Fault) *seamfake.Fault {
	f.Times = 1
	return &f
}

const createBeforeDestroy = "lifecycle {\n    create_before_destroy = true\n  }"

func TestAccReplaceWithCreateBeforeDestroy(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, createBeforeDestroy)))
	tf.Apply()
	tf.Apply("-replace=" + address).Says("Client session was not deleted")
	got := s.WantSessions(t, 1)[0]
	if state := tf.Attributes(address); state["token"] != got.Token {
		t.Error("state has a different token than the server")
	}
	tf.WantEmptyPlan()
}

// The create of such a replacement cannot know whose session it finds.
func TestAccReplaceWithCreateBeforeDestroyThatMustNotExist(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, `on_existing = "error"`, createBeforeDestroy)))
	tf.Apply()
	old, state := s.WantSessions(t, 1)[0], tf.Objects()
	s.ResetJournal()
	tf.Run("apply", "-auto-approve", "-replace="+address).MustFail("The client session already exists")
	s.WantOnly(t, acctest.Workspace, acctest.GetOrCreate, acctest.Get)
	if got := s.WantSessions(t, 1)[0]; got.Token != old.Token || tf.Objects() != state {
		t.Errorf("the session was %v and is %v", old, got)
	}
	tf.WantEmptyPlan()
}

func TestAccReplace(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	tf.Apply("-replace=" + address).DoesNotSay("Warning")
	if got := s.WantSessions(t, 1)[0]; got.Token == old.Token || tf.Attributes(address)["token"] != got.Token {
		t.Error("want a new session, and its token in state")
	}
}

func TestAccTwoResourcesWithOneKey(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	config := session(key) + strings.Replace(session(key), `"this"`, `"that"`, 1)
	tf := s.Terraform(t, s.Config(config))
	tf.Apply().Says("Two resources use one client session", "overwrites the attributes of the other", "destroying either one invalidates the token of both")
	s.WantSessions(t, 1)
	// One resource changes and the other is destroyed. In either order, the state
	// has the remaining session.
	tf.Write(s.Config(session(key, expires)))
	result := tf.Run("apply", "-auto-approve", "-no-color")
	if got := s.Sessions(); len(got) != 1 || tf.Attributes(address)["token"] != got[0].Token {
		t.Errorf("the server has %v:\n%s", got, result)
	}
}

// The provider sends nothing about a session that the CLI removes from state,
// regardless of on_destroy.
func TestAccLifecycleThatDoesNotDestroy(t *testing.T) {
	t.Parallel()
	forgotten := session(key, `on_destroy = "revoke"`, "lifecycle {\n    destroy = false\n  }")
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(forgotten))
	tf.Apply()
	row := s.WantSessions(t, 1)[0]
	// OpenTofu exits with an error if it does not destroy something.
	tf.Run("destroy", "-auto-approve", "-no-color").Says("but will not be destroyed")
	if tf.Attributes(address) != nil {
		t.Error("the session is still in state")
	}
	if got := s.WantSessions(t, 1)[0]; got.Revoked() || got.Token != row.Token {
		t.Errorf("the server has %+v", got)
	}
}
