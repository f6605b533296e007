package clientsession_test

import (
	"archive/zip"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

const unstored = `store_token = false`

func TestAccTokenThatIsNotStored(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	config := func(lines ...string) string {
		return s.Config(session(append([]string{key, unstored}, lines...)...) + `
ephemeral "seam_client_session" "reader" {
  client_session_id = seam_client_session.this.client_session_id
}
resource "terraform_data" "version" {
  triggers_replace = seam_client_session.this.token_version
}
`)
	}
	tf := s.Terraform(t, config(rotate("1")))
	tf.SavePlan()
	tf.Apply("saved.tfplan")
	first := s.WantSessions(t, 1)[0]
	check := func(step string, token string) {
		t.Helper()
		for name, content := range map[string]string{"state": tf.StateFile(), "plan": planFile(t, tf)} {
			if strings.Contains(content, token) || strings.Contains(content, "seam_cst") {
				t.Errorf("%s: the token is in the %s file", step, name)
			}
		}
		state := tf.Attributes(address)
		if state["token"] != nil || len(state["token_fingerprint"].(string)) != 12 {
			t.Errorf("%s: token %v, fingerprint %v", step, state["token"], state["token_fingerprint"])
		}
	}
	check("create", first.Token)
	tf.WantEmptyPlan()
	fingerprint := tf.Attributes(address)["token_fingerprint"]

	tf.Write(config(rotate("1"), expires))
	tf.SavePlan()
	tf.Apply("saved.tfplan")
	check("update", first.Token)
	if tf.Attributes(address)["token_fingerprint"] != fingerprint {
		t.Error("the fingerprint changed, though the token did not")
	}
	tf.Write(config(rotate("2"), expires))
	tf.SavePlan()
	tf.Apply("saved.tfplan")
	second := s.WantSessions(t, 1)[0]
	check("rotation", second.Token)
	if tf.Attributes(address)["token_fingerprint"] == fingerprint || second.Token == first.Token {
		t.Error("want a different token and a different fingerprint")
	}
	tf.WantEmptyPlan()
	// The session ends between plan and apply. The error and the saved state have
	// no token either.
	tf.Write(config(rotate("2"), `expires_at = "`+later+`"`))
	tf.SavePlan()
	s.DeleteSession(second.ClientSessionID)
	result := tf.Run("apply", "-no-color", "saved.tfplan").MustFail("created again during this apply")
	third := s.WantSessions(t, 1)[0]
	result.DoesNotSay(third.Token)
	check("re-creation", third.Token)
}

// planFile returns the contents of the saved plan, which is a zip archive.
func planFile(t *testing.T, tf *acctest.Terraform) string {
	t.Helper()
	archive, err := zip.OpenReader(filepath.Join(tf.Dir, "saved.tfplan"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var all strings.Builder
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}

func TestAccSwitchingStoreTokenWritesNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	row := s.WantSessions(t, 1)[0]
	tf.Write(s.Config(session(key, unstored)))
	plan, _ := tf.Plan()
	if change := acctest.Change(t, plan, address); !change.Actions.Update() {
		t.Errorf("planned %v", change.Actions)
	}
	s.ResetJournal()
	tf.Apply("saved.tfplan")
	s.WantSent(t)
	if strings.Contains(tf.StateFile(), row.Token) {
		t.Error("the token is in state")
	}
	tf.WantEmptyPlan()
	tf.Write(s.Config(session(key)))
	s.ResetJournal()
	tf.Apply("-refresh=false")
	s.WantSent(t, workspaceFirst, get(row.ClientSessionID))
	if tf.Attributes(address)["token"] != row.Token {
		t.Error("the token is not in state")
	}
	tf.WantEmptyPlan()
}

// Without a refresh, the provider does not create the session again. The message
// must not blame the configuration.
func TestAccTokenOfADeletedSessionIsToBeStored(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, unstored)))
	tf.Apply()
	s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
	tf.Write(s.Config(session(key)))
	tf.Run("apply", "-auto-approve", "-no-color", "-refresh=false").
		MustFail("Could not read the client session", "client_session_not_found", "Plan again with a refresh").DoesNotSay("Correct the configuration")
	s.WantSessions(t, 0)
	tf.Apply().Says("has a new ID and token")
	if got := tf.Attributes(address)["token"]; got != s.WantSessions(t, 1)[0].Token {
		t.Errorf("state has the token %v", got)
	}
	tf.WantEmptyPlan()
}
