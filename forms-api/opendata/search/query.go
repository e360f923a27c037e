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
	Words int // how many of the query's words it has, the very common ones aside
	Score int
}

// Search finds pages, the best first, and at most limit of them (0: all). Pages
// with all words come before pages with some. A word also finds those it begins,
// so that one finds while still typing.
func (x *Index) Search(query string, limit int) []Hit {
	hits := x.score(query)
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Score == 0 })
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(b.Words-a.Words, b.Score-a.Score)
	})
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}

// score is every page with what it scores, in the order of the pages.
func (x *Index) score(query string) []Hit {
	hits := make([]Hit, len(x.pages))
	for n, p := range x.pages {
		hits[n].Page = p
	}
	for _, word := range unique(Words(query)) {
		for page, score := range x.scores(word) {
			hits[page].Score += score
			if !x.common[word] {
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

// scores is what a word scores on each page that has it, or a word it begins.
func (x *Index) scores(word string) map[int]int {
	best := map[int]int{}
	for n := sort.SearchStrings(x.terms, word); n < len(x.terms) && strings.HasPrefix(x.terms[n], word); n++ {
		times := 1
		if x.terms[n] == word {
			times = 2
		}
		for _, p := range x.places[n] {
			best[p.page] = max(best[p.page], times*weights[p.part])
		}
	}
	return best
}

func unique(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}
