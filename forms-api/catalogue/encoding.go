package catalogue

import (
	"bytes"
	"unicode/utf8"
)

// isUTF8 refuses a text in another encoding: its accents would be lost.
func (l *loader) isUTF8(name string, text []byte) bool {
	if utf8.Valid(text) {
		return true
	}
	line := 1
	for row := range bytes.Lines(text) {
		if !utf8.Valid(row) {
			break
		}
		line++
	}
	l.findings.add(contentFile(name), line, "", Error, NotUTF8)
	return false
}

// NotUTF8 is the sentence about a text in another encoding.
const NotUTF8 = "this file is not in UTF-8, so that its accents cannot be read: save it as UTF-8, which the editor offers under \"Save as\", \"Encoding\""
