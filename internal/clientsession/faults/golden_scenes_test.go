package faults_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

func scenes() map[string]scene {
	all := map[string]scene{}
	for _, part := range []map[string]scene{scenesOfTheBlock(), scenesOfValues(), scenesOfAnswers(), scenesOfChanging(), scenesOfReading(), scenesOfEnding(), scenesOfExpiry(), scenesOfOtherSessions(), scenesOfUse()} {
		maps.Copy(all, part)
	}
	return all
}

// on limits a fault to one endpoint.
func on(path string, fault seamfake.Fault) []seamfake.Fault {
	fault.Path = path
	return []seamfake.Fault{fault}
}

var (
	plan        = []string{"plan"}
	unrefreshed = []string{"apply", "-auto-approve", "-refresh=false"}
	destroy     = []string{"destroy", "-auto-approve", "-refresh=false"}
	forbidden   = seamsError(403, "forbidden", "not yours")
)

func jane(s *acctest.Seam) { existing(s, "jane_doe") }

// keyless is a session that get-or-create cannot find, and imported imports it.
func keyless(s *acctest.Seam) { s.AddSession(seamfake.Session{}) }

// deleteAll deletes all sessions outside Terraform.
func deleteAll(_ *testing.T, s *acctest.Seam) {
	for _, row := range s.Sessions() {
		s.DeleteSession(row.ClientSessionID)
	}
}

const imported = "import {\n  to = " + address + "\n  id = \"ID_OF()\"\n}\n"

// The output of laterOutput is unknown in a plan with replacedLater in its place.
const (
	laterOutput   = "resource \"terraform_data\" \"later\" {\n  input = \"known later\"\n}\n"
	replacedLater = "resource \"terraform_data\" \"later\" {\n  triggers_replace = 1\n  input = \"known later\"\n}\n"
)

func scenesOfTheBlock() map[string]scene {
	apiKey, token := seamfake.DefaultAPIKey, seamfake.DefaultAccessToken
	return map[string]scene{
		"no-credential":             {block: noKey, config: session(key)},
		"two-credentials-in-block":  {block: fmt.Sprintf("api_key = %q\n  personal_access_token = %q", apiKey, token), config: session(key)},
		"two-credentials-outside":   {block: noKey, variables: map[string]string{"SEAM_API_KEY": apiKey, "SEAM_PERSONAL_ACCESS_TOKEN": token}, config: session(key)},
		"token-for-a-key":           {block: fmt.Sprintf("api_key = %q", token), config: session(key)},
		"key-for-a-token":           {block: fmt.Sprintf("personal_access_token = %q\n  workspace_id = %q", apiKey, otherWorkspace), config: session(key)},
		"key-with-a-newline":        {block: noKey, variables: map[string]string{"SEAM_API_KEY": apiKey + "\n"}, config: session(key)},
		"token-without-workspace":   {block: fmt.Sprintf("personal_access_token = %q", token), config: session(key)},
		"workspace-id-is-no-id":     {block: fmt.Sprintf("api_key = %q\n  workspace_id = \"sandbox\"", apiKey), config: session(key)},
		"workspace-id-is-a-key":     {block: fmt.Sprintf("api_key = %q\n  workspace_id = %q", apiKey, apiKey), config: session(key)},
		"workspace-variable":        {block: noKey, variables: map[string]string{"SEAM_PERSONAL_ACCESS_TOKEN": token, "SEAM_WORKSPACE_ID": "sandbox"}, config: session(key)},
		"endpoint-in-clear-text":    {block: "endpoint = \"http://seam.example\"\n  api_key = \"" + apiKey + `"`, config: session(key)},
		"read-only-is-no-boolean":   {variables: map[string]string{"SEAM_READ_ONLY": "please"}, config: session(key)},
		"insecure-is-no-boolean":    {variables: map[string]string{"SEAM_ALLOW_INSECURE_ENDPOINT": "please"}, config: session(key)},
		"key-of-another-workspace":  {options: twoWorkspaces(), before: session(key), block: fmt.Sprintf("api_key = %q", otherKey), config: session(key)},
		"another-workspace-is-set":  {options: twoWorkspaces(), block: fmt.Sprintf("api_key = %q\n  workspace_id = %q", apiKey, otherWorkspace), config: session(key)},
		"wrong-key-and-a-session":   {before: session(key), block: `api_key = "seam_testkey9_nobodyknowsthiskey"`, config: session(key)},
		"token-without-access":      {options: twoWorkspaces(), block: noKey, variables: map[string]string{"SEAM_PERSONAL_ACCESS_TOKEN": token, "SEAM_WORKSPACE_ID": otherWorkspace}, config: session(key)},
		"key-in-quotes":             {block: noKey, variables: map[string]string{"SEAM_API_KEY": `"` + apiKey + `"`}, config: session(key)},
		"key-after-bearer":          {block: noKey, variables: map[string]string{"SEAM_API_KEY": "Bearer " + apiKey}, config: session(key)},
		"source-without-a-session":  {config: "data \"seam_client_session\" \"this\" {}\n"},
		"workspace-not-found-out":   {before: session(key), config: session(key), faults: on(acctest.Workspace, seamfake.InternalServerError())},
		"workspace-cannot-be-read":  {config: "data \"seam_workspace\" \"this\" {}\n", faults: on(acctest.Workspace, forbidden)},
		"block-is-not-known-yet":    {before: laterOutput + session(key), block: "api_key = terraform_data.later.output == \"\" ? \"\" : \"" + apiKey + `"`, config: replacedLater + session(key)},
		"an-attribute-with-a-typo":  {config: session(`user_identifier_keys = "jane_doe"`)},
		"a-key-that-seam-knows-not": {block: `api_key = "seam_testkey9_nobodyknowsthiskey"`, config: session(key)},
	}
}

