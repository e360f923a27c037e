package site

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/opendata/search"
	"sportello/forms-api/words"
)

// SearchIndex is the name of a language's search index, in its folder.
const SearchIndex = "search.json"

// kinds are what a page is told to be where it is found, by its section.
var kinds = map[string]string{
	"needs": "need", "services": "service", "offices": "office", "projects": "project", "news": "news",
}

// writeIndexes writes each language's search index beside its pages.
func writeIndexes(ctx context.Context, public string, pages []builtPage, e Edition, lately *memory) error {
	documents := map[string][]search.Document{}
	at := map[string]builtPage{}
	for _, p := range pages {
		at[p.path] = p
	}
	for _, p := range pages {
		if p.indexed {
			d := p.document(at[p.italianPath()])
			d.Words = p.askedWith(e.Catalogue)
			documents[p.language] = append(documents[p.language], d)
		}
	}
	languages := slices.Collect(maps.Keys(documents))
	return each(ctx, len(languages), func(n int) error {
		language := languages[n]
		index := lately.terms.New(documents[language], search.DefaultLimit, smallWords(e.Words, language), smallWords(e.Words, source))
		if err := writeJSON(filepath.Join(public, language, SearchIndex), index); err != nil {
			return fmt.Errorf("writing the search index: %w", err)
		}
		return nil
	})
}

// smallWords are those that people put a question with, and that no page is about.
func smallWords(said *words.Words, language string) string {
	return said.Message(language, "search-small-words", nil)
}

// document is what a page is found by. Whoever has heard the Italian word for a
// thing finds the page by that as well.
func (p builtPage) document(italian builtPage) search.Document {
	d := search.Document{Page: search.Page{URL: p.path, Kind: p.kind(), Title: p.title}}
	p.describe(&d)
	if p.reading.inItalian {
		d.Language = source
		return d
	}
	if p.language != source && italian.reading != nil {
		d.Italian = italian.title
		same := search.Document{}
		italian.describe(&same)
		d.Headings += " " + same.Headings
		d.Body += " " + same.Description + " " + same.Body
	}
	return d
}

// askedWith are the words that people ask for the page with, the Italian ones too.
func (p builtPage) askedWith(c *catalogue.Snapshot) string {
	folder := strings.Trim(strings.TrimPrefix(p.path, "/"+p.language), "/")
	all := c.AskedWith(folder, source)
	if p.language != source {
		all = slices.Concat(c.AskedWith(folder, p.language), all)
	}
	return strings.Join(all, " ")
}

// describe adds the words beneath the title. The index is saved on telephones:
// of a page that must leave no trace it has, but for the title, whom to call.
func (p builtPage) describe(d *search.Document) {
	if !p.leavesTrace {
		d.Body = p.helplines
		return
	}
	d.Headings, d.Body, d.Description = p.headings, p.prose, p.description
}

// italianPath is the path of the same page in Italian.
func (p builtPage) italianPath() string {
	return "/" + source + strings.TrimPrefix(p.path, "/"+p.language)
}

// source is the language that every page is written in first.
const source = formsapi.SourceLanguage

// kind is that of the section's pages; its list is a page like others.
func (p builtPage) kind() string {
	parts := strings.Split(strings.Trim(p.path, "/"), "/")
	if kind, ok := kinds[parts[min(1, len(parts)-1)]]; ok && len(parts) > 2 {
		return kind
	}
	return "page"
}
