package site

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/opendata"
)

// extras writes what is not Hugo's to make: the open data from the facts; from
// the built pages the search indexes and the lists of what is kept off line.
func (b *Builder) extras(public string, facts *catalogue.Snapshot) error {
	if err := b.writeOpenData(public, facts); err != nil {
		return err
	}
	languages, err := Languages(b.Town)
	if err != nil {
		return err
	}
	pages, err := pagesIn(public, languages)
	if err != nil {
		return err
	}
	return errors.Join(writeIndexes(public, pages), writeOfflineLists(public, b.BaseURL, pages, b.Words))
}

func (b *Builder) writeOpenData(public string, facts *catalogue.Snapshot) error {
	files, err := opendata.Feed{Catalogue: facts, Words: b.Words, Site: b.BaseURL, Now: b.Now()}.Files()
	if err != nil {
		return fmt.Errorf("writing the open data: %w", err)
	}
	for name, text := range files {
		file := filepath.Join(public, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return fmt.Errorf("writing the open data: %w", err)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return fmt.Errorf("writing the open data: %w", err)
		}
	}
	return nil
}