func scenesOfValues() map[string]scene {
	unknown := "resource \"terraform_data\" \"later\" {\n  input = \"\"\n}\n" + session("user_identifier_key = terraform_data.later.output")
	return map[string]scene{
		"no-date-and-time":            {config: session(key, `expires_at = "next week"`)},
		"date-and-time-too-fine":      {config: session(key, `expires_at = "2030-01-31T18:00:00.0001Z"`)},
		"expires-at-has-passed":       {config: session(key, `expires_at = "2026-05-31T18:00:00Z"`)},
		"no-duration":                 {config: session(key, `expires_in = "a week"`)},
		"duration-not-positive":       {config: session(key, `expires_in = "-1h"`)},
		"renew-before-too-long":       {config: session(key, `expires_in = "24h"`, `renew_before = "24h"`)},
		"empty-key":                   {config: session(`user_identifier_key = ""`)},
		"key-that-is-empty-at-last":   {config: unknown},
		"two-user-identities":         {config: session(key, `user_identity_id = "`+identity+`"`, `user_identity_ids = ["`+identity+`"]`)},
		"user-identity-is-not-an-id":  {config: session(key, `user_identity_id = "jane"`)},
		"on-destroy-is-not-a-mode":    {config: session(key, `on_destroy = "forget"`)},
		"ephemeral-without-a-session": {config: opening()},
		"ephemeral-with-id-and-more":  {config: opening(`client_session_id = "`+accountA+`"`, expires)},
		"import-id":                   {args: plan, config: "import {\n  to = " + address + "\n  id = \"jane_doe\"\n}\n" + session(key)},
		"import-id-is-a-token":        {args: plan, config: "import {\n  to = " + address + "\n  id = \"seam_cst1echoed00_secret\"\n}\n" + session(key)},
	}
}

// scenesOfAnswers have a scene for each fault of a create.
func scenesOfAnswers() map[string]scene {
	body := seamsError(400, "invalid_input", `2 Input Errors: Invalid uuid for "connected_account_ids.0", Invalid date for "expires_at"`)
	body.Body = strings.Replace(body.Body, `"type":`, `"validation_errors":{"_errors":[],"connected_account_ids":{"_errors":[],"0":{"_errors":["Invalid uuid"]}},"expires_at":{"_errors":["Invalid date"]}},"type":`, 1)
	all := map[string]scene{
		"seam-rejects-two-attributes": {config: whole, faults: on(acctest.GetOrCreate, body)},
		"account-unknown-to-seam":     {config: whole, knobs: func(k *seamfake.Knobs) { k.RejectUnknownIDs = true }},
		"read-only":                   {block: fmt.Sprintf("api_key = %q\n  read_only = true", seamfake.DefaultAPIKey), config: session(key)},
	}
	for _, f := range faultCases("http://127.0.0.1:1") {
		if f.fault.Status != 0 {
			all["answer-"+f.name] = scene{config: whole, faults: on(acctest.GetOrCreate, f.fault)}
		}
	}
	all["answer-broken-off"] = scene{config: whole, faults: on(acctest.GetOrCreate, seamfake.Fault{TruncateBody: true})}
	return all
}

// answered rewrites the response of get-or-create.
func answered(from, to string) []seamfake.Fault {
	return on(acctest.GetOrCreate, rewritten(func(body string) string { return strings.ReplaceAll(body, from, to) }))
}

