package redact

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain is a string without escapes, control characters and line breaks.
type plain struct {
	text     string
	from, to []int // positions of its bytes in the original; nil in the original
	breaks   []int // positions of line breaks
}

// origin returns the position of a byte in the original.
func (p plain) origin(i int) (from, to int) {
	if p.from == nil {
		return i, i + 1
	}
	return p.from[i], p.to[i]
}

// escapes are the escapes of a character in URLs, JSON, Go, HTML, Markdown and
// emails: hexadecimal, decimal, or with a backslash, and line breaks.
var escapes = regexp.MustCompile(`(?i)(?:%(?:25)*|\\+u(?:00|\{0*)|\\+x|&(?:amp;)*#x0*)([0-7][0-9a-f])[;}]?` +
	`|&(?:amp;)*#0*([0-9]{1,3});|&(?:amp;)*(lowbar|underbar);|=(5f|2d)|\\+([_\-.])|[ \t]*(?:=?[\r\n]|\\+[rn])+[ \t]*`)

// unfold undoes one level of escapes.
func unfold(p plain) plain {
	out := plain{from: make([]int, 0, len(p.text)), to: make([]int, 0, len(p.text))}
	var text strings.Builder
	put := func(r rune, start, end int) {
		switch {
		case r == '\n' || r == '\r':
			out.breaks = append(out.breaks, text.Len())
		case unicode.IsPrint(r) || r == '\t':
			from, _ := p.origin(start)
			_, to := p.origin(end - 1)
			written, _ := text.WriteRune(r)
			for range written {
				out.from, out.to = append(out.from, from), append(out.to, to)
			}
		}
	}
	done, breaks := 0, p.breaks
	copyTo := func(end int) {
		for done < end {
			for len(breaks) > 0 && breaks[0] <= done {
				out.breaks, breaks = append(out.breaks, text.Len()), breaks[1:]
			}
			r, width := utf8.DecodeRuneInString(p.text[done:])
			put(r, done, done+width)
			done += width
		}
	}
	for _, at := range escapes.FindAllStringSubmatchIndex(p.text, -1) {
		copyTo(at[0])
		put(unescaped(p.text, at), at[0], at[1])
		done = at[1]
	}
	copyTo(len(p.text))
	out.text = text.String()
	return out
}

// unescaped returns the character of an escape.
func unescaped(text string, at []int) rune {
	group := func(n int) string {
		if at[2*n] < 0 {
			return ""
		}
		return text[at[2*n]:at[2*n+1]]
	}
	base, digits := 16, group(1)+group(4)
	switch {
	case group(2) != "":
		base, digits = 10, group(2)
	case group(3) != "":
		return '_'
	case group(5) != "":
		return rune(group(5)[0])
	case digits == "":
		return '\n'
	}
	code, _ := strconv.ParseUint(digits, base, 16) // of digits only
	return rune(code)
}
