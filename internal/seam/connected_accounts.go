package seam

import (
	"context"
	"strings"
)

const (
	pathConnectedAccount  = "/connected_accounts/get"
	pathConnectedAccounts = "/connected_accounts/list"
)

// TypeConnectedAccountNotFound is the type of Seam's error for a connected account
// that does not exist.
const TypeConnectedAccountNotFound = "connected_account_not_found"

// ConnectedAccount is a connected account as Seam returns it. It does not have
// user_identifier, which Seam has deprecated and which is personal data.
type ConnectedAccount struct {
	// ConnectedAccountID is a UUID.
	ConnectedAccountID string `json:"connected_account_id"`
	// CreatedAt is nil if Seam does not return it.
	CreatedAt *Time `json:"created_at"`
	// AccountType is nil if Seam does not return it. AccountTypeDisplayName is its
	// display name.
	AccountType            *string `json:"account_type"`
	AccountTypeDisplayName string  `json:"account_type_display_name"`
	// DisplayName is personal data: most often an email address or a name.
	DisplayName string `json:"display_name"`
	// CustomerKey is nil if the account belongs to no customer.
	CustomerKey    *string  `json:"customer_key"`
	CustomMetadata Metadata `json:"custom_metadata"`
	// AcceptedCapabilities is a set. Its order has no meaning.
	AcceptedCapabilities          []string `json:"accepted_capabilities"`
	AutomaticallyManageNewDevices bool     `json:"automatically_manage_new_devices"`
	// Errors and Warnings are empty if there are no problems.
	Errors   []ObjectError   `json:"errors"`
	Warnings []ObjectWarning `json:"warnings"`
}

func (a ConnectedAccount) place() (*Time, string) { return a.CreatedAt, a.ConnectedAccountID }

func (a *ConnectedAccount) check() error {
	if a.ConnectedAccountID == "" {
		return shapeError("connected_account has no connected_account_id")
	}
	return nil
}

// ConnectedAccountAddress identifies the connected account of a look-up by one of
// the two. Its fields are those of the request.
type ConnectedAccountAddress struct {
	ConnectedAccountID string `json:"connected_account_id,omitempty"`
	Email              string `json:"email,omitempty"`
}

type connectedAccountResponse struct {
	envelope
	ConnectedAccount *struct {
		ConnectedAccount

		UserIdentifier struct {
			Email string `json:"email"`
		} `json:"user_identifier"`
	} `json:"connected_account"`

	// about is the requested account.
	about ConnectedAccountAddress
}

func (r *connectedAccountResponse) check() error {
	if err := r.envelope.check(); err != nil {
		return err
	}
	got := r.ConnectedAccount
	if got == nil {
		return shapeError("it has no connected_account")
	}
	if err := got.check(); err != nil {
		return err
	}
	email := got.UserIdentifier.Email // which Seam does not have to show
	switch {
	case r.about.ConnectedAccountID != "" && got.ConnectedAccountID != r.about.ConnectedAccountID:
		return shapeError("it has a different connected account than the one requested")
	case r.about.Email != "" && email != "" && !strings.EqualFold(email, r.about.Email):
		return shapeError("it has a connected account with a different email than the one requested")
	}
	return nil
}

// FindConnectedAccount returns a connected account. If there is none,
// IsReferenceNotFound is true for the error.
func (c *Client) FindConnectedAccount(ctx context.Context, address ConnectedAccountAddress) (*ConnectedAccount, error) {
	response, _, err := post(ctx, c, pathConnectedAccount, address,
		func() *connectedAccountResponse { return &connectedAccountResponse{about: address} })
	if err != nil {
		return nil, err
	}
	return &response.ConnectedAccount.ConnectedAccount, nil
}

// ConnectedAccountFilters select connected accounts.
type ConnectedAccountFilters struct {
	ListFilters

	// SpaceID is the UUID of a space that the accounts belong to.
	SpaceID string `json:"space_id,omitempty"`
}

type connectedAccountsPage struct {
	page
	ConnectedAccounts *[]ConnectedAccount `json:"connected_accounts"`
}

func (p *connectedAccountsPage) objects() []ConnectedAccount { return *p.ConnectedAccounts }

func (p *connectedAccountsPage) check() error {
	if err := p.page.check(); err != nil {
		return err
	}
	if p.ConnectedAccounts == nil {
		return shapeError("it has no connected_accounts")
	}
	for i := range *p.ConnectedAccounts {
		if err := (*p.ConnectedAccounts)[i].check(); err != nil {
			return err
		}
	}
	return nil
}

// ListConnectedAccounts returns the connected accounts of the workspace that match
// the filters, oldest first.
func (c *Client) ListConnectedAccounts(ctx context.Context, filters ConnectedAccountFilters) ([]ConnectedAccount, error) {
	return allPages(ctx, c, pathConnectedAccounts, "connected accounts",
		func(p pageOf) any {
			return struct {
				ConnectedAccountFilters
				pageOf
			}{filters, p}
		},
		func(seen map[string]bool) *connectedAccountsPage {
			return &connectedAccountsPage{page: page{seen: seen}}
		})
}

// HasConnectedAccount reports whether the connected account exists.
func (c *Client) HasConnectedAccount(ctx context.Context, connectedAccountID string) (bool, error) {
	return c.has(ctx, pathConnectedAccount, "connected_account_id", connectedAccountID)
}
