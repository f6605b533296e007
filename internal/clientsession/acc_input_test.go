package clientsession_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func TestAccBadInput(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	for name, c := range map[string]struct {
		line string
		says string
	}{
		"empty key":                  {`user_identifier_key = ""`, "string length must be at least 1"},
		"bad UUID":                   {`user_identity_id = "jane"`, "must be a UUID"},
		"account that is not a UUID": {`connected_account_ids = ["jane"]`, "must be a UUID"},
		"webview that is not a UUID": {`connect_webview_ids = ["jane"]`, "must be a UUID"},
		"bad UUID in the list":       {`user_identity_ids = ["jane"]`, "must be a UUID"},
		"date without time":          {`expires_at = "2030-01-01"`, "RFC 3339"},
		"date without zone":          {`expires_at = "2030-01-01T00:00:00"`, "RFC 3339"},
		"microseconds":               {`expires_at = "2030-01-01T00:00:00.000001Z"`, "more precise than a millisecond"},
		"two identities":             {`user_identity_ids = ["` + identity + `", "` + another + `"]`, "at most 1"},
		"no identity":                {`user_identity_ids = []`, "at least 1"},
		"both identity forms":        {`user_identity_id = "` + identity + "\"\n  user_identity_ids = [\"" + identity + `"]`, "cannot be specified when"},
		"empty account ID":           {`connected_account_ids = [""]`, "must be a UUID"},
		"null account ID":            {`connected_account_ids = [null]`, "null"},
		"a list that is a string":    {`connect_webview_ids = "` + webview + `"`, "set of string required"},
		"a computed attribute":       {`token = "seam_cst1"`, "token"},
		"an unknown attribute":       {`expires = "2030-01-01T00:00:00Z"`, "An argument named \"expires\" is not expected here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := s.Terraform(t, s.Config(session(c.line)))
			attribute, _, _ := strings.Cut(c.line, " ")
			tf.Run("validate", "-no-color").MustFail(c.says, attribute+" = ")
		})
	}
	t.Cleanup(func() { s.WantSent(t) })
}

func TestAccUnknownValues(t *testing.T) {
	t.Parallel()
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(`
resource "terraform_data" "later" {
  input = { key = "jane_doe", account = "`+accountA+`", identity = "`+identity+`", expires = "`+expiry+`" }
}
`+session(
		`user_identifier_key = terraform_data.later.output.key`,
		`connected_account_ids = [terraform_data.later.output.account]`,
		`user_identity_id = terraform_data.later.output.identity`,
		`expires_at = terraform_data.later.output.expires`,
	)))
	tf.Apply()
	s.WantSent(t, getOrCreate(fields{
		"user_identifier_key": "jane_doe", "connected_account_ids": []any{accountA}, "user_identity_id": identity, "expires_at": expiry,
	}))
	tf.WantEmptyPlan()
}

// Seam rejects values that the schema cannot check. The error is at the attribute.
func TestAccSeamsErrorsReachTheAttribute(t *testing.T) {
	t.Parallel()
	refusal := seamfake.Fault{
		Path: acctest.GetOrCreate, Status: http.StatusBadRequest, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `{"ok":false,"error":{"type":"invalid_input","message":"Invalid uuid for \"connected_account_ids\"",
			"validation_errors":{"_errors":[],"connected_account_ids":{"_errors":[],"0":{"_errors":["Invalid uuid"]}}}}}`,
	}
	t.Run("create", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(whole))
		s.Inject(refusal)
		tf.Run("apply", "-auto-approve", "-no-color").MustFail("with "+address, "connected_account_ids = [", "connected_account_ids.0: Invalid uuid", "400")
	})
	t.Run("update", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t)
		tf := s.Terraform(t, s.Config(whole))
		tf.Apply()
		state := tf.Objects()
		tf.Write(s.Config(strings.Replace(whole, expiry, later, 1)))
		s.Inject(refusal)
		tf.Run("apply", "-auto-approve", "-no-color", "-refresh=false").MustFail("with "+address, "connected_account_ids = [", "connected_account_ids.0: Invalid uuid")
		if tf.Objects() != state {
			t.Error("the state changed")
		}
	})
	t.Run("unknown account", func(t *testing.T) {
		t.Parallel()
		s := acctest.NewSeam(t, seamfake.WithKnobs(seamfake.Knobs{RejectUnknownIDs: true}))
		tf := s.Terraform(t, s.Config(session(key, `connected_account_ids = ["`+accountA+`"]`)))
		tf.Run("apply", "-auto-approve", "-no-color").MustFail("connected_account_not_found", "connected_account_ids = [")
		if state := tf.Attributes(address); state != nil {
			t.Errorf("state has %v", state)
		}
	})
}

func TestAccRefreshErrorsKeepState(t *testing.T) {
	t.Parallel()
	jsonError := func(status int, errorType string) seamfake.Fault {
		return seamfake.Fault{
			Status: status, Header: http.Header{"Content-Type": {"application/json"}},
			Body: `{"ok":false,"error":{"type":"` + errorType + `","message":"echo ` + seamfake.DefaultAPIKey + `"}}`,
		}
	}
	for name, f := range map[string]seamfake.Fault{
		"400": jsonError(400, "invalid_input"), "401": jsonError(401, "unauthorized"), "403": jsonError(403, "forbidden"),
		"404 from Seam": jsonError(404, "client_session_not_found"), "404 of a proxy": {Status: 404, Body: "no route"},
		"429": seamfake.RateLimited(""), "500": seamfake.InternalServerError(), "502": seamfake.BadGatewayHTML(), "503": seamfake.ServiceUnavailable(),
		"half a body": {TruncateBody: true}, "HTML": {Status: 200, Body: "<html>"}, "empty": {Status: 200},
		"ok false": {Rewrite: func(status int, body []byte) (int, []byte) {
			return status, []byte(strings.Replace(string(body), `"ok":true`, `"ok":false`, 1))
		}},
		"redirect": {Status: 307, Header: http.Header{"Location": {"https://elsewhere.example/"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := acctest.NewOddSeam(t)
			tf := s.Terraform(t, s.Config(whole))
			tf.Apply()
			state := tf.StateFile()
			f.Path = acctest.GetOrCreate
			s.Inject(f)
			tf.Run("plan", "-no-color").MustFail("Could not read the client session", "jane_doe", "The state has not changed", "get_or_create").
				DoesNotSay(seamfake.DefaultAPIKey)
			tf.Run("apply", "-auto-approve", "-no-color").MustFail("Could not read the client session")
			if tf.StateFile() != state {
				t.Error("the state changed")
			}
			s.ClearFaults()
			tf.WantEmptyPlan()
			s.WantSessions(t, 1)
		})
	}
}
