package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sportello/forms-api/words"
)

// OfflineList is the name of a language's list of what a browser keeps of it,
// in its folder.
const OfflineList = "offline.json"

// offlineList is what the service worker (assets/js/worker.js) keeps of a
// language. A file whose revision is as it was is not fetched again.
type offlineList struct {
	Saved string      `json:"saved"` // HTML that a saved page opens with; {date} is when it was saved
	Files [][2]string `json:"files"` // path and revision; what pages need before the pages
}

// writeOfflineLists writes each language's list. A page with data-offline="never"
// is in none: one about danger must leave no trace, and what answers a form is
// nobody else's.
func writeOfflineLists(public, origin string, pages []builtPage, said *words.Words) error {
	kept := map[string][]builtPage{}
	for _, p := range pages {
		if !p.found(neverOffline) {
			kept[p.language] = append(kept[p.language], p)
		}
	}
	for language, pages := range kept {
		list := offlineList{Saved: html.EscapeString(said.Message(language, "saved-copy", map[string]any{"Date": "{date}"}))}
		var err error
		if list.Files, err = offlineFiles(public, origin, language, pages); err == nil {
			err = writeJSON(filepath.Join(public, language, OfflineList), list)
		}
		if err != nil {
			return fmt.Errorf("writing what is kept off line: %w", err)
		}
	}
	return nil
}

// offlineFiles are the pages of a language, the choice of language, and before
// them all that these show themselves with.
func offlineFiles(public, origin, language string, pages []builtPage) ([][2]string, error) {
	needed := map[string]bool{"/" + language + "/" + SearchIndex: true}
	paths := []string{"/"}
	for _, p := range pages {
		paths = append(paths, p.path)
		for _, a := range p.assets(origin) {
			needed[a] = true
		}
	}
	var files [][2]string
	for _, at := range append(slices.Sorted(maps.Keys(needed)), paths...) {
		revision, err := revisionOf(public, at)
		if errors.Is(err, fs.ErrNotExist) {
			continue // the check of links tells the editor, not the reader's telephone
		}
		if err != nil {
			return nil, err
		}
		files = append(files, [2]string{at, revision})
	}
	return files, nil
}

// revisionOf names the content of a file, with as little as tells two builds apart.
func revisionOf(public, at string) (string, error) {
	if strings.HasSuffix(at, "/") {
		at += "index.html"
	}
	text, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(at)))
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6]), err
}

func writeJSON(file string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}
