package clientsession_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func at(attribute string) tfjsonpath.Path { return tfjsonpath.New(attribute) }

func TestAccLifecycle(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	same := statecheck.CompareValue(compare.ValuesSame())
	sameToken := statecheck.CompareValue(compare.ValuesSame())
	moved := s.Config(strings.Replace(whole, expiry, later, 1) + dependent)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: s.Factories(),
		CheckDestroy: func(*terraform.State) error {
			if len(s.Sessions()) > 0 {
				return errors.New("the session is still on the server")
			}
			return nil
		},
		Steps: []resource.TestStep{
			{
				Config: s.Config(whole + dependent),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
					plancheck.ExpectSensitiveValue(address, at("token")),
					plancheck.ExpectUnknownValue(address, at("client_session_id")),
				}},
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, at("user_identifier_key"), knownvalue.StringExact("jane_doe")),
					statecheck.ExpectKnownValue(address, at("connect_webview_ids"), knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact(webview)})),
					statecheck.ExpectKnownValue(address, at("connected_account_ids"), knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact(accountA)})),
					statecheck.ExpectKnownValue(address, at("expires_at"), knownvalue.StringExact(expiry)),
					statecheck.ExpectKnownValue(address, at("user_identity_id"), knownvalue.StringExact(identity)),
					statecheck.ExpectKnownValue(address, at("user_identity_ids"), knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact(identity)})),
					statecheck.ExpectKnownValue(address, at("workspace_id"), knownvalue.StringExact(seamfake.DefaultWorkspaceID)),
					statecheck.ExpectKnownValue(address, at("created_at"), knownvalue.StringExact("2026-06-01T12:00:00.000000Z")),
					statecheck.ExpectKnownValue(address, at("device_count"), knownvalue.Int64Exact(0)),
					statecheck.ExpectKnownValue(address, at("customer_id"), knownvalue.Null()),
					statecheck.ExpectKnownValue(address, at("customer_key"), knownvalue.Null()),
					statecheck.ExpectSensitiveValue(address, at("token")),
					same.AddStateValue(address, at("client_session_id")),
					sameToken.AddStateValue(address, at("token")),
				},
			},
			{
				Config: moved,
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply: []plancheck.PlanCheck{
						plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
						plancheck.ExpectResourceAction("terraform_data.holder", plancheck.ResourceActionNoop),
						plancheck.ExpectKnownValue(address, at("expires_at"), knownvalue.StringExact(later)),
					},
					PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
				},
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, at("expires_at"), knownvalue.StringExact(later)),
					same.AddStateValue(address, at("client_session_id")),
					sameToken.AddStateValue(address, at("token")),
				},
			},
			{
				ResourceName: address, ImportState: true, ImportStateVerify: true,
				ImportStateVerifyIdentifierAttribute: "client_session_id",
				ImportStateIdFunc: func(state *terraform.State) (string, error) {
					return state.RootModule().Resources[address].Primary.Attributes["client_session_id"], nil
				},
			},
		},
	})
}

func TestAccCreateSendsExactlyTheConfiguration(t *testing.T) {
	t.Parallel()
	for config, body := range map[string]fields{
		whole: {
			"user_identifier_key": "jane_doe", "expires_at": expiry, "connect_webview_ids": []any{webview},
			"connected_account_ids": []any{accountA}, "user_identity_id": identity,
		},
		session(key): {"user_identifier_key": "jane_doe"},
		session(key, `connected_account_ids = []`):           {"user_identifier_key": "jane_doe", "connected_account_ids": []any{}},
		session(key, `user_identity_ids = ["`+identity+`"]`): {"user_identifier_key": "jane_doe", "user_identity_ids": []any{identity}},
	} {
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(config))
		tf.Apply()
		s.WantSent(t, getOrCreate(body))
		tf.WantEmptyPlan()
	}
}

func TestAccTokenIsNeverShown(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(whole+dependent))
	outputs := tf.Run("plan", "-no-color").MustSucceed().Output + tf.Apply().Output
	token := s.WantSessions(t, 1)[0].Token
	tf.Write(s.Config(strings.Replace(whole+dependent, expiry, later, 1)))
	outputs += tf.Apply().Output + tf.Run("show", "-no-color").MustSucceed().Output + tf.Run("destroy", "-auto-approve", "-no-color").MustSucceed().Output
	if strings.Contains(outputs, token) {
		t.Error("the token was printed")
	}
	if !strings.Contains(outputs, "(sensitive value)") {
		t.Error("the token is not shown as sensitive")
	}
}

func TestAccRefreshSendsTheKeyAlone(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(whole))
	tf.Apply()
	id := s.WantSessions(t, 1)[0].ClientSessionID
	before, _ := s.Row(id)
	state := tf.StateFile()
	s.ResetJournal()
	for _, command := range [][]string{{"plan"}, {"plan", "-refresh-only"}, {"refresh"}, {"plan", "-destroy"}} {
		tf.Run(command...).MustSucceed()
		s.WantSent(t, workspaceFirst, refresh)
	}
	if after, _ := s.Row(id); string(after) != string(before) {
		t.Errorf("the session on the server changed:\n%s\nwas\n%s", after, before)
	}
	if tf.StateFile() != state {
		t.Error("a refresh without changes rewrote the state")
	}
}

func TestAccWithoutAKey(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(expires)))
	tf.Apply()
	made := s.WantSessions(t, 1)[0].UserIdentifierKey
	if !uuidV4.MatchString(made) || tf.Attributes(address)["user_identifier_key"] != made {
		t.Errorf("key %q on the server, %q in state; want one UUIDv4", made, tf.Attributes(address)["user_identifier_key"])
	}
	tf.WantEmptyPlan()
	tf.Run("refresh").MustSucceed()
	tf.Write(s.Config(session(`expires_at = "` + later + `"`)))
	tf.Apply()
	tf.Write(s.Config(session()))
	tf.WantEmptyPlan()
	if got := s.WantSessions(t, 1)[0].UserIdentifierKey; got != made {
		t.Errorf("key %q after refreshes and updates, want %q", got, made)
	}
}
