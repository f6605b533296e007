package clientsession_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// known is a resource whose output is unknown in a plan that changes it.
func known(value string) string {
	return fmt.Sprintf("resource \"terraform_data\" \"later\" {\n  input = %q\n}\n", value)
}

// when is an expression that is unknown until the apply, and then the value or null.
func when(condition, value string) string {
	return fmt.Sprintf("terraform_data.later.output == %q ? %s : null", condition, value)
}

// Whether ignore_changes prevents a rotation depends on an unknown expires_in. The plan fails before anything is applied.
// Once expires_in is known, the next plan decides.
func TestAccRotationThatDependsOnAnUnknownExpiresIn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after   []string
		rotated bool
	}{
		"null":                      {[]string{expires, rotate("2"), `expires_in = ` + when("never", `"720h"`)}, true},
		"null, and unknown trigger": {[]string{expires, `rotate_when_changed = { incident = terraform_data.later.output }`, `expires_in = ` + when("never", `"720h"`)}, true},
		"ignored expires_at":        {[]string{rotate("other"), `expires_in = ` + when("2", `"720h"`), ignoring("[expires_at]")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(known("1")+session(expires, rotate("1"), key)))
			tf.Apply()
			old := s.WantSessions(t, 1)[0]
			tf.Write(s.Config(known("2") + session(append(c.after, key)...)))
			s.ResetJournal()
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("Rotation depends on an unknown expires_in", "jane_doe").DoesNotSay("contains one of them or is all")
			s.WantSent(t, workspaceFirst, refresh)
			tf.Run("apply", "-auto-approve", "-target=terraform_data.later").MustSucceed()
			tf.Apply()
			got := s.WantSessions(t, 1)[0]
			if rotated := got.Token != old.Token; rotated != c.rotated || !got.ExpiresAt.Equal(old.ExpiresAt) {
				t.Errorf("the session was %v and is %v; want a rotation: %t", old, got, c.rotated)
			}
			tf.WantEmptyPlan()
		})
	}
}

// The trigger is unknown in the plan and null in the apply, beside an expires_at that is ignored.
func TestAccUnknownTriggerThatIsNull(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]string{
		"null":    `rotate_when_changed = ` + when("never", `{ incident = "2" }`),
		"another": `rotate_when_changed = ` + when("2", `{ incident = "2" }`),
		"the old": `rotate_when_changed = ` + when("2", `{ incident = "1" }`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(known("1")+session(key, sliding, rotate("1"))))
			tf.Apply()
			old := s.WantSessions(t, 1)[0]
			tf.Write(s.Config(known("2") + session(key, sliding, after, `on_destroy = "delete"`, ignoring("[expires_at]"))))
			s.ResetJournal()
			tf.Apply()
			s.WantSent(t, workspaceFirst, refresh)
			if got := s.WantSessions(t, 1)[0]; got.Token != old.Token || !got.ExpiresAt.Equal(old.ExpiresAt) {
				t.Errorf("the session was %v and is %v", old, got)
			}
			tf.WantEmptyPlan()
		})
	}
}

// A rotation was cut off. The trigger is unknown in the next plan, and then the one in state.
func TestAccUnknownTriggerAfterARotationThatWasCutOff(t *testing.T) {
	t.Parallel()
	for name, trigger := range map[string]string{
		"went back": `rotate_when_changed = { incident = terraform_data.later.output == "2" ? "1" : "never" }`,
		"null":      `rotate_when_changed = ` + when("never", `{ incident = "1" }`),
		"went on":   `rotate_when_changed = { incident = terraform_data.later.output }`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(known("1")+session(key, rotate("1"))))
			tf.Apply()
			_, account, _ := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
			tf.Write(s.Config(known("1") + session(key, rotate("2"))))
			outage := seamfake.InternalServerError()
			outage.Path, outage.Skip = acctest.GetOrCreate, 2 // after the refresh, the request after the deletion
			s.Inject(outage)
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("500")
			s.WantSessions(t, 0)
			s.ClearFaults()
			tf.Write(s.Config(known("2") + session(key, trigger)))
			tf.Apply()
			tf.WantEmptyPlan()
			if got := s.WantSessions(t, 1)[0]; strings.Join(got.ConnectedAccountIDs, " ") != account {
				t.Errorf("the account that the end user connected is lost: %v", got.ConnectedAccountIDs)
			}
		})
	}
}
