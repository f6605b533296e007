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

// pageFields are what lists with pages have in common. The document wants a limit of connected accounts to be a whole
// number above zero; that connect webviews want the same is assumed.
var pageFields = schema{
	{name: "user_identifier_key", check: someText},
	{name: "customer_key", check: someText},
	{name: "custom_metadata_has", check: metadata, object: true},
	{name: "search", check: someText},
	{name: "limit", check: count, number: true},
	{name: "page_cursor", check: text, nullable: true},
}

var getOrPost = []string{http.MethodGet, http.MethodPost}

// routes are the endpoints with the methods, credentials and parameters that the OpenAPI document gives them. The objects
// beside sessions open to API keys and access tokens alone: what a session token would see of them is not known. That an
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
