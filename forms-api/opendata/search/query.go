package search

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// Hit is a page that was found.
type Hit struct {
	Page
	Words int // how many of the query's words it has, of those that tell something
	Score int
}

// Search finds pages, the best first, and at most limit of them (0: all). Pages
// with all words come before pages with some, and pages with none that tells
// something are left out if the query has such a word. A word also finds those it
// begins, so that one finds while still typing. If nothing is found, slips of the
// finger are forgiven.
func (x *Index) Search(query string, limit int) []Hit {
	hits := x.find(query, x.scores)
	if len(hits) == 0 {
		hits = x.find(query, x.nearly)
	}
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}

func (x *Index) find(query string, scores scoring) []Hit {
	words := asked(query)
	for n, word := range words {
		words[n] = x.known(word)
	}
	words = unique(words)
	least := 0
	if slices.ContainsFunc(words, x.tells) {
		least = 1
	}
	hits := x.score(query, words, scores)
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Score == 0 || h.Words < least })
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(b.Words-a.Words, b.Score-a.Score)
	})
	return hits
}

// known is a word without its ending, if only so it begins a term.
func (x *Index) known(word string) string {
	short := endings.ReplaceAllString(word, "$1")
	if len(x.scores(word)) == 0 && len(x.scores(short)) > 0 {
		return short
	}
	return word
}

// scoring is what a word scores on each page, by the page's place.
type scoring func(word string) map[int]int

// score is every page with what it scores, in the order of the pages.
func (x *Index) score(query string, words []string, scores scoring) []Hit {
	hits := make([]Hit, len(x.pages))
	for n, p := range x.pages {
		hits[n].Page = p
	}
	for _, word := range words {
		for page, score := range scores(word) {
			hits[page].Score += score
			if x.tells(word) {
				hits[page].Words++
			}
		}
	}
	folded := Fold(query)
	for n := range hits {
		if hits[n].Score > 0 && x.titles[n] == folded {
			hits[n].Score += titleBonus
		}
	}
	return hits
}

// tells says whether a word can decide what a page is about: neither a very
// common one does, nor one or two letters (what an elision leaves, l’ or d’, or
// what is only begun).
func (x *Index) tells(word string) bool { return !x.common[word] && !whole.MatchString(word) }

// scores is what a word scores on each page that has it, or a word it begins.
func (x *Index) scores(word string) map[int]int {
	best := map[int]int{}
	for n := sort.SearchStrings(x.terms, word); n < len(x.terms) && strings.HasPrefix(x.terms[n], word); n++ {
		times := 1
		if x.terms[n] == word {
			times = 2
		} else if whole.MatchString(word) {
			break
		}
		x.raise(best, n, times)
	}
	return best
}

// raise makes a page's score that of one of the terms, if that is better.
func (x *Index) raise(best map[int]int, term, times int) {
	for _, p := range x.places[term] {
		best[p.page] = max(best[p.page], times*weights[p.part])
	}
}

func unique(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}
