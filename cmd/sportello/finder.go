package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/opendata/search"
	"sportello/forms-api/web"
)

// finder searches the pages that are served now, by the very indexes that the
// browsers get (web.Finder).
type finder struct {
	now atomic.Pointer[map[string]*search.Index] // by language
}

func (f *finder) Find(language, query string, limit int) []web.Found {
	indexes := f.now.Load()
	if indexes == nil || (*indexes)[language] == nil {
		return nil
	}
	var found []web.Found
	for _, hit := range (*indexes)[language].Search(query, limit) {
		found = append(found, web.Found{Path: hit.URL, Kind: hit.Kind, Title: hit.Title, Description: hit.Description, Language: hit.Language})
	}
	return found
}

// readIndexes reads those of a build.
func readIndexes(public string, languages []string) (map[string]*search.Index, error) {
	indexes := map[string]*search.Index{}
	for _, tag := range languages {
		text, err := os.ReadFile(filepath.Join(public, tag, site.SearchIndex))
		index := new(search.Index)
		if err == nil {
			err = json.Unmarshal(text, index)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the search index: %w", err)
		}
		indexes[tag] = index
	}
	return indexes, nil
}
