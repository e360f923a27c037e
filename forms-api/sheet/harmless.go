package sheet

import (
	"regexp"
	"strings"
)

// Harmless puts an apostrophe before what a spreadsheet would take for a formula
// (OWASP, "CSV injection"): a text that begins with one, and what stands behind a
// sign that parts cells elsewhere, since who opens the file may part them by another
// than who wrote it. It is for CSV, which has no types.
func Harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		text = "'" + text
	}
	return behindSeparator.ReplaceAllString(text, "$1'$2")
}

var behindSeparator = regexp.MustCompile(`([,;|\t\r\n])([=+\-@])`)
