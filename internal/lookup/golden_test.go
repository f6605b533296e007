package lookup_test

import (
	"flag"
	"strconv"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var update = flag.Bool("update", false, "write the golden files of the diagnostics")

// TestAccGolden compares the output of the CLI for each error with a golden file. With
// -update, it writes the files.
func TestAccGolden(t *testing.T) {
	t.Parallel()
	forbidden := refusal(403, "forbidden")
	refused := func(field string) seamfake.Fault {
		f := refusal(400, "invalid_input")
		f.Body = strings.Replace(f.Body, `"type":`, `"validation_errors":{"_errors":[],"`+field+`":{"_errors":["Invalid value"]}},"type":`, 1)
		return f
	}
	none := seamfake.Fault{Match: func(seamfake.Request) bool { return false }}
	email := block("seam_connected_account", `email = "jane@example.com"`)
	for name, c := range map[string]struct {
		config string
		fault  seamfake.Fault
	}{
		"no-identity-with-the-key":   {sources()["identity"].block(), none},
		"no-identity-with-the-id":    {block("seam_user_identity", `user_identity_id = "`+identity+`"`), none},
		"no-account-with-the-id":     {sources()["account"].block(), none},
		"no-account-with-the-email":  {email, none},
		"identity-cannot-be-read":    {sources()["identity"].block(), forbidden},
		"account-cannot-be-read":     {sources()["account"].block(), forbidden},
		"email-is-refused":           {email, refused("email")},
		"accounts-cannot-be-listed":  {sources()["accounts"].block(), forbidden},
		"accounts-filter-is-refused": {sources()["accounts"].block(), refused("customer_key")},
		"webviews-cannot-be-listed":  {sources()["webviews"].block(), forbidden},
		"pages-in-a-circle":          {sources()["accounts"].block(), pages(func(int) string { return "again" })},
		"pages-without-an-end":       {sources()["webviews"].block(), pages(strconv.Itoa)},
		"identity-by-nothing":        {block("seam_user_identity", ""), none},
		"account-by-both":            {block("seam_connected_account", "email = \"jane@example.com\"\n  connected_account_id = \""+accountA+`"`), none},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewOddSeam(t)
			s.Inject(c.fault)
			printed := acctest.Tidy(s, s.Terraform(t, s.Config(c.config)).Run("plan", "-json").Diagnostics(), identity, accountA)
			acctest.Golden(t, name, printed, *update)
		})
	}
}
