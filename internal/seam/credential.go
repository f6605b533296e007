package seam

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// Credential authenticates requests. Printing it never shows its secret.
type Credential struct {
	// secret is a pointer, because fmt does not call String on the private field of
	// another struct and would print the string.
	secret *string
	// WorkspaceID is sent with a personal access token, which belongs to a
	// user and not to a workspace. Empty with an API key.
	WorkspaceID string
	// Source is where the secret was configured, for error messages.
	Source string
}

// NewAPIKey checks the format of an API key. It starts with seam_ and is not one of
// Seam's other credentials. The error says what it is, but never contains the
// secret.
func NewAPIKey(secret, source string) (Credential, error) {
	if err := checkHeaderSafe(secret); err != nil {
		return Credential{}, err
	}
	if kind := kindOf(secret); kind != "an API key" {
		return Credential{}, fmt.Errorf("it is %s, not an API key; %s", kind, useInstead(kind))
	}
	return Credential{secret: &secret, Source: source}, nil
}

// NewPersonalAccessToken checks the format of a personal access token. It starts
// with seam_at. The workspace ID selects the workspace.
func NewPersonalAccessToken(secret, workspaceID, source string) (Credential, error) {
	if err := checkHeaderSafe(secret); err != nil {
		return Credential{}, err
	}
	if kind := kindOf(secret); kind != "a personal access token" {
		return Credential{}, fmt.Errorf("it is %s, not a personal access token, which starts with seam_at; %s", kind, useInstead(kind))
	}
	return Credential{secret: &secret, WorkspaceID: workspaceID, Source: source}, nil
}

// reveal returns the secret, empty if there is none.
func (c Credential) reveal() string {
	if c.secret == nil {
		return ""
	}
	return *c.secret
}

// kind is the kind of credential, without an article.
func (c Credential) kind() string {
	_, kind, _ := strings.Cut(kindOf(c.reveal()), " ")
	return kind
}

// Fingerprint distinguishes one credential from another without revealing it: the
// first 12 hexadecimal digits of the SHA-256 of the secret and the workspace.
func (c *Client) Fingerprint() string {
	sum := sha256.Sum256([]byte(c.config.Credential.reveal() + "\x00" + c.config.Credential.WorkspaceID))
	return hex.EncodeToString(sum[:])[:12]
}

// String hides the secret.
func (c Credential) String() string { return "[redacted]" }

// GoString hides the secret from %#v.
func (c Credential) GoString() string { return c.String() }

// kindOf distinguishes Seam's credentials by the prefixes that Seam's SDKs check.
func kindOf(secret string) string {
	switch {
	case strings.HasPrefix(secret, "seam_at"):
		return "a personal access token"
	case strings.HasPrefix(secret, "seam_cst"):
		return "a client session token"
	case strings.HasPrefix(secret, "seam_pk"):
		return "a publishable key"
	case strings.HasPrefix(secret, "seam_"):
		return "an API key"
	case strings.HasPrefix(secret, "ey") && strings.Count(secret, ".") == 2:
		return "a JSON Web Token (used by Seam Console)"
	default:
		return "an unknown kind of credential"
	}
}

// useInstead says where to set a credential of a kind, or what to use instead.
func useInstead(kind string) string {
	switch kind {
	case "a personal access token":
		return "set it as personal_access_token or SEAM_PERSONAL_ACCESS_TOKEN, together with workspace_id or SEAM_WORKSPACE_ID"
	case "an API key":
		return "set it as api_key or SEAM_API_KEY"
	default:
		return "use an API key (in Seam Console, under Developer, API Keys), which starts with seam_ but not with seam_at, seam_cst or seam_pk"
	}
}

// checkHeaderSafe prevents net/http from printing a header value that it rejects.
func checkHeaderSafe(secret string) error {
	switch {
	case secret == "":
		return errors.New("it is an empty string")
	case strings.HasPrefix(strings.ToLower(secret), "bearer "):
		return errors.New(`it begins with "Bearer ", which belongs only in the HTTP header; remove it`)
	case strings.ContainsAny(secret[:1], "\"'`"):
		return errors.New("it starts with a quotation mark; remove the quotes")
	}
	for _, r := range secret {
		if r <= ' ' || r > '~' {
			return errors.New("it contains white space, a line break or another character that Seam credentials do not contain, such as the trailing newline of a file")
		}
	}
	return nil
}
