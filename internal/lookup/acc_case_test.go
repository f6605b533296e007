package lookup_test

import (
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
)

// An uppercase ID finds the same object, and state keeps its spelling.
func TestAccIDsInUpperCase(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	stored(s)
	source := func(name, attribute, id string) string {
		return "data \"" + name + "\" \"this\" {\n  " + attribute + " = \"" + strings.ToUpper(id) + "\"\n}\n"
	}
	tf := s.Terraform(t, s.Config(source("seam_user_identity", "user_identity_id", identity)+
		source("seam_connected_account", "connected_account_id", accountA)+source("seam_connected_accounts", "space_id", space)))
	tf.Apply()
	for address, want := range map[string][2]string{
		"seam_user_identity": {"user_identity_id", identity}, "seam_connected_account": {"connected_account_id", accountA}, "seam_connected_accounts": {"space_id", space},
	} {
		if got := tf.Attributes("data." + address + ".this")[want[0]]; got != strings.ToUpper(want[1]) {
			t.Errorf("%s: %s is %v, want %s", address, want[0], got, strings.ToUpper(want[1]))
		}
	}
	if found := tf.Attributes("data.seam_connected_accounts.this")["connected_account_ids"]; len(texts(found)) != 1 {
		t.Errorf("found the accounts %v, want one", found)
	}
	s.WantOnly(t, "/user_identities/get", "/connected_accounts/get", "/connected_accounts/list")
	tf.WantEmptyPlan()
}
