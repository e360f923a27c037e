package translation

import (
	"strings"
	"unicode"
)

// digitValue is the value of a decimal digit of any script (Unicode's Nd): ٤ and ৪
// are 4. Each script has its ten in a row, so that the tables' ranges are tens.
func digitValue(r rune) (value int, ok bool) {
	if r < unicode.MaxASCII || !unicode.Is(unicode.Nd, r) {
		return int(r - '0'), r >= '0' && r <= '9'
	}
	for _, s := range unicode.Nd.R16 {
		if rune(s.Lo) <= r && r <= rune(s.Hi) {
			return int(r-rune(s.Lo)) % 10, true
		}
	}
	for _, s := range unicode.Nd.R32 {
		if rune(s.Lo) <= r && r <= rune(s.Hi) {
			return int(r-rune(s.Lo)) % 10, true
		}
	}
	return 0, false
}

// signs are those of other scripts for what numbers are written with.
var signs = map[rune]rune{
	'٫': '.', '٬': ',', // Arabic decimal and thousands separators
	'：': ':', '．': '.', '，': ',', '／': '/', '＋': '+', '（': '(', '）': ')', '－': '-',
	'\u00A0': thinSpace, '\u202F': thinSpace, // which part a number's thousands, and a sign from its number
	'‑': '-', '–': '-', '—': '-', '−': '-',
}

// thinSpace stands for all spaces that do not break a line.
const thinSpace = '\u2009'

// plainDigits writes a text with Latin digits and signs and without the marks of
// direction that stand within numbers. It has the lines that it had.
func plainDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if v, ok := digitValue(r); ok {
			return rune('0' + v)
		}
		if s, ok := signs[r]; ok {
			return s
		}
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
