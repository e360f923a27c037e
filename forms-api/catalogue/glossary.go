package catalogue

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	bcp47 "golang.org/x/text/language"
)

// GlossaryFile holds the terms that people meet at Italian counters.
const GlossaryFile = "glossary.toml"

// A Term is one of them: its forms by language, Italian among them, the first of
// which is the one to show.
type Term struct {
	ID    string
	Line  int // of the glossary, from 1
	Forms map[string][]string
}

// Glossary are the terms, in the order of their file; none without one.
func (s *Snapshot) Glossary() []Term { return s.glossary }

// ReadGlossary reads the terms alone; what cannot be read has none.
func ReadGlossary(content fs.FS, now time.Time) []Term {
	return newLoader(content, now).glossary()
}

func (l *loader) glossary() []Term {
	text, err := fs.ReadFile(l.content, GlossaryFile)
	if err != nil || !l.isUTF8(GlossaryFile, text) {
		return nil // a town need not have one
	}
	d := newDocument(contentFile(GlossaryFile), 0, text, &l.findings)
	terms := map[string]map[string][]string{}
	if !d.decode(text, &terms) {
		return nil
	}
	var all []Term
	for id, forms := range terms {
		d.checkTerm(id, forms)
		all = append(all, Term{ID: id, Line: d.lines.Line(id), Forms: forms})
	}
	slices.SortFunc(all, func(a, b Term) int { return a.Line - b.Line })
	return all
}

func (d *document) checkTerm(id string, forms map[string][]string) {
	if len(forms[source]) == 0 {
		d.error(id, `the term %s has no Italian: write beneath it it = ["…"], every form in which the pages say it, the one to show first`, id)
	}
	for _, tag := range slices.Sorted(maps.Keys(forms)) {
		key := id + "." + tag
		if _, err := bcp47.Parse(tag); err != nil || tag != strings.ToLower(tag) {
			d.error(key, "%q is not a language: write its tag as in addresses, such as ar or zh-hans", tag)
		}
		if len(forms[tag]) == 0 || slices.ContainsFunc(forms[tag], func(f string) bool { return strings.TrimSpace(f) == "" }) {
			d.error(key, "a form of the term is empty: write it, or take it out")
		}
	}
}
