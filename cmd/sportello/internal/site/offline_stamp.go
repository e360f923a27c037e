package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// stampChoice stamps the choice of language, which the service puts into another
// order for each browser, and lists it after what it alone shows itself with.
func (b *Builder) stampChoice(public string) (files [][2]string, err error) {
	p, err := readPage(public, filepath.Join(public, "index.html"), b.lately)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, at := range p.assets(b.BaseURL) {
		revision, err := revisionOf(public, at)
		if err != nil {
			return nil, err
		}
		files = append(files, [2]string{at, revision})
	}
	revision := p.revision("")
	return append(files, [2]string{"/", revision}), p.stamp(revision)
}

// stamp writes into a page which revision it is, so that a telephone saves none
// under another's name: its revision leaves the day of the build aside, and a form
// page is filled for each visitor, so that a hash of what arrives would tell nothing.
// Any other file is known by the hash of what it holds.
func (p builtPage) stamp(revision string) error {
	text, err := os.ReadFile(p.file)
	if err != nil {
		return err
	}
	before, after, found := bytes.Cut(text, []byte("<html"))
	if !found {
		return nil
	}
	stamped := fmt.Appendf(before[:len(before):len(before)], `<html data-revision="%s"%s`, revision, after)
	return os.WriteFile(p.file, stamped, 0o644)
}
