package formsapi

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrNotText is returned for bytes that are not readable text.
var ErrNotText = errors.New("not valid UTF-8, or has control characters")

// CleanLine checks one line of text and trims the space around it. Arabic,
// Bengali, emoji and their joiners and direction marks pass unchanged; a
// control character, a line break or invalid UTF-8 is ErrNotText.
func CleanLine(s string) (string, error) {
	if !isText(s, "") {
		return "", ErrNotText
	}
	return strings.TrimSpace(s), nil
}

// CleanText checks text of several lines. Line ends become "\n" (browsers send
// CR LF for what was typed as one key), so that lengths count what was typed.
func CleanText(s string) (string, error) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if !isText(s, "\n\t") {
		return "", ErrNotText
	}
	return strings.TrimSpace(s), nil
}

// Length counts characters as the contract does: Unicode code points.
func Length(s string) int { return utf8.RuneCountInString(s) }

func isText(s, allowed string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) && !strings.ContainsRune(allowed, r) {
			return false
		}
	}
	return true
}
