package clientsession_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

const adopted = `Client session "jane_doe" already existed and was adopted`

func TestAccAdoptionIsAnnounced(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		age   time.Duration
		lines []string
		says  []string
	}{
		"days old":       {3 * day, nil, []string{adopted, "destroying the resource deletes the session"}},
		"revoked later":  {3 * day, []string{`on_destroy = "revoke"`}, []string{adopted, "destroying the resource revokes the session"}},
		"kept later":     {3 * day, []string{`on_destroy = "keep"`}, []string{adopted, "does not change the session"}},
		"seconds old":    {3 * time.Second, nil, nil},
		"with consent":   {3 * day, []string{`on_existing = "adopt"`}, nil},
		"an expired one": {2 * year, nil, nil},
		"no session":     {-1, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			var row seamfake.Session
			if c.age >= 0 {
				row = existing(s, "jane_doe")
				s.Clock.Advance(c.age)
			}
			tf := s.Terraform(t, s.Config(session(append(c.lines, key)...)))
			result := tf.Apply()
			if c.says == nil {
				result.DoesNotSay("Warning")
			} else {
				result.Says(append(c.says, row.ClientSessionID, "created at 2026-06-01T12:00:00")...)
			}
			alive(t, s)
			tf.WantEmptyPlan()
		})
	}
	t.Run("its own, kept by a replacement", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(session(key, `on_destroy = "keep"`)))
		tf.Apply()
		s.Clock.Advance(day)
		tf.Apply("-replace=" + address).DoesNotSay("adopted")
	})
}

// Terraform prints only the first of several warnings with the same headline.
func TestAccEachAdoptionIsAnnounced(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	var says []string
	for _, name := range []string{"one", "two", "three"} {
		existing(s, name)
		says = append(says, `Client session "`+name+`" already existed and was adopted`)
	}
	s.Clock.Advance(day)
	s.Terraform(t, s.Config(session("for_each = toset([\"one\", \"two\", \"three\"])", "user_identifier_key = each.key"))).Apply().Says(says...)
}

// A new session costs no additional request. An existing one costs one.
func TestAccAdoptionAsksWithTheTokenOnce(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	existing(s, "jane_doe")
	s.Clock.Advance(day)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	s.WantSent(t, refresh, acctest.Sent{Path: acctest.Get, Body: fields{}})
	t.Run("refused for another reason", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		row := existing(s, "jane_doe")
		s.Clock.Advance(day)
		s.Inject(seamfake.Fault{Path: acctest.Get, Status: http.StatusForbidden, Body: "no"})
		s.Terraform(t, s.Config(session(key))).Apply().Says(`Could not check the token of client session "jane_doe"`, "assumes that the token is valid", row.ClientSessionID)
		if got := alive(t, s); got.ClientSessionID != row.ClientSessionID {
			t.Errorf("the active session is %v", got)
		}
	})
}

// lost drops the response to every get-or-create.
func lost() seamfake.Fault {
	fault := seamfake.DroppedAfterCommit()
	fault.Path = acctest.GetOrCreate
	return fault
}

// The key had no session, so the session that exists now belongs to this resource.
func TestAccLostAnswerToACreateThatRefusesExistingSessions(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"refreshed": nil, "not refreshed": {"-refresh=false"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(session(key, `on_existing = "error"`)))
			s.Inject(lost())
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("there was no response")
			s.WantSessions(t, 1)
			s.ClearFaults()
			s.Clock.Advance(time.Minute)
			tf.Apply(args...)
			if got := s.WantSessions(t, 1)[0]; tf.Attributes(address)["token"] != got.Token {
				t.Error("state has a different token")
			}
			tf.WantEmptyPlan()
		})
	}
}

// The create did not reach Seam, and the key finds an older session later.
func TestAccUnclearCreateDeletesNothingOlder(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"refreshed": nil, "not refreshed": {"-refresh=false"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(session(key, `on_existing = "error"`)))
			dropped := seamfake.DroppedBeforeCommit()
			dropped.Path = acctest.GetOrCreate
			s.Inject(dropped)
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("there was no response")
			s.ClearFaults()
			row := s.AddSession(seamfake.Session{UserIdentifierKey: "jane_doe", CreatedAt: acctest.Start.Add(-day)})
			tf.Run(append([]string{"apply", "-auto-approve", "-no-color"}, args...)...).MustFail(`"jane_doe" is older than this resource`, "The client session already exists")
			if got := s.WantSessions(t, 1)[0]; got.ClientSessionID != row.ClientSessionID {
				t.Errorf("the server has %v", got)
			}
		})
	}
}

// The look-up of the workspace failed, and the next run has the key of a different workspace.
func TestAccUnclearCreateInAnUnknownWorkspace(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t, twoWorkspaces()...)
	tf := s.Terraform(t, s.Config(session(expires)))
	s.Inject(lost())
	outage := seamfake.InternalServerError()
	outage.Path = acctest.Workspace
	s.Inject(outage)
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("there was no response")
	s.WantSessions(t, 1)
	s.ClearFaults()
	state := tf.StateFile()
	tf.Write(s.ConfigAs(otherKey, session(expires)))
	for _, args := range [][]string{{"apply", "-auto-approve"}, {"destroy", "-auto-approve", "-refresh=false"}} {
		tf.Run(append(args, "-no-color")...).MustFail("Could not tell whether the client session was created", "terraform state rm")
	}
	if tf.Attributes(address) == nil || s.WantSessions(t, 1) == nil {
		t.Errorf("state was %s and is %s", state, tf.StateFile())
	}
	tf.Write(s.Config(session(expires)))
	tf.Apply()
	s.WantSessions(t, 1)
	tf.WantEmptyPlan()
}
