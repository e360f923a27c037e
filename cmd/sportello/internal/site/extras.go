package site

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sportello/forms-api/opendata"
)

// extras writes what is not Hugo's to make: the open data from the facts; from
// the built pages the search indexes and the lists of what is kept off line.
// It returns the pages.
func (b *Builder) extras(ctx context.Context, public string, e Edition) ([]builtPage, error) {
	if err := b.writeOpenData(public, e); err != nil {
		return nil, err
	}
	pages, err := pagesIn(ctx, public, e.Languages, b.lately)
	if err != nil {
		return nil, err
	}
	if err := writeIndexes(ctx, public, pages, e, b.lately); err != nil {
		return nil, err
	}
	return pages, b.writeOfflineLists(ctx, public, pages, e)
}

func (b *Builder) writeOpenData(public string, e Edition) error {
	files, err := opendata.Feed{Catalogue: e.Catalogue, Words: e.Words, Site: b.BaseURL, Now: b.Now()}.Files()
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
