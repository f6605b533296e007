package clientsession_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccEphemeralResult(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, opening(key))
	s := acctest.NewSeam(t)
	factories := s.Factories()
	factories["echo"] = echoprovider.NewProviderServer()
	data := func(attribute string) tfjsonpath.Path { return tfjsonpath.New("data").AtMapKey(attribute) }
	const spelled = "2030-06-18T08:10:42+02:00" // must be returned unchanged
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{{
			Config: strings.Replace(s.Config(opening(key, `expires_at = "`+spelled+`"`, `connected_account_ids = ["`+accountA+`"]`, `user_identity_id = "`+identity+`"`)),
				"required_providers {", "required_providers {\n    echo = { source = \"seamapi/echo\" }", 1) + `
provider "echo" {
  data = ephemeral.seam_client_session.this
}
resource "echo" "this" {}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("echo.this", data("user_identifier_key"), knownvalue.StringExact("jane_doe")),
				statecheck.ExpectKnownValue("echo.this", data("expires_at"), knownvalue.StringExact(spelled)),
				statecheck.ExpectKnownValue("echo.this", data("workspace_id"), knownvalue.StringExact(seamfake.DefaultWorkspaceID)),
				statecheck.ExpectKnownValue("echo.this", data("token"), knownvalue.StringFunc(func(token string) error {
					if rows := s.Sessions(); len(rows) != 1 || rows[0].Token != token {
						return fmt.Errorf("the token does not belong to the session, or there are several: %d", len(rows))
					}
					return nil
				})),
				statecheck.ExpectKnownValue("echo.this", data("on_close"), knownvalue.Null()),
			},
		}},
	})
}

func TestAccEphemeralFivePlansAndAnApply(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(opening(key, expires)))
	tokens := map[string]bool{}
	for range 5 {
		tf.Run("plan").MustSucceed()
		tokens[s.WantSessions(t, 1)[0].Token] = true
	}
	tf.Apply()
	tokens[s.WantSessions(t, 1)[0].Token] = true
	if len(tokens) != 1 {
		t.Errorf("%d tokens", len(tokens))
	}
	s.WantOnly(t, acctest.GetOrCreate)
	if state := tf.StateFile(); strings.Contains(state, "seam_cst") || strings.Contains(state, "jane_doe") {
		t.Error("the session left a trace in state")
	}
}

func TestAccEphemeralOnClose(t *testing.T) {
	t.Parallel()
	for mode, path := range map[string]string{"delete": acctest.Delete, "revoke": acctest.Revoke} {
		onClose := `on_close = "` + mode + `"`
		t.Run(mode+", created here", func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(opening(key, onClose)))
			tf.Run("plan").MustSucceed()
			first := s.Requests()
			id := ""
			if rows := s.Sessions(); mode == "revoke" && len(rows) == 1 {
				id = rows[0].ClientSessionID
			}
			if last := first[len(first)-1]; last.Path != path || last.Status != http.StatusOK {
				t.Errorf("the last request was %s, with status %d", last.Path, last.Status)
			}
			// The apply does not return a session that the plan revoked.
			tf.Apply()
			for _, row := range s.Sessions() {
				if !row.Revoked() || row.ClientSessionID == id {
					t.Errorf("left on the server: %+v", row)
				}
			}
		})
		t.Run(mode+", created here although the response was lost", func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			lost := seamfake.DroppedAfterCommit()
			lost.Path, lost.Times = acctest.GetOrCreate, 1
			s.Inject(lost)
			s.Terraform(t, s.Config(opening(key, onClose))).Run("plan").MustSucceed()
			ended(t, s)
		})
		t.Run(mode+", there before", func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			row := existing(s, "jane_doe")
			lost := seamfake.DroppedAfterCommit()
			lost.Path, lost.Times = acctest.GetOrCreate, 1
			s.Inject(lost)
			tf := s.Terraform(t, s.Config(opening(key, onClose)))
			tf.Run("plan").MustSucceed()
			tf.Apply()
			if got := s.WantSessions(t, 1)[0]; got.ClientSessionID != row.ClientSessionID || got.Revoked() {
				t.Errorf("the server has %+v", got)
			}
		})
		t.Run(mode+", open fails after the session was created", func(t *testing.T) {
			t.Parallel()
			s := acctest.NewOddSeam(t)
			s.Inject(seamfake.Fault{Path: acctest.GetOrCreate, Rewrite: func(status int, body []byte) (int, []byte) {
				return status, []byte(strings.ReplaceAll(string(body), accountA, accountB))
			}})
			tf := s.Terraform(t, s.Config(opening(key, onClose, `connected_account_ids = ["`+accountA+`"]`)))
			tf.Run("plan", "-no-color").MustFail("Seam returned a different value for connected_account_ids")
			ended(t, s)
		})
		t.Run(mode+", open gets no response", func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			lost := seamfake.DroppedAfterCommit()
			lost.Path = acctest.GetOrCreate
			s.Inject(lost)
			s.Terraform(t, s.Config(opening(key, onClose))).Run("plan", "-no-color").MustFail("there was no response")
			ended(t, s)
		})
		t.Run(mode+", close fails", func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			outage := seamfake.InternalServerError()
			outage.Path = path
			s.Inject(outage)
			s.Terraform(t, s.Config(opening(key, onClose))).Run("plan", "-no-color").MustFail("Could not "+mode, "Its token works until the session expires")
		})
		t.Run(mode+", deleted before it closes", func(t *testing.T) {
			t.Parallel()
			s := acctest.NewSeam(t)
			s.BeforeRequest(func(r seamfake.Request) {
				if r.Path == path {
					for _, row := range s.Sessions() {
						s.DeleteSession(row.ClientSessionID)
					}
				}
			})
			s.Terraform(t, s.Config(opening(key, onClose))).Run("plan").MustSucceed()
		})
	}
}

// ended asserts that no token on the server is valid.
func ended(t *testing.T, s *acctest.Seam) {
	t.Helper()
	for _, row := range s.Sessions() {
		if !row.Revoked() {
			t.Errorf("still active on the server: %s", row.ClientSessionID)
		}
	}
}

func TestAccEphemeralByID(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	row := existing(s, "jane_doe")
	tf := s.Terraform(t, s.Config(opening(`client_session_id = "`+row.ClientSessionID+`"`)))
	tf.Apply()
	s.WantOnly(t, acctest.Get)
	tf.Write(s.Config(opening(`client_session_id = "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"`)))
	tf.Run("plan", "-no-color").MustFail("client_session_not_found", "c2cbd177")
	s.WantSessions(t, 1)
}

func TestAccEphemeralUnknownInput(t *testing.T) {
	t.Parallel()
	unknown := "resource \"terraform_data\" \"later\" {\n  input = \"jane_doe\"\n}\n" + opening(`user_identifier_key = terraform_data.later.output`)
	for name, c := range map[string]struct {
		use      string
		sessions int
	}{
		"used": {`
resource "terraform_data" "user" {
  lifecycle {
    precondition {
      condition     = ephemeral.seam_client_session.this.token != ""
      error_message = "There is no token."
    }
  }
}
`, 1},
		"not used": {"", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if acctest.IsOpenTofu(t) && c.use == "" {
				c.sessions = 0 // OpenTofu opens only what is used in an apply
			}
			s := acctest.NewSeam(t)
			tf := s.Terraform(t, s.Config(unknown+c.use))
			tf.SavePlan()
			s.WantSent(t)
			tf.Apply("saved.tfplan")
			s.WantSessions(t, c.sessions)
			if c.sessions > 0 {
				s.WantSent(t, refresh)
			}
		})
	}
}

func TestAccEphemeralReadOnly(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, readOnly(s, opening(key)))
	tf.Run("plan", "-no-color").MustFail("No such client session", "does not exist", "The provider is read-only", "apply without read_only")
	existing(s, "jane_doe")
	tf.Run("plan").MustSucceed()
	s.WantOnly(t, acctest.Get)
}

func TestAccEphemeralExpired(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(opening(key)))
	tf.Apply()
	old := s.WantSessions(t, 1)[0]
	s.Clock.Advance(year)
	tf.Apply()
	if got := s.WantSessions(t, 1)[0]; got.Token == old.Token || got.Expired(s.Clock.Now()) {
		t.Errorf("the server has %+v", got)
	}
	tf.Write(s.Config(opening(key, `expires_at = "2026-01-01T00:00:00Z"`)))
	tf.Run("plan", "-no-color").MustFail("expires_at has passed")
}

func TestAccEphemeralBadInput(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	for name, c := range map[string]struct{ lines, says string }{
		"no address":       {expires, "Missing user_identifier_key or client_session_id"},
		"both addresses":   {key + "\n  client_session_id = \"" + identity + `"`, "Conflicting arguments"},
		"ID and a date":    {expires + "\n  client_session_id = \"" + identity + `"`, "Conflicting arguments"},
		"ID and on_close":  {"on_close = \"delete\"\n  client_session_id = \"" + identity + `"`, "Conflicting arguments"},
		"unknown on_close": {key + "\n  " + `on_close = "drop"`, "value must be one of"},
		"bad date":         {key + "\n  " + `expires_at = "tomorrow"`, "RFC 3339"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.Terraform(t, s.Config(opening(c.lines))).Run("validate", "-no-color").MustFail(c.says)
		})
	}
}
