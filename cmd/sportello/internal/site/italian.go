package site

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"sportello/forms-api/catalogue"
)

// Translations keep the Italian words that people meet at counters: names and
// streets, and in brackets what a thing is called there. A page marks them as
// Italian (WCAG 2.2 SC 3.1.2), so that a voice reads them as they are said.
//
// wordsIn are these words as templates find them (italian.html): by language, a
// regular expression whose first group is a tag, which stays as it is, and whose
// second is Italian.
func (i italian) wordsIn(e Edition) map[string]string {
	names := italianNames(e.Catalogue)
	found := map[string]string{}
	for _, tag := range e.Tags() {
		if tag == source {
			continue
		}
		known := map[string]bool{}
		for _, name := range names {
			known[bare(name)] = true
		}
		for _, text := range textsIn(e, tag) {
			for _, pattern := range i.keptIn(text, latin(tag)) {
				known[pattern] = true
			}
		}
		if len(known) > 0 {
			found[tag] = alternatives(known)
		}
	}
	return found
}

// alternatives matches the longest of several patterns that begin alike.
func alternatives(patterns map[string]bool) string {
	all := make([]string, 0, len(patterns))
	for p := range patterns {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return `(<[^>]*>|&[#\w]+;)|(` + strings.Join(all, "|") + `)`
}

// quoted is a word as it stands in HTML.
func quoted(word string) string { return regexp.QuoteMeta(html.EscapeString(word)) }

func inBrackets(word string) string { return `[(（]` + quoted(word) + `[)）]` }

// bare is a name as a word of its own; an expression sees where words end only
// beside unaccented letters.
func bare(name string) string {
	begins, ends := "", ""
	if asciiLetter(name[0]) {
		begins = `\b`
	}
	if asciiLetter(name[len(name)-1]) {
		ends = `\b`
	}
	return begins + quoted(name) + ends
}

func asciiLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// italian is all that the Italian pages say, in small letters.
type italian string

var (
	notSaid   = regexp.MustCompile(`\{\{.*?\}\}|\{#[^}]*\}|\]\([^)]*\)|https?://\S+`) // of Markdown
	brackets  = regexp.MustCompile(`[(（]([^()（）]+)[)）]`)
	latinRuns = regexp.MustCompile(`\p{Latin}[\p{Latin}\p{M}’' .]*\p{Latin}`)
)

// keptIn are the Italian words that a translation has kept, as patterns: what
// stands in brackets; in another script, whatever stands in Latin letters.
func (i italian) keptIn(text string, latin bool) (patterns []string) {
	text = notSaid.ReplaceAllString(text, " ")
	for _, m := range brackets.FindAllStringSubmatch(text, -1) {
		if i.says(m[1]) {
			patterns = append(patterns, inBrackets(m[1]))
		}
	}
	if latin {
		return patterns
	}
	for _, run := range latinRuns.FindAllString(text, -1) {
		if strings.ContainsFunc(run, unicode.IsLower) && i.says(run) { // SMS and RSS are no language's
			patterns = append(patterns, bare(run))
		}
	}
	return patterns
}

// says tells whether words stand in the Italian text, whole, in whatever case.
func (i italian) says(words string) bool {
	words = strings.ToLower(words)
	if !strings.ContainsFunc(words, unicode.IsLetter) {
		return false
	}
	for text := string(i); ; {
		before, after, found := strings.Cut(text, words)
		if !found {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		first, _ := utf8.DecodeRuneInString(after)
		if !unicode.IsLetter(last) && !unicode.IsLetter(first) {
			return true
		}
		text = after
	}
}

// italianSaid is what the Italian pages and words say, and the glossary.
func italianSaid(e Edition) italian {
	said := textsIn(e, source)
	for _, term := range e.Catalogue.Glossary() {
		said = append(said, term.Forms[source]...)
	}
	return italian(strings.ToLower(strings.Join(append(said, italianNames(e.Catalogue)...), "\n")))
}

// textsIn are the texts of a language: those of its pages, and the words that it
// says in every case alike.
func textsIn(e Edition, tag string) (said []string) {
	for _, t := range e.Catalogue.Texts() {
		if t.Language == tag {
			said = append(said, t.Title, t.Description, t.AnsweredBy, string(t.Body))
		}
	}
	for _, key := range e.Words.Keys() {
		if words, err := e.Words.Lookup(tag, key, nil); err == nil {
			said = append(said, words)
		}
	}
	return said
}

// italianNames are those of offices, of who runs them, of projects and of streets:
// they are Italian wherever they stand.
func italianNames(c *catalogue.Snapshot) (names []string) {
	for _, o := range c.Offices() {
		street, _, _ := strings.Cut(o.Address.Street, ",")
		names = append(names, o.Title(source), o.Address.CareOf, street)
	}
	for _, o := range c.Organisations() {
		names = append(names, o.Title(source), o.Name)
	}
	for _, p := range c.Projects() {
		names = append(names, p.Title(source))
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

func latin(tag string) bool {
	script, _ := language.Make(tag).Script()
	return script.String() == "Latn"
}

// writeItalian puts the Italian words and names where the templates find them.
func (w workshop) writeItalian(e Edition) error {
	said := italianSaid(e)
	for name, found := range map[string]any{"italian.json": said.wordsIn(e), "italiannames.json": said.namesIn(e), "towns.json": townsIn(e.Catalogue)} {
		text, err := json.MarshalIndent(found, "", " ")
		if err != nil {
			return fmt.Errorf("writing which words are Italian: %w", err)
		}
		if err := os.WriteFile(filepath.Join(w.looks(), "data", name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
