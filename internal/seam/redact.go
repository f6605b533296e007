package seam

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	redacted   = "[redacted]"
	maxTextLen = 500 // characters of a message of Seam's that are worth showing
)

// secretShape matches Seam's credentials and tokens (seam_…) and JSON Web
// Tokens, whichever of them a server may echo.
var secretShape = regexp.MustCompile(`(?i)seam_[0-9a-z_\-]+|\bey[0-9a-z_\-]{8,}(\.[0-9a-z_\-]+){1,2}`)

// redact makes a text of the server's fit for logs and diagnostics: no secret,
// no control characters, not too long. Control characters go first, so that
// none of them can hide a secret from the pattern.
func redact(text string, secrets ...string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, text)
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, redacted)
		}
	}
	text = secretShape.ReplaceAllString(text, redacted)
	if runes := []rune(text); len(runes) > maxTextLen {
		text = string(runes[:maxTextLen]) + "…"
	}
	return text
}
