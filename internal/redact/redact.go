// Package redact removes Seam credentials and tokens from messages and logs.
package redact

import (
	"encoding/base64"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	redacted      = "[redacted]"
	minSecretLen  = 8   // shorter strings would mask words
	minCredential = 15  // of a Seam credential, and of a JSON Web Token
	maxTextLen    = 500 // maximum length of a message from Seam
	maxReadLen    = 8 << 10
)

var (
	// candidate finds what may be a Seam credential or a JSON Web Token.
	candidate = regexp.MustCompile(`(?i)seam_[0-9a-z_\-]+|eyj[0-9a-z_\-]+(?:\.[0-9a-z_\-]+)*`)
	// numbered are names such as seam_client_session_2.
	numbered  = regexp.MustCompile(`^seam_[a-z_]+_[0-9]{1,4}$`)
	base64Run = regexp.MustCompile(`[0-9A-Za-z+/_\-]{20,}`)
	// Shape replaces candidate and isCredential for logs, which accept only a
	// pattern.
	Shape = regexp.MustCompile(`(?i)seam_[a-z_\-]*[0-9][0-9a-z_\-]{6,}|eyj[0-9a-z_\-]{12,}(?:\.[0-9a-z_\-]+)*`)
)

// Forms are the strings that reveal a secret: the whole secret, and the part after
// the last underscore, which is the secret part of Seam's credentials.
func Forms(secret string) []string {
	var all []string
	for _, form := range []string{secret, secret[strings.LastIndex(secret, "_")+1:]} {
		if len(form) >= minSecretLen && !slices.Contains(all, form) {
			all = append(all, form)
		}
	}
	return all
}

// Text returns a string without anything that looks like a credential or a token,
// and without the known ones. The result is one line without control characters and
// has a limited length.
func Text(text string, known ...string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, mask(text[:min(len(text), maxReadLen)], known))
	if runes := []rune(text); len(runes) > maxTextLen {
		text = string(runes[:maxTextLen]) + "…"
	}
	return text
}

// Writer returns a writer for the standard logger, to which net/http writes
// unexpected data from a server, including tokens.
func Writer(to io.Writer) io.Writer { return writer{to} }

type writer struct{ to io.Writer }

// Write expects one line, as the standard logger writes them.
func (w writer) Write(line []byte) (int, error) {
	if _, err := io.WriteString(w.to, mask(string(line), nil)); err != nil {
		return 0, err
	}
	return len(line), nil
}

// mask replaces everything that looks like a credential, and the known credentials:
// in plain text, in the escapes that servers and proxies use, and in base64.
func mask(text string, known []string) string {
	var spans [][2]int
	p := plain{text: text}
	for level := range 3 {
		if level > 0 {
			p = unfold(p)
		}
		found := credentials(p.text, p.breaks, known)
		for _, run := range base64Run.FindAllStringIndex(p.text, -1) {
			if inBase64(p.text[run[0]:run[1]], known) {
				found = append(found, [2]int(run))
			}
		}
		for _, span := range found {
			from, _ := p.origin(span[0])
			_, to := p.origin(span[1] - 1)
			spans = append(spans, [2]int{from, to})
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	var b strings.Builder
	done := 0
	for _, span := range spans {
		if span[0] >= done {
			b.WriteString(text[done:span[0]] + redacted)
		}
		done = max(done, span[1])
	}
	return b.String() + text[done:]
}

// credentials returns the positions of credentials in a string without line breaks.
func credentials(text string, breaks []int, known []string) (spans [][2]int) {
	lower := asciiLower(text)
	for _, secret := range known {
		for _, form := range Forms(secret) {
			form = asciiLower(form)
			for at := 0; ; {
				found := strings.Index(lower[at:], form)
				if found < 0 {
					break
				}
				spans = append(spans, [2]int{at + found, at + found + len(form)})
				at += found + len(form)
			}
		}
	}
	for at := 0; ; {
		found := candidate.FindStringIndex(text[at:])
		if found == nil {
			return spans
		}
		start := at + found[0]
		at = endOf(text, start, at+found[1], breaks)
		if isCredential(text[start:at]) {
			spans = append(spans, [2]int{start, at})
		}
	}
}

// isCredential distinguishes a credential from the name of a type or an instance.
func isCredential(found string) bool {
	return len(found) >= minCredential && looksRandom(found) && !numbered.MatchString(found)
}

func looksRandom(part string) bool {
	return len(part) >= minSecretLen && strings.ContainsAny(part, "0123456789")
}

// endOf returns the end of a candidate with line breaks. The next line belongs to
// it only if it looks random and the part before it may be the start of a
// credential.
func endOf(text string, start, end int, breaks []int) int {
	for _, at := range slices.Backward(breaks) {
		if at <= start || at >= end {
			continue
		}
		if isWord := at-start >= minCredential && !looksRandom(text[start:at]); isWord || !looksRandom(text[at:end]) {
			end = at
		}
	}
	return end
}

func inBase64(run string, known []string) bool {
	run = strings.NewReplacer("-", "+", "_", "/").Replace(run)
	for offset := range 4 {
		decoded, _ := base64.RawStdEncoding.DecodeString(run[offset:]) // up to here
		if len(credentials(string(decoded), nil, known)) > 0 {
			return true
		}
	}
	return false
}

func asciiLower(text string) string {
	lower := []byte(text)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}
