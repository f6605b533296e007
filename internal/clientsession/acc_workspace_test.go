package clientsession_test

import (
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// every operation of Terraform on the session with a wrong key.
var waysIn = map[string][]string{
	"plan":                     {"plan"},
	"apply":                    {"apply", "-auto-approve"},
	"apply -refresh=false":     {"apply", "-auto-approve", "-refresh=false"},
	"saved plan":               {"apply", "saved.tfplan"},
	"destroy":                  {"destroy", "-auto-approve"},
	"destroy -refresh=false":   {"destroy", "-auto-approve", "-refresh=false"},
	"refresh":                  {"refresh"},
	"apply -replace, no fresh": {"apply", "-auto-approve", "-refresh=false", "-replace=" + address},
}

func TestAccKeyOfAnotherWorkspace(t *testing.T) {
	t.Parallel()
	moved := strings.Replace(whole, expiry, later, 1)
	for name, command := range waysIn {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t, twoWorkspaces()...)
			tf := s.Terraform(t, s.Config(whole))
			tf.Apply()
			tf.Write(s.ConfigAs(otherKey, moved))
			if name == "saved plan" { // the environment is read again at apply
				tf.Write(s.ConfigWith("", moved))
				s.Variables["SEAM_API_KEY"] = seamfake.DefaultAPIKey
				tf.SavePlan("-refresh=false")
				s.Variables["SEAM_API_KEY"] = otherKey
			}
			state := tf.Objects()
			s.ResetJournal()
			tf.Run(append(command, "-no-color")...).MustFail("Credential of another workspace", seamfake.DefaultWorkspaceID, otherWorkspace, "Production")
			s.WantOnly(t, acctest.Workspace)
			if got := tf.Objects(); got != state {
				t.Errorf("the state was\n%s\nand is\n%s", state, got)
			}
			s.WantSessions(t, 1)
		})
	}
}

func TestAccWorkspaceCannotBeFoundOut(t *testing.T) {
	t.Parallel()
	for name, command := range waysIn {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(whole))
			tf.Apply()
			tf.Write(s.Config(strings.Replace(whole, expiry, later, 1)))
			if name == "saved plan" {
				tf.SavePlan("-refresh=false")
			}
			state := tf.Objects()
			fault := seamfake.InternalServerError()
			fault.Path = acctest.Workspace
			s.Inject(fault)
			s.ResetJournal()
			tf.Run(append(command, "-no-color")...).MustFail("Could not look up the workspace", "500", "jane_doe")
			s.WantOnly(t, acctest.Workspace)
			if got := tf.Objects(); got != state {
				t.Errorf("the state was\n%s\nand is\n%s", state, got)
			}
			s.ClearFaults()
			tf.Apply()
			s.WantSessions(t, 1)
		})
	}
}

func TestAccAssertedWorkspaceGuardsCreate(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, twoWorkspaces()...)
	s.Variables["SEAM_API_KEY"] = seamfake.DefaultAPIKey
	asserting := func(workspace string) string {
		return s.ConfigWith(`workspace_id = "`+workspace+`"`, session(key))
	}
	tf := s.Terraform(t, asserting(otherWorkspace))
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("Credential of another workspace", otherWorkspace, seamfake.DefaultWorkspaceID)
	s.WantSent(t, workspaceFirst)
	s.WantSessions(t, 0)
	tf.Write(asserting(seamfake.DefaultWorkspaceID))
	tf.Apply()
	s.WantSent(t, workspaceFirst, refresh)
	s.WantSessions(t, 1)
}

func TestAccWorkspaceIsAskedForOncePerProcess(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(`resource "seam_client_session" "many" {
  count               = 30
  user_identifier_key = "user-${count.index}"
}`))
	tf.Apply()
	s.ResetJournal()
	tf.Run("plan").MustSucceed()
	asked := 0
	for _, r := range s.Journal(t) {
		if r.Path == acctest.Workspace {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("looked up the workspace %d times", asked)
	}
}

// Every operation that sends a request about a session in state.
func TestAccEveryPathAsksForTheWorkspaceFirst(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, after string
		command       []string
	}{
		"renewal":         {session(key, sliding, renewal), session(key, `expires_in = "48h"`), []string{"apply", "-auto-approve", "-refresh=false"}},
		"rotation":        {session(key, rotate("1")), session(key, rotate("2")), []string{"apply", "-auto-approve", "-refresh=false"}},
		"revocation":      {session(key, `on_destroy = "revoke"`), session(key, `on_destroy = "revoke"`), []string{"destroy", "-auto-approve", "-refresh=false"}},
		"storing a token": {session(key, unstored), session(key), []string{"apply", "-auto-approve", "-refresh=false"}},
		"read-only plan":  {session(key), session(key), []string{"plan"}},
		"session, no key": {session(), session(expires), []string{"apply", "-auto-approve", "-refresh=false"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t, twoWorkspaces()...)
			tf := s.Terraform(t, s.Config(c.before))
			tf.Apply()
			state := tf.Objects()
			if name == "read-only plan" {
				s.Variables["SEAM_READ_ONLY"] = "true"
			}
			tf.Write(s.ConfigAs(otherKey, c.after))
			s.ResetJournal()
			tf.Run(append(c.command, "-no-color")...).MustFail("Credential of another workspace", otherWorkspace)
			s.WantSent(t, workspaceFirst)
			if got := tf.Objects(); got != state {
				t.Errorf("the state was\n%s\nand is\n%s", state, got)
			}
		})
	}
}

// If the provider block sets the workspace, operations without a state look it up,
// too.
func TestAccAssertedWorkspaceGuardsWhatHasNoState(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"on_existing":        session(key, `on_existing = "error"`),
		"ephemeral":          opening(key),
		"ephemeral on_close": opening(key, `on_close = "delete"`),
		"data source":        "data \"seam_client_session\" \"this\" {\n  " + key + "\n}\n",
		"list":               "data \"seam_client_sessions\" \"all\" {}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t, twoWorkspaces()...)
			s.Variables["SEAM_API_KEY"] = seamfake.DefaultAPIKey
			tf := s.Terraform(t, s.ConfigWith(`workspace_id = "`+otherWorkspace+`"`, config))
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("Credential of another workspace", otherWorkspace)
			s.WantSent(t, workspaceFirst)
			s.WantSessions(t, 0)
		})
	}
}
