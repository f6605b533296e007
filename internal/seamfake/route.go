package seamfake

import "net/http"

// route is one endpoint.
type route struct {
	methods  []string       // in the order of the method_not_allowed message
	accepts  credentialKind // a set
	schema   schema
	needBody bool // an empty body is not accepted as {}
	handle   func(*Server, *call) (map[string]any, *apiError)
}

const anyKey = apiKey | accessToken

// sessionFields are the fields of both get_or_create and create. The OpenAPI document has no uuid format for the ids in
// the lists. The order of the fields is that of Seam's own fake. It is visible if several fields are invalid.
var sessionFields = schema{
	{name: "connected_account_ids", check: listOf(text)},
	{name: "connect_webview_ids", check: listOf(text)},
	{name: "user_identifier_key", check: someText},
	{name: "expires_at", check: dateTime},
	{name: "user_identity_id", check: uuidText},
	{name: "user_identity_ids", check: oneOf(uuidText)},
}

var sessionIDRequired = schema{{name: "client_session_id", check: uuidText, required: true}}

// pageFields are the fields of all lists with pages. The document requires the limit of connected accounts to be a whole
// number above zero. The same rule for connect webviews is assumed.
var pageFields = schema{
	{name: "user_identifier_key", check: someText},
	{name: "customer_key", check: someText},
	{name: "custom_metadata_has", check: metadata, object: true},
	{name: "search", check: someText},
	{name: "limit", check: count, number: true},
	{name: "page_cursor", check: text, nullable: true},
}

var getOrPost = []string{http.MethodGet, http.MethodPost}

// routes are the endpoints with their methods, credentials and parameters according to the OpenAPI document. Objects other
// than sessions accept only API keys and access tokens, because it is not known which of them a session token can read.
// Two rules are only in the newest version of the document: all endpoints reject an empty user_identifier_key, and list
// accepts null for two of its filters.
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
		methods: getOrPost, accepts: anyKey | sessionToken,
		schema: schema{
			{name: "client_session_id", check: uuidText},
			{name: "user_identifier_key", check: someText},
		},
		handle: (*Server).get,
	},
	"/client_sessions/list": {
		methods: getOrPost, accepts: anyKey,
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
	"/user_identities/get": {
		methods: getOrPost, accepts: anyKey,
		schema: schema{
			{name: "user_identity_id", check: uuidText},
			{name: "user_identity_key", check: someText},
		},
		handle: (*Server).getUserIdentity,
	},
	"/user_identities/merge": {
		methods: []string{http.MethodPost}, accepts: anyKey, needBody: true,
		schema: schema{
			{name: "user_identity_id", check: uuidText},
			{name: "user_identity_key", check: someText},
			{name: "merged_user_identity_ids", check: listOf(uuidText)},
			{name: "merged_user_identity_keys", check: listOf(someText)},
		},
		handle: (*Server).mergeUserIdentities,
	},
	"/user_identities/delete": {
		methods: []string{http.MethodDelete, http.MethodPost}, accepts: anyKey,
		schema: schema{{name: "user_identity_id", check: uuidText, required: true}},
		handle: (*Server).deleteUserIdentity,
	},
	"/connected_accounts/get": {
		methods: getOrPost, accepts: anyKey,
		schema: schema{
			{name: "connected_account_id", check: uuidText},
			{name: "email", check: emailText},
		},
		handle: (*Server).getConnectedAccount,
	},
	"/connected_accounts/list": {
		methods: getOrPost, accepts: anyKey,
		schema: append(pageFields[:len(pageFields):len(pageFields)], field{name: "space_id", check: uuidText}),
		handle: (*Server).listConnectedAccounts,
	},
	"/connect_webviews/get": {
		methods: getOrPost, accepts: anyKey,
		schema: schema{{name: "connect_webview_id", check: uuidText, required: true}},
		handle: (*Server).getConnectWebview,
	},
	"/connect_webviews/delete": {
		methods: []string{http.MethodDelete, http.MethodPost}, accepts: anyKey,
		schema: schema{{name: "connect_webview_id", check: uuidText, required: true}},
		handle: (*Server).deleteConnectWebview,
	},
	"/connect_webviews/list": {
		methods: getOrPost, accepts: anyKey,
		schema: pageFields,
		handle: (*Server).listConnectWebviews,
	},
	"/workspaces/get": {
		methods: getOrPost, accepts: anyKey | sessionToken,
		handle: (*Server).getWorkspace,
	},
}
