package clientsession_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccExpiresAtMovesInPlace(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(whole+dependent))
	tf.Apply()
	before, held := tf.Attributes(address), tf.Attributes("terraform_data.holder")["id"]

	tf.Write(s.Config(strings.Replace(whole, expiry, later, 1) + dependent))
	plan, _ := tf.Plan()
	change := acctest.Change(t, plan, address)
	if !change.Actions.Update() {
		t.Errorf("planned %v, want an update", change.Actions)
	}
	if got := changed(change.Before, change.After); !slices.Equal(got, []string{"expires_at"}) {
		t.Errorf("the plan changes %v, want expires_at alone", got)
	}
	if unknown := change.AfterUnknown.(map[string]any); len(trueLeaves(unknown)) > 0 {
		t.Errorf("the plan leaves %v unknown", trueLeaves(unknown))
	}
	s.ResetJournal()
	tf.Apply("saved.tfplan")
	s.WantSent(t, workspaceFirst, getOrCreate(fields{"user_identifier_key": "jane_doe", "expires_at": later}))
	if got := changed(before, tf.Attributes(address)); !slices.Equal(got, []string{"expires_at"}) {
		t.Errorf("the apply changed %v, want expires_at alone", got)
	}
	if got := tf.Attributes("terraform_data.holder")["id"]; got != held {
		t.Error("the holder of the token was replaced")
	}
	if got := s.WantSessions(t, 1)[0].ExpiresAt; !got.Equal(time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the server has %s", got)
	}
	tf.WantEmptyPlan()
}

// changed names the attributes in which two objects differ.
func changed(before, after any) []string {
	a, b := before.(map[string]any), after.(map[string]any)
	names := []string{}
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if !reflect.DeepEqual(a[name], b[name]) {
			names = append(names, name)
		}
	}
	return names
}

func trueLeaves(values map[string]any) []string {
	names := []string{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if values[name] == true {
			names = append(names, name)
		}
	}
	return names
}

func TestAccIDLists(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	accounts := func(ids string) string { return s.Config(session(key, `connected_account_ids = [`+ids+`]`)) }
	a, b := `"`+accountA+`"`, `"`+accountB+`"`
	tf := s.Terraform(t, accounts(a+", "+b))
	tf.Apply()
	id := s.WantSessions(t, 1)[0].ClientSessionID
	want := func(step string, ids ...string) {
		t.Helper()
		got := s.WantSessions(t, 1)[0]
		slices.Sort(got.ConnectedAccountIDs)
		slices.Sort(ids)
		if got.ClientSessionID != id || !slices.Equal(got.ConnectedAccountIDs, ids) {
			t.Errorf("%s: the server has %v in %s, want %v in %s", step, got.ConnectedAccountIDs, got.ClientSessionID, ids, id)
		}
		tf.WantEmptyPlan()
	}
	want("set", accountA, accountB)
	tf.Write(accounts(b + ", " + a))
	want("reordered", accountA, accountB)
	tf.Write(accounts(b))
	plan, _ := tf.Plan()
	change := acctest.Change(t, plan, address)
	if got := trueLeaves(change.AfterUnknown.(map[string]any)); !change.Actions.Update() || !slices.Equal(got, []string{"device_count"}) {
		t.Errorf("planned %v with %v unknown, want an update with device_count unknown", change.Actions, got)
	}
	tf.Apply("saved.tfplan")
	want("shortened", accountB)
	tf.Write(s.Config(session(key)))
	want("left out", accountB)
	tf.Write(accounts(""))
	tf.Apply()
	want("cleared")
}

func TestAccAccountsOfTheEndUserSurvive(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, expires)))
	tf.Apply()
	webviewID, accountID, ok := s.ConnectAccount(s.WantSessions(t, 1)[0].ClientSessionID)
	if !ok {
		t.Fatal("the session is not on the server")
	}
	tf.Write(s.Config(session(key, `expires_at = "`+later+`"`)))
	tf.Apply()
	got := s.WantSessions(t, 1)[0]
	if !slices.Equal(got.ConnectedAccountIDs, []string{accountID}) || !slices.Equal(got.ConnectWebviewIDs, []string{webviewID}) {
		t.Errorf("the server has accounts %v and webviews %v", got.ConnectedAccountIDs, got.ConnectWebviewIDs)
	}
	if shown := tf.Attributes(address)["connected_account_ids"]; !reflect.DeepEqual(shown, []any{accountID}) {
		t.Errorf("state shows accounts %v", shown)
	}
	tf.WantEmptyPlan()
}

