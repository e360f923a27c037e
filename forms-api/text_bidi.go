package formsapi

import (
	"slices"
	"strings"
)

// Controls that open and close a stretch of text of one direction (UAX #9
// 2.1 to 2.4). The marks LRM, RLM and ALM are none of them.
const (
	popDirection = '\u202c' // PDF, closes what U+202A, B, D and E open
	popIsolate   = '\u2069' // PDI, closes what U+2066 to U+2068 open
)

func opensDirection(r rune) bool { return r >= '\u202a' && r <= '\u202e' && r != popDirection }
func opensIsolate(r rune) bool   { return r >= '\u2066' && r <= '\u2068' }

// steersDirection tells whether a rune turns the text that follows it.
func steersDirection(r rune) bool {
	return opensDirection(r) || opensIsolate(r) || r == popDirection || r == popIsolate
}

// breaksLine is a line or paragraph separator (Unicode 5.8): it shows as the end
// of a line in one program and as nothing in another.
func breaksLine(r rune) bool { return r == '\u2028' || r == '\u2029' }

// closeDirections closes on each line what the line opened, and drops what
// closes nothing, so that a text turns nothing that stands beside it. A text
// that closes what it opens, as one copied from a contact does, stays as it was.
func closeDirections(s string) string {
	if !strings.ContainsFunc(s, steersDirection) {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = closeLine(line)
	}
	return strings.Join(lines, "\n")
}

func closeLine(line string) string {
	var closed strings.Builder
	var open []rune // what closes each that is open
	for _, r := range line {
		switch {
		case opensDirection(r):
			open = append(open, popDirection)
		case opensIsolate(r):
			open = append(open, popIsolate)
		case r == popDirection || r == popIsolate:
			left, closes := pop(open, r)
			if open = left; !closes {
				continue
			}
		}
		closed.WriteRune(r)
	}
	slices.Reverse(open)
	return closed.String() + string(open)
}

// pop takes off what a control closes, if anything. The end of an isolate ends
// the embeddings within it too; the end of an embedding does not reach out of
// an isolate (UAX #9 X6a and X7).
func pop(open []rune, r rune) (left []rune, closes bool) {
	last := len(open) - 1
	if r == popIsolate {
		for last >= 0 && open[last] != popIsolate {
			last--
		}
	}
	if last < 0 || open[last] != r {
		return open, false
	}
	return open[:last], true
}
