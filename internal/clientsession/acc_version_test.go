package clientsession_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// versioned are a resource and a data source with outputs that show when the version
// changes. The formula is what earlier versions of the documentation told users to write.
const versioned = `
data "seam_client_session" "same" {
  client_session_id = seam_client_session.this.client_session_id
}
resource "terraform_data" "holder" {
  triggers_replace = seam_client_session.this.token_version
}
output "token_version" {
  value = seam_client_session.this.token_version
  precondition {
    condition     = seam_client_session.this.token_version == parseint(substr(seam_client_session.this.token_fingerprint, 0, 7), 16) + 1
    error_message = "The resource has a different version."
  }
  precondition {
    condition     = seam_client_session.this.token_version == data.seam_client_session.same.token_version
    error_message = "The data source has a different version."
  }
}
`

func TestAccTokenVersion(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, unstored, rotate("1"))+versioned))
	tf.Apply()
	first := tf.Attributes(address)["token_version"]
	tf.WantEmptyPlan()
	tf.Write(s.Config(session(key, unstored, rotate("1"), expires) + versioned))
	tf.Apply().Says("0 added, 1 changed, 0 destroyed")
	if got := tf.Attributes(address)["token_version"]; got != first {
		t.Errorf("the version was %v and is %v, though the token is the same", first, got)
	}
	tf.Write(s.Config(session(key, unstored, rotate("2"), expires) + versioned))
	tf.Apply().Says("1 added, 1 changed, 1 destroyed")
	if got := tf.Attributes(address)["token_version"]; got == first {
		t.Errorf("the version is %v after a rotation, as before", got)
	}
	tf.WantEmptyPlan()
}

func TestAccEphemeralTokenVersion(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)+`
ephemeral "seam_client_session" "same" {
  client_session_id = seam_client_session.this.client_session_id
  lifecycle {
    postcondition {
      condition     = self.token_version == seam_client_session.this.token_version
      error_message = "The ephemeral resource has a different version."
    }
  }
}
`))
	tf.Apply()
}

// withoutVersion makes the state that of a provider without token_version.
func withoutVersion(t *testing.T, tf *acctest.Terraform) {
	t.Helper()
	var state map[string]any
	if err := json.Unmarshal([]byte(tf.StateFile()), &state); err != nil {
		t.Fatal(err)
	}
	for _, r := range state["resources"].([]any) {
		for _, i := range r.(fields)["instances"].([]any) {
			delete(i.(fields)["attributes"].(fields), "token_version")
		}
	}
	old, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(tf.Dir, "terraform.tfstate"), old, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A state of an earlier version has an empty plan. The refresh adds the version.
func TestAccStateWithoutTokenVersion(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{"stored": {key}, "not stored": {key, unstored}, "as configured": {key, expires}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(session(lines...)))
			tf.Apply()
			version := tf.Attributes(address)["token_version"]
			withoutVersion(t, tf)
			tf.WantEmptyPlan("-refresh=false")
			tf.Write(s.Config(session(append(lines, `on_destroy = "delete"`)...)))
			tf.Apply("-refresh=false").Says("0 added, 1 changed, 0 destroyed")
			withoutVersion(t, tf)
			tf.WantEmptyPlan()
			tf.Apply().Says("0 added, 0 changed, 0 destroyed")
			if got := tf.Attributes(address)["token_version"]; got != version {
				t.Errorf("the refresh stored version %v, want %v", got, version)
			}
		})
	}
}

// The refresh also adds the version if the session has ended and the state does not
// change.
func TestAccEndedStateWithoutTokenVersion(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, expires)))
	tf.Apply()
	version := tf.Attributes(address)["token_version"]
	withoutVersion(t, tf)
	s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
	s.Clock.Advance(20 * year)
	tf.Run("apply", "-auto-approve", "-no-color", "-refresh-only").MustSucceed()
	if got := tf.Attributes(address)["token_version"]; got != version {
		t.Errorf("the refresh stored version %v, want %v", got, version)
	}
}
