package search

import "regexp"

// slips are how TheFolding tells how many slips of the finger a word may have.
var slips = compiled(TheFolding.Slips)

func compiled(patterns []string) []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, p := range patterns {
		all = append(all, regexp.MustCompile(p))
	}
	return all
}

// nearly is what a word scores by itself, or else what the terms score that it
// would be but for the fewest slips. Of those, common ones are seldom meant:
// pensione is not persone.
func (x *Index) nearly(word string) map[int]int {
	best := x.scores(word)
	for n := 0; len(best) == 0 && n < len(slips) && slips[n].MatchString(word); n++ {
		for t, term := range x.terms {
			if !x.common[term] && apart([]rune(word), []rune(term), n+1) {
				x.raise(best, t, 1)
			}
		}
	}
	return best
}

// apart says whether a slip or several make one word the other: a letter too
// much, one too few, a wrong one, or two that have changed places.
func apart(a, b []rune, most int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case len(a)-len(b) > most || len(b)-len(a) > most:
		return false
	case len(a) <= most && len(b) <= most:
		return true
	case most == 0:
		return false
	}
	return apart(a[1:], b, most-1) || apart(a, b[1:], most-1) || apart(a[1:], b[1:], most-1) ||
		len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && apart(a[2:], b[2:], most-1)
}
