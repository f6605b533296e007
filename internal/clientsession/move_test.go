package clientsession_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// moveFrom calls the provider with the state of another provider. The private state
// has a note of this provider and one of another.
func moveFrom(t *testing.T, sourceType, state string) (*acctest.Protocol, *tfprotov6.MoveResourceStateResponse) {
	t.Helper()
	p := acctest.NewSeam(t).Protocol(t)
	private := fmt.Sprintf(`{"phase":%q,"other":%q}`, base64.StdEncoding.EncodeToString([]byte(`"due"`)), base64.StdEncoding.EncodeToString([]byte(`"x"`)))
	moved, err := p.MoveResourceState(t.Context(), &tfprotov6.MoveResourceStateRequest{
		SourceProviderAddress: "registry.terraform.io/example/seam", SourceTypeName: sourceType, SourceSchemaVersion: 7,
		SourceState: &tfprotov6.RawState{JSON: []byte(state)}, SourcePrivate: []byte(private), TargetTypeName: typeName,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, moved
}

// A different schema version, with unknown attributes and without some known ones.
func TestMoveState(t *testing.T) {
	t.Parallel()
	p, moved := moveFrom(t, typeName, fmt.Sprintf(
		`{"client_session_id":%q,"workspace_id":%q,"user_identifier_key":"jane_doe","token":"t","expires_at":%q,"of_a_fork":{"a":[1]}}`,
		another, otherWorkspace, expiry))
	acctest.WantDiagnostics(t, moved.Diagnostics)
	state := p.Attributes(moved.TargetState, p.Schemas.ResourceSchemas[typeName].ValueType())
	for name, want := range map[string]string{"client_session_id": another, "user_identifier_key": "jane_doe", "token": "t", "expires_at": expiry} {
		if got := state[name]; got == nil || *got != want {
			t.Errorf("%s is %v, want %s", name, got, want)
		}
	}
	identity := p.Attributes(moved.TargetIdentity.IdentityData, identityType)
	if *identity["client_session_id"] != another || *identity["workspace_id"] != otherWorkspace {
		t.Errorf("identity %v", identity)
	}
	var private map[string][]byte
	if err := json.Unmarshal(moved.TargetPrivate, &private); err != nil || len(private) != 1 || string(private["phase"]) != `"due"` {
		t.Errorf("private state %s (%v), want the phase alone", moved.TargetPrivate, err)
	}
}

// The state of an unclear create has no ID.
func TestMoveStateWithTheKeyAlone(t *testing.T) {
	t.Parallel()
	p, moved := moveFrom(t, typeName, `{"user_identifier_key":"jane_doe"}`)
	acctest.WantDiagnostics(t, moved.Diagnostics)
	if got := p.Attributes(moved.TargetState, p.Schemas.ResourceSchemas[typeName].ValueType()); *got["user_identifier_key"] != "jane_doe" {
		t.Errorf("state %v", got)
	}
}

func TestMoveStateOfSomethingElse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string][2]string{
		"another type":       {"seam_device", fmt.Sprintf(`{"client_session_id":%q}`, another)},
		"other types within": {typeName, fmt.Sprintf(`{"client_session_id":%q,"connected_account_ids":"all"}`, another)},
		"no session":         {typeName, `{"id":"1"}`},
		"another kind of ID": {typeName, `{"client_session_id":"cs1","user_identifier_key":"jane_doe"}`},
		"no object":          {typeName, `[]`},
	} {
		_, moved := moveFrom(t, c[0], c[1])
		if len(moved.Diagnostics) != 1 || moved.Diagnostics[0].Summary != "Unable to Move Resource State" {
			t.Errorf("%s: reported %+v, want the framework's error", name, moved.Diagnostics)
		}
	}
}

const mirror = "example/seam"

// mirrored is a provider for the same Seam at two addresses, with a state of the
// first one.
func mirrored(t *testing.T, s *acctest.Seam, body string) *acctest.Terraform {
	t.Helper()
	tf := s.Terraform(t, strings.Replace(s.Config(body), "seamapi/seam", mirror, 1))
	tf.Beside(mirror, func() tfprotov6.ProviderServer { return providerserver.NewProtocol6(s.Provider()())() })
	tf.Apply()
	return tf
}

const movedBlock = "# moved from another provider\nmoved {\n  from = " + address + "\n  to   = seam_client_session.that\n}\n"

// Terraform calls the provider to move a state only if the address of the resource
// also changes.
func TestAccMovedFromAnotherAddress(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := mirrored(t, s, session(key, expires))
	before := tf.Attributes(address)
	tf.Write(s.Config(renamed(session(key, expires)) + movedBlock))
	s.ResetJournal()
	tf.Apply().Says("0 added, 0 changed, 0 destroyed")
	s.WantSent(t, workspaceFirst, refresh)
	after := tf.Attributes("seam_client_session.that")
	for name, value := range before {
		if got := after[name]; fmt.Sprint(got) != fmt.Sprint(value) {
			t.Errorf("%s is %v in state, want %v", name, got, value)
		}
	}
	if !strings.Contains(tf.StateFile(), "/seamapi/seam") || strings.Contains(tf.StateFile(), mirror) {
		t.Error("the state names the other provider")
	}
	tf.WantEmptyPlan()
}

// The reach that waits for an interrupted rotation is in private state, which also
// moves.
func TestAccMovedBetweenTheHalvesOfARotation(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := mirrored(t, s, session(key, rotate("1")))
	_, account, _ := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
	outage := seamfake.InternalServerError()
	outage.Path, outage.Skip = acctest.GetOrCreate, 2 // the request after the refresh, and the one after the deletion
	s.Inject(outage)
	tf.Write(strings.Replace(s.Config(session(key, rotate("2"))), "seamapi/seam", mirror, 1))
	tf.Run("apply", "-auto-approve", "-no-color").MustFail("500")
	s.WantSessions(t, 0)
	s.ClearFaults()
	tf.Write(s.Config(renamed(session(key, rotate("2"))) + movedBlock))
	tf.Apply("-refresh=false")
	if got := s.WantSessions(t, 1)[0]; !slices.Equal(got.ConnectedAccountIDs, []string{account}) {
		t.Errorf("the account that the end user connected is lost: %v", got.ConnectedAccountIDs)
	}
	tf.WantEmptyPlan()
}
