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
// control character, a line break of any kind, a character that turns the text
// after it (a bidi embedding, override or isolate) or invalid UTF-8 is ErrNotText.
func CleanLine(s string) (string, error) {
	if !isText(s, "") || strings.ContainsFunc(s, steersDirection) || strings.ContainsFunc(s, breaksLine) {
		return "", ErrNotText
	}
	return strings.TrimSpace(s), nil
}

// lineEnds become "\n" (browsers send CR LF for what was typed as one key), so
// that lengths count what was typed.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\u2028", "\n", "\u2029", "\n")

// CleanText checks text of several lines: line ends become "\n", and what turns
// the direction of text ends with its line.
func CleanText(s string) (string, error) {
	s = lineEnds.Replace(s)
	if !isText(s, "\n\t") {
		return "", ErrNotText
	}
	return closeDirections(strings.TrimSpace(s)), nil
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

// named tells whether somebody can be called by a text: it has a letter or a
// digit of any script, and is not all spaces, signs and invisible characters.
func named(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !isFiller(r)
	})
}

// shows tells whether a text has anything in it that can be seen.
func shows(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !isFiller(r) })
}

// isFiller tells the letters and marks that show nothing, such as U+3164.
func isFiller(r rune) bool {
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// FoldDigits writes the decimal digits of every script as 0 to 9: who writes in
// Arabic or Bengali types numbers in it too.
func FoldDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if value, ok := decimal(r); ok {
			return '0' + value
		}
		return r
	}, s)
}

// decimal is the value of a decimal digit. Unicode keeps each script's ten
// digits together and in order, so that every range of Nd begins with a zero.
func decimal(r rune) (rune, bool) {
	for _, span := range unicode.Nd.R16 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return (r - rune(span.Lo)) % 10, true
		}
	}
	for _, span := range unicode.Nd.R32 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return (r - rune(span.Lo)) % 10, true
		}
	}
	return 0, false
}
