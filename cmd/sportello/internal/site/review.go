package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"sportello/forms-api/catalogue"
)

// review looks at the site as it was built, for what neither facts nor layouts
// tell: where links lead, what a layout has refused to write, what a town's file
// has lost against the program's, and what pages weigh.
func (w workshop) review(pages []builtPage, origin string, lately *memory) ([]catalogue.Finding, error) {
	unsafe, err := w.unsafe()
	if err != nil {
		return nil, err
	}
	lost, err := w.lost()
	if err != nil {
		return nil, err
	}
	heavy, err := w.heavy(pages, origin, lately)
	found := append(unsafe, w.deadEnds(pages, origin)...)
	return append(append(found, lost...), heavy...), err
}

// An unreadable page is one that cannot be parsed as HTML.
type unreadable struct {
	path string
	err  error
}

func (u unreadable) Error() string { return fmt.Sprintf("reading %s: %v", u.path, u.err) }

func (u unreadable) Unwrap() error { return u.err }

// toldOf turns the error of a page that cannot be read into a finding.
func (w workshop) toldOf(err error) error {
	var page unreadable
	if !errors.As(err, &page) {
		return err
	}
	file, _ := w.sourceOf(page.path)
	return broken(file, 0, "the page nests lists or quotes too deeply to be read ("+strings.TrimPrefix(page.err.Error(), "html: ")+"): take levels out")
}

// noFile stands for the file of what is wrong with no file of the town.
const noFile = "(site)"

// sourceOf finds the file that a page was written in, as seen from the town's
// folder, and its text; of a page that its language lacks, the Italian file.
func (w workshop) sourceOf(at string) (file string, text []byte) {
	language, rest, _ := strings.Cut(strings.Trim(at, "/"), "/")
	rest = strings.TrimSuffix(rest, "poster")
	if file, text = w.sourceIn(language, rest); file == noFile {
		return w.sourceIn(source, rest)
	}
	return file, text
}

func (w workshop) sourceIn(language, rest string) (file string, text []byte) {
	for _, name := range []string{"index", "_index", ""} {
		file = path.Join("content", rest, name+"."+language+".md")
		if name == "" {
			file = path.Join("content", rest) + "." + language + ".md"
		}
		if text, err := os.ReadFile(filepath.Join(w.town(), filepath.FromSlash(file))); err == nil {
			return file, text
		}
	}
	return noFile, nil
}

// lineOf is the first line with a text, from 1, or 0.
func lineOf(text []byte, wanted string) int {
	before, _, found := bytes.Cut(text, []byte(wanted))
	if !found {
		return 0
	}
	return 1 + bytes.Count(before, []byte("\n"))
}

// refused is what html/template writes instead of an address that it holds for
// dangerous.
var refused = []byte("ZgotmplZ")

// unsafe names the pages on which an address was refused: a link that does nothing
// is worst where somebody is in a hurry.
func (w workshop) unsafe() (found []catalogue.Finding, err error) {
	err = filepath.WalkDir(w.public(), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(text, refused) {
			return err
		}
		at, err := filepath.Rel(w.public(), name)
		if err != nil {
			return err
		}
		at = "/" + strings.TrimSuffix(filepath.ToSlash(at), "index.html")
		file, _ := w.sourceOf(at)
		found = append(found, catalogue.Finding{
			File: file, Severity: catalogue.Error,
			Sentence: fmt.Sprintf("the page %s has an address that is not safe to open, and was left out: correct it in the settings or in the town's own layouts", at),
		})
		return nil
	})
	return found, err
}

// lost warns of files in static/ in whose place the program makes its own.
func (w workshop) lost() (found []catalogue.Finding, err error) {
	static := filepath.Join(w.town(), "static")
	err = filepath.WalkDir(static, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return gone(err)
		}
		at, err := filepath.Rel(static, name)
		if err != nil {
			return err
		}
		own, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if served, err := os.ReadFile(filepath.Join(w.public(), at)); err != nil || !bytes.Equal(own, served) {
			found = append(found, catalogue.Finding{
				File: path.Join("static", filepath.ToSlash(at)), Severity: catalogue.Warning,
				Sentence: "nobody is shown this file, for the program makes one of the same name: give it another name, or take it away",
			})
		}
		return nil
	})
	return found, err
}
