package seamfake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// The ID and credentials of [DefaultWorkspace]. The credentials are valid only for a fake. Seam documents that the API keys
// of sandbox workspaces contain "test".
const (
	DefaultWorkspaceID    = "5ea3fa4e-0000-4000-8000-000000000001"
	DefaultAPIKey         = "seam_testkey1_123456789ABCDEFGHJKLMNPQ"
	DefaultAccessToken    = "seam_at1testuser_123456789ABCDEFGHJKLMNPQ"
	DefaultPublishableKey = "seam_pk1testwork_123456789ABCDEFGHJKLMNPQ"
)

// Workspace is a workspace with its credentials.
type Workspace struct {
	WorkspaceID string // a UUID; random if empty
	Name        string // "Workspace" and the beginning of the id if empty
	CompanyName string // the name if empty
	IsSandbox   bool

	// APIKeys begin with seam_, but not with the prefix of another kind of credential.
	APIKeys []string
	// AccessTokens are personal access tokens, which begin with seam_at. A token belongs to a user, so several workspaces
	// can have the same token. A request selects the workspace with its seam-workspace header.
	AccessTokens []string
	// PublishableKeys begin with seam_pk. The workspace reports publishable key authentication as enabled if it has one.
	PublishableKeys []string
}

// DefaultWorkspace returns the workspace of a server for which none is set.
func DefaultWorkspace() Workspace {
	return Workspace{
		WorkspaceID:     DefaultWorkspaceID,
		Name:            "Sandbox",
		CompanyName:     "Seam fake",
		IsSandbox:       true,
		APIKeys:         []string{DefaultAPIKey},
		AccessTokens:    []string{DefaultAccessToken},
		PublishableKeys: []string{DefaultPublishableKey},
	}
}

// Workspaces returns the workspaces with defaults for missing fields, in the order in which they were given.
func (s *Server) Workspaces() []Workspace {
	workspaces := make([]Workspace, 0, len(s.workspaces))
	for _, w := range s.workspaces {
		workspaces = append(workspaces, w.clone())
	}
	return workspaces
}

// ValidateWorkspaces returns an error for an id that is not a UUID, for an id, an API key or a publishable key that occurs
// twice, and for a credential with the wrong prefix. Its errors never contain a credential.
func ValidateWorkspaces(workspaces ...Workspace) error {
	ids, keys := map[string]bool{}, map[string]bool{}
	for _, w := range workspaces {
		if w.WorkspaceID != "" && !uuidForm.MatchString(w.WorkspaceID) {
			return fmt.Errorf("workspace id %q is not a UUID", w.WorkspaceID)
		}
		if w.WorkspaceID != "" && ids[w.WorkspaceID] {
			return fmt.Errorf("workspace %s is given twice", w.WorkspaceID)
		}
		ids[w.WorkspaceID] = true
		if err := w.validateCredentials(); err != nil {
			return fmt.Errorf("workspace %q: %w", w.WorkspaceID, err)
		}
		for _, key := range slices.Concat(w.APIKeys, w.PublishableKeys) {
			if keys[key] {
				return fmt.Errorf("workspace %q: an API key or publishable key is given twice", w.WorkspaceID)
			}
			keys[key] = true
		}
	}
	return nil
}

func (w Workspace) validateCredentials() error {
	for _, key := range w.APIKeys {
		if bearerKind(key) != apiKey {
			return errors.New("an API key must begin with seam_, and not with seam_at, seam_cst or seam_pk")
		}
	}
	for _, token := range w.AccessTokens {
		if bearerKind(token) != accessToken {
			return errors.New("an access token must begin with seam_at")
		}
	}
	for _, key := range w.PublishableKeys {
		if !strings.HasPrefix(key, publishableKeyPrefix) {
			return errors.New("a publishable key must begin with seam_pk")
		}
	}
	return nil
}

// complete sets the missing fields.
func (w *Workspace) complete() {
	if w.WorkspaceID == "" {
		w.WorkspaceID = uuid.NewString()
	}
	if w.Name == "" {
		w.Name = "Workspace " + w.WorkspaceID[:8]
	}
	if w.CompanyName == "" {
		w.CompanyName = w.Name
	}
}

func (w Workspace) clone() Workspace {
	w.APIKeys = slices.Clone(w.APIKeys)
	w.AccessTokens = slices.Clone(w.AccessTokens)
	w.PublishableKeys = slices.Clone(w.PublishableKeys)
	return w
}
