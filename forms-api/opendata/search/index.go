package search

import (
	"sort"
	"strings"
)

// Page is what is shown of a page that is found.
type Page struct {
	URL         string `json:"url"`
	Kind        string `json:"kind"` // service, office, project, news, page: the builder's word
	Title       string `json:"title"`
	Description string `json:"description"`
	Language    string `json:"language,omitempty"` // of title and description, where it is not that of the index
}

// Document is a page and the words by which it is found, in the page's language
// and in Italian.
type Document struct {
	Page
	Headings string
	Body     string
	Words    string // that people ask for it with, as good as those of the title
	Italian  string // the Italian title; empty on Italian pages. Other Italian words stand among headings and body
}

// Index finds the pages of one language. It is immutable, and safe for
// concurrent use. As JSON it is what the browser searches.
type Index struct {
	pages  []Page
	titles []string  // folded, as pages
	terms  []string  // in order
	places [][]place // as terms
	common map[string]bool
}

// place is where a term is: on which page, and the best of its parts.
type place struct {
	page int
	part part
}

// part is a part of a page.
type part int

const (
	body part = iota
	description
	heading
	italian
	title
	parts = iota
)

// weights are what a word scores in each part.
var weights = [parts]int{body: 1, description: 3, heading: 4, italian: 6, title: 8}

// titleBonus is what a page scores whose title is the query.
const titleBonus = 20

// DefaultLimit is the size of an index that a whole language off line has room
// for, in bytes as gzip makes them.
const DefaultLimit = 30_000

// New makes an index whose JSON takes at most limit bytes compressed by gzip.
// Titles, people's own words, descriptions, headings and Italian titles are always in it; of the
// words of bodies, those on the fewest pages come first, until limit is reached.
// The order of the documents decides between hits that score the same. Small
// words (how, where, the, of the) are common wherever they stand: a page that has
// nothing else of a query is no answer to it.
func New(documents []Document, limit int, small ...string) *Index {
	return (*Terms)(nil).New(documents, limit, small...)
}

// New is the function New for who makes many.
func (t *Terms) New(documents []Document, limit int, small ...string) *Index {
	g := gather(documents, t)
	for _, word := range asked(strings.Join(small, " ")) {
		g.common[word] = true
	}
	bodies := g.bodyTerms()
	if whole := g.index(bodies); whole.gzipped() <= limit {
		return whole
	}
	fit := sort.Search(len(bodies), func(n int) bool { return g.index(bodies[:n+1]).gzipped() > limit })
	return g.index(bodies[:fit])
}
