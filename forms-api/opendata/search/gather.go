package search

import (
	"maps"
	"slices"
)

// commonFrom keeps words from being common on a site of a handful of pages.
const commonFrom = 5

// gathering is all that could go into an index.
type gathering struct {
	documents []Document
	known     *Terms
	places    map[string]map[int]part
	common    map[string]bool
}

func gather(documents []Document, known *Terms) *gathering {
	g := &gathering{documents: documents, known: known, places: map[string]map[int]part{}}
	for page, d := range documents {
		for p, text := range map[part]string{
			title: d.Title, italian: d.Italian, heading: d.Headings, description: d.Description, body: d.Body,
		} {
			g.add(page, p, text)
		}
		g.add(page, title, d.Words)
	}
	g.common = g.everywhere()
	return g
}

func (g *gathering) add(page int, p part, text string) {
	for _, term := range g.known.of(text) {
		if g.places[term] == nil {
			g.places[term] = map[int]part{}
		}
		if best, there := g.places[term][page]; !there || best < p {
			g.places[term][page] = p
		}
	}
}

// everywhere are the terms on more than half of the pages. That a page has them
// says little: they score, but "all words of the query" leaves them aside.
func (g *gathering) everywhere() map[string]bool {
	common := map[string]bool{}
	for term, places := range g.places {
		if len(places) > max(commonFrom, len(g.documents)/2) {
			common[term] = true
		}
	}
	return common
}

// bodyTerms are those with places in bodies, rarest first: they take the least
// room and tell the most.
func (g *gathering) bodyTerms() []string {
	var all []string
	for _, term := range slices.Sorted(maps.Keys(g.places)) {
		if slices.Contains(slices.Collect(maps.Values(g.places[term])), body) {
			all = append(all, term)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return len(g.places[a]) - len(g.places[b]) })
	return all
}

// index makes the index with some of the terms of bodies.
func (g *gathering) index(bodies []string) *Index {
	x := &Index{common: g.common}
	for _, d := range g.documents {
		x.pages = append(x.pages, d.Page)
		x.titles = append(x.titles, Fold(d.Title))
	}
	kept := map[string]bool{}
	for _, term := range bodies {
		kept[term] = true
	}
	for _, term := range slices.Sorted(maps.Keys(g.places)) {
		if places := g.placesOf(term, kept[term]); len(places) > 0 {
			x.terms, x.places = append(x.terms, term), append(x.places, places)
		}
	}
	return x
}

// placesOf are a term's places by page, those in bodies as well or not.
func (g *gathering) placesOf(term string, bodies bool) []place {
	var places []place
	for _, page := range slices.Sorted(maps.Keys(g.places[term])) {
		if p := g.places[term][page]; p != body || bodies {
			places = append(places, place{page, p})
		}
	}
	return places
}
