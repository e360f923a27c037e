package site

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sportello/forms-api/opendata/search"
)

// SearchIndex is the name of a language's search index, in its folder.
const SearchIndex = "search.json"

// kinds are what a page is told to be where it is found, by its section.
var kinds = map[string]string{
	"needs": "need", "services": "service", "offices": "office", "projects": "project", "news": "news",
}

// writeIndexes writes each language's search index beside its pages.
func writeIndexes(public string, pages []builtPage) error {
	documents := map[string][]search.Document{}
	titles := map[string]string{}
	for _, p := range pages {
		titles[p.path] = p.words(titlePart)
	}
	for _, p := range pages {
		if !p.found(notIndexed) {
			documents[p.language] = append(documents[p.language], p.document(titles))
		}
	}
	for language, all := range documents {
		index, err := json.Marshal(search.New(all, search.DefaultLimit))
		if err == nil {
			err = os.WriteFile(filepath.Join(public, language, SearchIndex), index, 0o644)
		}
		if err != nil {
			return fmt.Errorf("writing the search index: %w", err)
		}
	}
	return nil
}

// document is what a page is found by. Whoever has heard the Italian name of a
// thing finds it by that as well.
func (p builtPage) document(titles map[string]string) search.Document {
	d := search.Document{
		Page:     search.Page{URL: p.path, Kind: p.kind(), Title: titles[p.path]},
		Headings: p.words(headingParts),
		Body:     p.prose(),
	}
	if n := description.MatchFirst(p.root); n != nil {
		d.Description = attribute(n, "content")
	}
	if p.language != source {
		d.Italian = titles["/"+source+strings.TrimPrefix(p.path, "/"+p.language)]
	}
	return d
}

// source is the language that every page is written in first.
const source = "it"

// kind is that of the section's pages; its list is a page like others.
func (p builtPage) kind() string {
	parts := strings.Split(strings.Trim(p.path, "/"), "/")
	if kind, ok := kinds[parts[min(1, len(parts)-1)]]; ok && len(parts) > 2 {
		return kind
	}
	return "page"
}
