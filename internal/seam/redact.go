package seam

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	redacted     = "[redacted]"
	minSecretLen = 8   // what is shorter would blot out words
	maxTextLen   = 500 // characters of a message of Seam's that are worth showing
)

// secretShape matches Seam's credentials and tokens (seam_…) and JSON Web
// Tokens, whichever of them a server may echo.
var secretShape = regexp.MustCompile(`(?i)seam_[0-9a-z_\-]+|\bey[0-9a-z_\-]{8,}(\.[0-9a-z_\-]+){1,2}`)

// forms are the texts by which a secret can be told: the whole, and what stands
// behind the last underscore, which is the part of Seam's credentials that nobody
// else knows.
func forms(secret string) []string {
	var all []string
	for _, form := range []string{secret, secret[strings.LastIndex(secret, "_")+1:]} {
		if len(form) >= minSecretLen && !slices.Contains(all, form) {
			all = append(all, form)
		}
	}
	return all
}

// Redact returns a text without anything that looks like a credential of Seam's
// or a token, fit for a message to people: on one line, and not too long.
func Redact(text string) string { return redact(text) }

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
		for _, form := range forms(secret) {
			text = strings.ReplaceAll(text, form, redacted)
		}
	}
	text = secretShape.ReplaceAllString(text, redacted)
	if runes := []rune(text); len(runes) > maxTextLen {
		text = string(runes[:maxTextLen]) + "…"
	}
	return text
}
