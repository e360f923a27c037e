package site

import (
	"bytes"
	"fmt"
	"os"
)

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
