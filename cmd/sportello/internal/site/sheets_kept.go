package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	formsapi "sportello/forms-api"
)

// A file that is kept is named by its page and by the file that it was made from, so
// that none is written over another that was made from something else.

// keptBegun stands for the digest where there was no file.
const keptBegun = "new"

func keptName(page string, from []byte) string {
	base := keptBegun
	if from != nil {
		base = digestOf(from)[:16]
	}
	return keptPrefix(page) + base + ".md"
}

func keptPrefix(page string) string {
	if page = strings.Trim(page, "/"); page == "" {
		return "_home."
	}
	return url.PathEscape(page) + "."
}

// keptNames are the files of a page that are kept.
func (s *Sheets) keptNames(page, language string) (names []string, err error) {
	all, err := os.ReadDir(filepath.Join(s.Folder, language))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("looking for kept translations: %w", err)
	}
	for _, f := range all {
		rest, ok := strings.CutPrefix(f.Name(), keptPrefix(page))
		if base, isPage := strings.CutSuffix(rest, ".md"); ok && isPage && !strings.Contains(base, ".") {
			names = append(names, f.Name())
		}
	}
	return names, nil
}

// findKept opens the file that was made from what the content has now, and drops
// what the content has taken over.
func (s *Sheets) findKept(o *opened) error {
	names, err := s.keptNames(o.italian.Page, o.language)
	if err != nil {
		return err
	}
	current := o.text
	for _, name := range names {
		file := filepath.Join(s.Folder, o.language, name)
		text, err := readIfThere(file)
		switch {
		case err != nil:
			return fmt.Errorf("reading a kept translation: %w", err)
		case text == nil: // it is in the content by now
		case bytes.Equal(text, current):
			if err := gone(os.Remove(file)); err != nil {
				return fmt.Errorf("dropping a kept translation: %w", err)
			}
		case name == keptName(o.italian.Page, current):
			o.kept, o.text = name, text
		default:
			o.older = append(o.older, name)
		}
	}
	return nil
}

// keep keeps a page's file for somebody to put it into the content.
func (s *Sheets) keep(o *opened, base, text []byte) error {
	folder := filepath.Join(s.Folder, o.language)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	return placeFile(filepath.Join(folder, keptName(o.italian.Page, base)), text, 0o600, os.Rename)
}

// dropKept removes what was kept once it is in the content.
func (s *Sheets) dropKept(o *opened) error {
	if o.kept == "" {
		return nil
	}
	return gone(os.Remove(filepath.Join(s.Folder, o.language, o.kept)))
}

// Kept is a file that is kept.
func (s *Sheets) Kept(_ context.Context, page, language, name string) ([]byte, error) {
	if !isLanguageFolder(language) {
		return nil, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	names, err := s.keptNames(page, language)
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if n == name {
			return os.ReadFile(filepath.Join(s.Folder, language, n))
		}
	}
	return nil, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
}

// isLanguageFolder keeps whoever types an address within the folder.
func isLanguageFolder(language string) bool {
	return pageName.MatchString("page." + language + ".md")
}