func scenesOfChanging() map[string]scene {
	return map[string]scene{
		"exists-already": {there: jane, config: session(key, `on_existing = "error"`)},
		"existing-session-cannot-be-checked": {
			config: session(key, `on_existing = "error"`),
			faults: on(acctest.Get, forbidden),
		},
		"two-resources-one-session":   {config: session(key) + renamed(session(key, "depends_on = ["+address+"]"))},
		"created-again-during-apply":  {before: session(key), meanwhile: deleteAll, args: unrefreshed, config: session(key, expires)},
		"expired-after-each-request":  {config: session(key), knobs: func(k *seamfake.Knobs) { k.DefaultLifetime = -1 }},
		"another-key":                 {config: whole, faults: answered(`"jane_doe"`, `"john"`)},
		"another-account":             {config: whole, faults: answered(accountA, accountB)},
		"another-expiry":              {config: whole, faults: answered(expiry, later)},
		"another-identity":            {config: whole, faults: answered(identity, another)},
		"another-workspace-id":        {before: session(key), args: unrefreshed, config: session(key, expires), faults: answered(seamfake.DefaultWorkspaceID, otherWorkspace)},
		"change-of-a-keyless-session": {there: keyless, config: imported + session(expires)},
		"token-that-is-not-rotated":   {before: session(key, rotate("1")), config: session(key, rotate("2")), faults: on(acctest.Delete, seamsError(404, "client_session_not_found", "no"))},
		"deletion-within-a-rotation":  {before: session(key, rotate("1")), config: session(key, rotate("2")), faults: on(acctest.Delete, forbidden)},
		"expired-after-the-plan":      {before: session(key), args: unrefreshed, config: session(key, `connected_account_ids = ["`+accountA+`"]`), meanwhile: func(_ *testing.T, s *acctest.Seam) { s.Clock.Advance(2 * year) }},
	}
}

func scenesOfReading() map[string]scene {
	expire := func(_ *testing.T, s *acctest.Seam) { s.Clock.Advance(4 * year) }
	data := "data \"seam_client_session\" \"this\" {\n  " + key + "\n}\n"
	return map[string]scene{
		"refresh-fails":              {before: session(key), config: session(key), faults: on(acctest.GetOrCreate, seamfake.InternalServerError())},
		"created-again":              {before: session(key), meanwhile: deleteAll, config: session(key)},
		"gone-while-read-only":       {before: session(key), meanwhile: deleteAll, args: plan, block: fmt.Sprintf("api_key = %q\n  read_only = true", seamfake.DefaultAPIKey), config: session(key)},
		"expired-as-configured":      {before: session(key, `expires_at = "2027-01-01T00:00:00Z"`), meanwhile: expire, config: session(key, `expires_at = "2027-01-01T00:00:00Z"`)},
		"expired-data-source":        {there: jane, meanwhile: expire, config: data},
		"no-session-for-data-source": {config: data},
		"no-session-to-import":       {args: plan, config: "import {\n  to = " + address + "\n  id = \"" + accountA + "\"\n}\n" + session(key)},
		"expired-without-a-key":      {there: keyless, before: imported + session(), meanwhile: expire, config: session()},
		"gone-without-a-key":         {there: keyless, before: imported + session(), meanwhile: deleteAll, config: session()},
		"list-fails":                 {config: "data \"seam_client_sessions\" \"all\" {}\n", faults: on("/client_sessions/list", forbidden)},
		"ephemeral-cannot-be-read":   {config: opening(`client_session_id = "` + accountA + `"`), faults: on(acctest.Get, forbidden)},
	}
}

func scenesOfEnding() map[string]scene {
	const lifecycle = "lifecycle {\n    create_before_destroy = true\n  }"
	revoking := session(key, `on_destroy = "revoke"`)
	return map[string]scene{
		"cannot-be-deleted":           {before: session(key), args: destroy, config: session(key), faults: on(acctest.Delete, forbidden)},
		"cannot-be-revoked":           {before: revoking, args: destroy, config: revoking, faults: on(acctest.Revoke, forbidden)},
		"kept-by-a-replacement":       {before: session(key, lifecycle), args: append(unrefreshed, "-replace="+address), config: session(key, lifecycle)},
		"ephemeral-cannot-be-deleted": {args: plan, config: opening(key, `on_close = "delete"`), faults: on(acctest.Delete, forbidden)},
		"ephemeral-cannot-be-revoked": {args: plan, config: opening(key, `on_close = "revoke"`), faults: on(acctest.Revoke, forbidden)},
		"kept-because-it-is-managed":  {config: session(key, "depends_on = [ephemeral.seam_client_session.this]") + opening(key, `on_close = "delete"`)},
	}
}
