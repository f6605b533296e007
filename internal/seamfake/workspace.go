package seamfake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// What [DefaultWorkspace] has. The credentials open nothing but a fake; "test" in the API key is how Seam documents the
// keys of sandbox workspaces.
const (
	DefaultWorkspaceID    = "5ea3fa4e-0000-4000-8000-000000000001"
	DefaultAPIKey         = "seam_testkey1_123456789ABCDEFGHJKLMNPQ"
	DefaultAccessToken    = "seam_at1testuser_123456789ABCDEFGHJKLMNPQ"
	DefaultPublishableKey = "seam_pk1testwork_123456789ABCDEFGHJKLMNPQ"
)

// Workspace is one workspace and the credentials that open it.
type Workspace struct {
	WorkspaceID string // a UUID; random when empty
	Name        string // "Workspace" and the beginning of the id when empty
	CompanyName string // the name when empty
	IsSandbox   bool

	// APIKeys open this workspace. They begin with seam_, but not with the beginning of another kind of credential.
	APIKeys []string
	// AccessTokens are personal access tokens, which begin with seam_at. A token belongs to a user, so several
	// workspaces may have the same; a request says which one in its seam-workspace header.
	AccessTokens []string
	// PublishableKeys begin with seam_pk. The workspace reports publishable key authentication as enabled when it has
	// one.
	PublishableKeys []string
}

// DefaultWorkspace is the workspace of a server that was given none.
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

// Workspaces returns the workspaces with what was missing filled in, in the order in which they were given.
func (s *Server) Workspaces() []Workspace {
	workspaces := make([]Workspace, 0, len(s.workspaces))
	for _, w := range s.workspaces {
		workspaces = append(workspaces, w.clone())
	}
	return workspaces
}

// ValidateWorkspaces reports an id that is not a UUID, an id, an API key or a publishable key that occurs twice, and a
// credential whose beginning is that of another kind. Its errors never contain a credential.
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

// complete fills in what is missing.
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
