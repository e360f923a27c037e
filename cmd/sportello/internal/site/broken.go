package site

import (
	"fmt"
	"path/filepath"

	"sportello/forms-api/catalogue"
)

// Broken is the error of content that cannot be published; it holds one finding
// at least, warnings among them.
type Broken []catalogue.Finding

// Error counts the errors: whoever reports it shows the findings themselves.
func (b Broken) Error() string {
	n := 0
	for _, f := range b {
		if f.Severity == catalogue.Error {
			n++
		}
	}
	if n == 1 {
		return "the content has an error"
	}
	return fmt.Sprintf("the content has %d errors", n)
}

// Place is where the first error is that is in a file, as seen from the town's
// folder, with its line, or 0; empty if none is in a file.
func (b Broken) Place() (file string, line int) {
	for _, f := range b {
		if f.Severity == catalogue.Error && f.File != noFile && filepath.IsLocal(filepath.FromSlash(f.File)) {
			return f.File, f.Line
		}
	}
	return "", 0
}

// broken is one error in one place.
func broken(file string, line int, sentence string) Broken {
	return Broken{{File: file, Line: line, Severity: catalogue.Error, Sentence: sentence}}
}
