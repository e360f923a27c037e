package site

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"
)

// A builtPage is a page of a language as Hugo built it. What is made of pages
// (the search index, the list of what is kept off line) is made of these: what a
// reader sees is what is found and what is saved.
type builtPage struct {
	path     string // /it/offices/potenza/
	language string
	file     string // absolute
	*reading
}

// pagesIn reads the pages of the languages, in the order of their paths. What
// earlier pages of the same bytes said is remembered.
func pagesIn(ctx context.Context, public string, languages []Language, lately *memory) ([]builtPage, error) {
	var files []string
	for _, l := range languages {
		err := filepath.WalkDir(filepath.Join(public, l.Tag), func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.Name() == "index.html" {
				files = append(files, file)
			}
			return gone(err)
		})
		if err != nil {
			return nil, fmt.Errorf("reading the built pages: %w", err)
		}
	}
	pages := make([]builtPage, len(files))
	err := each(ctx, len(files), func(n int) (err error) {
		pages[n], err = readPage(public, files[n], lately)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the built pages: %w", err)
	}
	return pages, nil
}

// each does n things, as many at once as there are processors.
func each(ctx context.Context, n int, do func(n int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return do(i)
		})
	}
	return group.Wait()
}

func readPage(public, file string, lately *memory) (builtPage, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return builtPage{}, err
	}
	rel, err := filepath.Rel(public, filepath.Dir(file))
	if err != nil {
		return builtPage{}, err
	}
	at := "/" + filepath.ToSlash(rel) + "/"
	said, err := lately.reading(sha256.Sum256(text), func() (*reading, error) { return read(text) })
	if err != nil {
		return builtPage{}, unreadable{at, err}
	}
	return builtPage{path: at, language: strings.Split(at, "/")[1], file: file, reading: said}, nil
}
