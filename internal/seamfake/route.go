package seamfake

import "net/http"

// route is one endpoint.
type route struct {
	methods  []string       // in the order in which method_not_allowed names them
	accepts  credentialKind // a set
	schema   schema
	needBody bool // no body at all is not taken for {}
	handle   func(*Server, *call) (map[string]any, *apiError)
}

const anyKey = apiKey | accessToken

// sessionFields are what get_or_create and create have in common. The OpenAPI document has no uuid format for the ids in
// the lists. Their order, which shows when several are wrong, is that of Seam's own fake.
var sessionFields = schema{
	{name: "connected_account_ids", check: listOf(text)},
	{name: "connect_webview_ids", check: listOf(text)},
	{name: "user_identifier_key", check: someText},
	{name: "expires_at", check: dateTime},
	{name: "user_identity_id", check: uuidText},
	{name: "user_identity_ids", check: oneOf(uuidText)},
}

var sessionIDRequired = schema{{name: "client_session_id", check: uuidText, required: true}}

// routes are the endpoints with the methods, credentials and parameters that the OpenAPI document gives them. That an
// empty user_identifier_key is refused everywhere, and that list takes null for two of its filters, is in the newest
// version of the document only.
var routes = map[string]route{
	"/client_sessions/get_or_create": {
		methods: []string{http.MethodPost}, accepts: anyKey | publishableKey, needBody: true,
		schema: sessionFields,
		handle: (*Server).getOrCreate,
	},
	"/client_sessions/create": {
		methods: []string{http.MethodPost, http.MethodPut}, accepts: anyKey | publishableKey, needBody: true,
		schema: append(sessionFields[:len(sessionFields):len(sessionFields)],
			field{name: "customer_id", check: text},
			field{name: "customer_key", check: someText},
		),
		handle: (*Server).create,
	},
	"/client_sessions/get": {
		methods: []string{http.MethodGet, http.MethodPost}, accepts: anyKey | sessionToken,
		schema: schema{
			{name: "client_session_id", check: uuidText},
			{name: "user_identifier_key", check: someText},
		},
		handle: (*Server).get,
	},
	"/client_sessions/list": {
		methods: []string{http.MethodGet, http.MethodPost}, accepts: anyKey,
		schema: schema{
			{name: "client_session_id", check: someText},
			{name: "user_identifier_key", check: someText},
			{name: "connect_webview_id", check: text, nullable: true},
			{name: "user_identity_id", check: text, nullable: true},
			{name: "without_user_identifier_key", check: boolean, boolean: true},
		},
		handle: (*Server).list,
	},
	"/client_sessions/grant_access": {
		methods: []string{http.MethodPatch, http.MethodPost}, accepts: anyKey, needBody: true,
		schema: schema{
			{name: "client_session_id", check: text},
			{name: "user_identifier_key", check: someText},
			{name: "connected_account_ids", check: listOf(text)},
			{name: "connect_webview_ids", check: listOf(text)},
			{name: "user_identity_id", check: text},
			{name: "user_identity_ids", check: oneOf(text)},
		},
		handle: (*Server).grantAccess,
	},
	"/client_sessions/delete": {
		methods: []string{http.MethodDelete, http.MethodPost}, accepts: anyKey,
		schema: sessionIDRequired,
		handle: (*Server).delete,
	},
	"/client_sessions/revoke": {
		methods: []string{http.MethodPost}, accepts: anyKey, needBody: true,
		schema: sessionIDRequired,
		handle: (*Server).revoke,
	},
	"/workspaces/get": {
		methods: []string{http.MethodGet, http.MethodPost}, accepts: anyKey | sessionToken,
		handle: (*Server).getWorkspace,
	},
}
