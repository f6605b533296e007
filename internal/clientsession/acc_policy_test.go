package clientsession_test

import (
	"net/http"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var lookUp = acctest.Sent{Path: acctest.Get, Body: fields{"user_identifier_key": "jane_doe"}}

func TestAccOnExisting(t *testing.T) {
	t.Parallel()
	refuse := session(key, `on_existing = "error"`)
	t.Run("error, exists", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		row := existing(s, "jane_doe")
		before, _ := s.Row(row.ClientSessionID)
		tf := s.Terraform(t, s.Config(refuse))
		tf.Run("apply", "-auto-approve", "-no-color").MustFail("already exists", row.ClientSessionID, "created at 2026-06-01T12:00:00.000000Z",
			`import { to = seam_client_session.NAME id = "`+row.ClientSessionID+`" }`)
		s.WantSent(t, lookUp)
		if after, _ := s.Row(row.ClientSessionID); string(after) != string(before) || tf.Attributes(address) != nil {
			t.Error("the session or the state changed")
		}
		// The block works as printed, except for the address.
		tf.Write(s.Config(refuse + "import {\n  to = " + address + "\n  id = \"" + row.ClientSessionID + "\"\n}\n"))
		tf.Apply()
		tf.WantEmptyPlan()
		if tf.Attributes(address)["token"] != row.Token {
			t.Error("state has a different token")
		}
	})
	t.Run("error, does not exist", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(refuse))
		tf.Apply()
		s.WantSent(t, lookUp, refresh)
		tf.WantEmptyPlan()
	})
	t.Run("error, without a key", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		s.Terraform(t, s.Config(session(`on_existing = "error"`))).Apply()
		s.WantOnly(t, acctest.GetOrCreate)
	})
	t.Run("error, another client is faster", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		s.BeforeRequest(func(r seamfake.Request) {
			if r.Path == acctest.GetOrCreate && len(s.Sessions()) == 0 {
				existing(s, "jane_doe")
			}
		})
		tf := s.Terraform(t, s.Config(refuse))
		tf.Apply()
		if tf.Attributes(address)["token"] != s.WantSessions(t, 1)[0].Token {
			t.Error("state has a different token")
		}
	})
	t.Run("error, look-up fails", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		fault := seamfake.InternalServerError()
		fault.Path = acctest.Get
		s.Inject(fault)
		s.Terraform(t, s.Config(refuse)).Run("apply", "-auto-approve", "-no-color").MustFail("Could not check whether", "Nothing was created")
		s.WantSessions(t, 0)
	})
	t.Run("adopt", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		row := existing(s, "jane_doe")
		tf := s.Terraform(t, s.Config(session(key, `on_existing = "adopt"`)))
		tf.Apply()
		s.WantSent(t, refresh)
		if tf.Attributes(address)["token"] != row.Token {
			t.Error("state has a different token")
		}
	})
}

func TestAccOnDestroy(t *testing.T) {
	t.Parallel()
	forbidden := seamfake.Fault{
		Status: http.StatusForbidden, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `{"ok":false,"error":{"type":"forbidden","message":"not yours"}}`,
	}
	for mode, c := range map[string]struct {
		path string
		left int // sessions on the server after a destroy of a present one
	}{"delete": {acctest.Delete, 0}, "revoke": {acctest.Revoke, 1}, "keep": {"", 1}} {
		for name, outage := range map[string]*seamfake.Fault{"present": nil, "already deleted": nil, "403": &forbidden, "500": fault(seamfake.InternalServerError())} {
			t.Run(mode+", "+name, func(t *testing.T) {
				t.Parallel()
				s := acctest.NewSeam(t)
				tf := s.Terraform(t, s.Config(session(key, `on_destroy = "`+mode+`"`)))
				tf.Apply()
				row := s.WantSessions(t, 1)[0]
				if name == "already deleted" {
					s.DeleteSession(row.ClientSessionID)
				}
				if outage != nil {
					f := *outage
					f.Match = func(r seamfake.Request) bool { return r.Path != acctest.Workspace }
					s.Inject(f)
				}
				s.ResetJournal()
				result := tf.Run("destroy", "-auto-approve", "-no-color", "-refresh=false")
				if mode == "keep" {
					result.MustSucceed()
					s.WantSent(t)
					return
				}
				s.WantOnly(t, acctest.Workspace, c.path)
				if outage != nil {
					result.MustFail("Could not "+mode, "jane_doe", name)
					if tf.Attributes(address) == nil {
						t.Error("the session is no longer in state")
					}
					return
				}
				result.MustSucceed()
				if name == "present" {
					s.WantSessions(t, c.left)
				}
				if got, ok := s.Session(row.ClientSessionID); ok && !got.Revoked() {
					t.Error("the token still works")
				}
			})
		}
	}
}

func TestAccReplaceUnderEachOnDestroy(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"delete", "revoke", "keep"} {
		for name, lifecycle := range map[string]string{"destroy first": "", "create first": createBeforeDestroy} {
			t.Run(mode+", "+name, func(t *testing.T) {
				t.Parallel()
				s := acctest.NewSeam(t)
				tf := s.Terraform(t, s.Config(session(key, `on_destroy = "`+mode+`"`, lifecycle)))
				tf.Apply()
				tf.Apply("-replace=" + address)
				got := s.WantSessions(t, 1)[0]
				if got.Revoked() || tf.Attributes(address)["token"] != got.Token {
					t.Errorf("the server has %+v", got)
				}
				tf.WantEmptyPlan()
			})
		}
	}
}

func TestAccPolicyChangesSendNothing(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, expires)))
	tf.Apply()
	tf.Write(s.Config(session(key, expires, `on_destroy = "keep"`, `on_existing = "error"`)))
	s.ResetJournal()
	tf.Apply("-refresh=false")
	s.WantSent(t)
	tf.WantEmptyPlan()
	tf.Run("destroy", "-auto-approve").MustSucceed()
	s.WantSessions(t, 1)
}

func TestAccSenselessPolicy(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	for name, c := range map[string]struct{ lines, says string }{
		"both expiries":                   {expires + "\n  " + sliding, "cannot be specified when"},
		"renewal of a fixed date":         {expires + "\n  " + renewal, "expires_in"},
		"zero":                            {`expires_in = "0s"`, "must be positive"},
		"negative":                        {`expires_in = "-24h"`, "must be positive"},
		"no duration":                     {`expires_in = "30 days"`, "30 days"},
		"renewal as long as the lifetime": {`expires_in = "24h"` + "\n  " + `renew_before = "1440m"`, "renew_before is not shorter"},
		"unknown on_existing":             {`on_existing = "fail"`, "value must be one of"},
		"unknown on_destroy":              {`on_destroy = "retain"`, "value must be one of"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := s.Terraform(t, s.Config(session(c.lines)))
			tf.Run("validate", "-no-color").MustFail(c.says, "with "+address)
		})
	}
}