func TestAccUserIdentity(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key, `user_identity_id = "`+identity+`"`)))
	tf.Apply()
	id := s.WantSessions(t, 1)[0].ClientSessionID
	for _, lines := range []string{`user_identity_ids = ["` + another + `"]`, `user_identity_id = "` + another + `"`, ``} {
		tf.Write(s.Config(session(key, lines)))
		tf.Apply()
		tf.WantEmptyPlan()
		if got := s.WantSessions(t, 1)[0]; got.UserIdentityID != another || got.ClientSessionID != id {
			t.Errorf("%s: the server has %s in %s", lines, got.UserIdentityID, got.ClientSessionID)
		}
	}
}

func TestAccAnotherKeyIsAnotherSession(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(session(key)))
	tf.Apply()
	tf.Write(s.Config(session(`user_identifier_key = "john"`)))
	plan, _ := tf.Plan()
	if change := acctest.Change(t, plan, address); !change.Actions.Replace() {
		t.Errorf("planned %v, want a replacement", change.Actions)
	}
	tf.Apply("saved.tfplan")
	if got := s.WantSessions(t, 1)[0].UserIdentifierKey; got != "john" {
		t.Errorf("the server has %q", got)
	}
	tf.WantEmptyPlan()
}

// A second plan is empty, regardless of the form of Seam's responses.
func TestAccSecondPlanIsEmptyForEveryForm(t *testing.T) {
	t.Parallel()
	for name, turn := range map[string]func(*seamfake.Knobs){
		"microseconds": func(k *seamfake.Knobs) { k.ExpiresAtFraction = seamfake.Microseconds },
		"milliseconds": func(k *seamfake.Knobs) { k.CreatedAtFraction = seamfake.Milliseconds },
		"no fraction": func(k *seamfake.Knobs) {
			k.ExpiresAtFraction, k.CreatedAtFraction = seamfake.NoFraction, seamfake.NoFraction
		},
		"offset +00:00":    func(k *seamfake.Knobs) { k.NumericOffset = time.UTC },
		"offset +02:00":    func(k *seamfake.Knobs) { k.NumericOffset = time.FixedZone("", 7200) },
		"whole seconds":    func(k *seamfake.Knobs) { k.StoreWholeSeconds = true },
		"reversed ids":     func(k *seamfake.Knobs) { k.ReverseIDs = true },
		"customer_id":      func(k *seamfake.Knobs) { k.EmitCustomerID = true },
		"customer_key":     func(k *seamfake.Knobs) { k.EmitCustomerKey = true },
		"no identity list": func(k *seamfake.Knobs) { k.OmitUserIdentityIDs = true },
		"device_count 1.0": func(k *seamfake.Knobs) { k.DeviceCountAsFloat = true },
		"unknown fields":   func(k *seamfake.Knobs) { k.UnknownFields = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewOddSeam(t)
			config := s.Config(session(key, `expires_at = "2030-06-18T06:10:42.250Z"`,
				`connected_account_ids = ["`+accountA+`", "`+accountB+`"]`, `user_identity_id = "`+identity+`"`))
			// Seam uses the form from the beginning, or only later.
			for _, before := range []bool{true, false} {
				tf := s.Terraform(t, config)
				if before {
					s.SetKnobs(turn)
				}
				tf.Apply()
				s.SetKnobs(turn)
				tf.WantEmptyPlan()
				tf.Apply()
				tf.WantEmptyPlan()
				tf.Run("destroy", "-auto-approve").MustSucceed()
				s.SetKnobs(func(k *seamfake.Knobs) { *k = seamfake.Knobs{} })
			}
		})
	}
}
