package catalogue

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says whether a site can be built in spite of a finding.
type Severity string

// The severities there are.
const (
	Error   Severity = "error"   // nothing is built from this content
	Warning Severity = "warning" // it is built, but somebody should look
)

// Finding is something wrong with the content, for the person who edits it.
type Finding struct {
	File     string   `json:"file"` // as seen from the site's folder, with slashes
	Line     int      `json:"line"` // of the key, or of the table that lacks it; from 1, or 0 if it is about no line
	Key      string   `json:"key"`  // as in telephones[0].number; empty if it is about the file
	Severity Severity `json:"severity"`
	Sentence string   `json:"sentence"` // what is wrong and what to do
}

// String is the line that sportello check prints.
func (f Finding) String() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s: %s", f.File, f.Severity, f.Sentence)
	}
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Severity, f.Sentence)
}

// HasErrors says whether one of the findings is an error.
func HasErrors(found []Finding) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Severity == Error })
}

// findings are those of one load, in the order in which they were met.
type findings []Finding

func (f *findings) add(file string, line int, key string, severity Severity, format string, args ...any) {
	*f = append(*f, Finding{File: file, Line: line, Key: key, Severity: severity, Sentence: fmt.Sprintf(format, args...)})
}

// sorted are the findings by file and line; none is a list, which JSON shows as [].
func (f findings) sorted() []Finding {
	sorted := list(f)
	slices.SortStableFunc(sorted, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key))
	})
	return sorted
}
