package seam

import "context"

const (
	pathConnectWebview  = "/connect_webviews/get"
	pathConnectWebviews = "/connect_webviews/list"
)

// TypeConnectWebviewNotFound is the type of Seam's error for a connect webview
// that does not exist.
const TypeConnectWebviewNotFound = "connect_webview_not_found"

// ConnectWebview is a connect webview as Seam returns it. It does not have the url,
// because anyone with the url can connect an account.
type ConnectWebview struct {
	// ConnectWebviewID is a UUID.
	ConnectWebviewID string `json:"connect_webview_id"`
	// WorkspaceID is the UUID of the workspace that the webview belongs to.
	WorkspaceID string `json:"workspace_id"`
	CreatedAt   *Time  `json:"created_at"`
	// ConnectedAccountID is nil until the user has connected an account.
	ConnectedAccountID *string `json:"connected_account_id"`
	// Status is pending, failed or authorized.
	Status string `json:"status"`
	// LoginSuccessful is true if the user has logged in. AuthorizedAt is when, and
	// SelectedProvider is with which provider.
	LoginSuccessful  bool    `json:"login_successful"`
	AuthorizedAt     *Time   `json:"authorized_at"`
	SelectedProvider *string `json:"selected_provider"`
	// CustomerKey is nil if the webview belongs to no customer.
	CustomerKey    *string  `json:"customer_key"`
	CustomMetadata Metadata `json:"custom_metadata"`
	// AcceptedProviders and AcceptedCapabilities are sets. Their order has no
	// meaning.
	AcceptedProviders    []string `json:"accepted_providers"`
	AcceptedCapabilities []string `json:"accepted_capabilities"`
}

func (w ConnectWebview) place() (*Time, string) { return w.CreatedAt, w.ConnectWebviewID }

type connectWebviewsPage struct {
	page
	ConnectWebviews *[]ConnectWebview `json:"connect_webviews"`
}

func (p *connectWebviewsPage) objects() []ConnectWebview { return *p.ConnectWebviews }

func (p *connectWebviewsPage) check() error {
	if err := p.page.check(); err != nil {
		return err
	}
	if p.ConnectWebviews == nil {
		return shapeError("it has no connect_webviews")
	}
	for _, w := range *p.ConnectWebviews {
		if w.ConnectWebviewID == "" {
			return shapeError("connect_webview has no connect_webview_id")
		}
	}
	return nil
}

// ListConnectWebviews returns the connect webviews of the workspace that match the
// filters, oldest first.
func (c *Client) ListConnectWebviews(ctx context.Context, filters ListFilters) ([]ConnectWebview, error) {
	return allPages(ctx, c, pathConnectWebviews, "connect webviews",
		func(p pageOf) any {
			return struct {
				ListFilters
				pageOf
			}{filters, p}
		},
		func(seen map[string]bool) *connectWebviewsPage {
			return &connectWebviewsPage{page: page{seen: seen}}
		})
}

// HasConnectWebview reports whether the connect webview exists.
func (c *Client) HasConnectWebview(ctx context.Context, connectWebviewID string) (bool, error) {
	return c.has(ctx, pathConnectWebview, "connect_webview_id", connectWebviewID)
}
