package catalogue

import (
	"bytes"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
)

// words are what the catalogue reads of a page's front matter; the rest is Hugo's.
type words struct {
	Title       string   `toml:"title"`
	Description string   `toml:"description"`
	AnsweredBy  string   `toml:"answered_by"`
	Words       []string `toml:"words"` // that people ask for it with
	Sitemap     struct {
		Disable bool `toml:"disable"`
	} `toml:"sitemap"`

	// What Hugo goes by, and what it must not (document.checkFront).
	Date    any `toml:"date"`
	LastMod any `toml:"lastmod"`
	Layout  any `toml:"layout"`
	URL     any `toml:"url"`
	Slug    any `toml:"slug"`
	Aliases any `toml:"aliases"`
	Outputs any `toml:"outputs"`

	// What is said of the translation (checkMarks).
	Translation *translationFacts `toml:"translation"`
	Minor       []minorFacts      `toml:"minor"`
}

var wordsType = reflect.TypeFor[words]()

// folderWords are the words of one folder by language: "" for a file that names
// none.
type folderWords map[string]words

// text gathers one piece of the words, in the languages that have it.
func (f folderWords) text(of func(words) string) formsapi.Text {
	text := formsapi.Text{}
	for language, w := range f {
		if s := of(w); s != "" {
			text[language] = s
		}
	}
	return text
}

func (f folderWords) titles() formsapi.Text {
	return f.text(func(w words) string { return w.Title })
}

func (f folderWords) descriptions() formsapi.Text {
	return f.text(func(w words) string { return w.Description })
}

func (f folderWords) answeredBy() formsapi.Text {
	return f.text(func(w words) string { return w.AnsweredBy })
}

// AskedWith are the words that people ask for a thing with, in a language: needs/sleep.
func (s *Snapshot) AskedWith(folder, language string) []string { return s.asked[folder][language] }

// askedWith gathers them by folder and language.
func (l *loader) askedWith() map[string]map[string][]string {
	all := map[string]map[string][]string{}
	for folder, of := range l.words {
		for language, w := range of {
			if len(w.Words) == 0 {
				continue
			}
			if all[folder] == nil {
				all[folder] = map[string][]string{}
			}
			all[folder][language] = w.Words
		}
	}
	return all
}

// readWords reads the front matter of a Markdown file: index.it.md.
func (l *loader) readWords(name string) {
	text, err := fs.ReadFile(l.content, name)
	if err != nil {
		l.found(name, Error, "this file cannot be read: %v", err)
		return
	}
	if !l.isUTF8(name, text) {
		return
	}
	front, body, ok := frontMatter(text)
	if !ok {
		l.found(name, Error, "the front matter is missing: begin the file with a line +++, then title and description, then another line +++")
		return
	}
	d := newDocument(contentFile(name), 1, front, &l.findings)
	var w words
	if err := toml.Unmarshal(front, &w); err != nil {
		d.refuse(err, wordsType)
		return
	}
	d.checkWords(w)
	d.checkFront(w, name, l.today)
	d.checkAsked(w, name)
	d.checkMarks(front, w, name, l.today)
	l.keepWords(name, w)
	above := bytes.Count(front, []byte("\n")) + 2
	l.keepText(name, d, w, body, above+1)
	l.pages = append(l.pages, page{name: name, body: body, above: above})
}

// checkWords wants a title and a description of every page, but no description
// of one that is kept out of the sitemap: nobody finds it by one.
func (d *document) checkWords(w words) {
	if strings.TrimSpace(w.Title) == "" {
		d.error("title", `the page has no title: write title = "…" between the +++ lines`)
	}
	if strings.TrimSpace(w.Description) == "" && !w.Sitemap.Disable {
		d.error("description", `the page has no description: write description = "…", one plain sentence, between the +++ lines`)
	}
}

// askedFor are the folders of what people ask for in words of their own.
var askedFor = []string{kindNeed.folder, kindService.folder, kindOffice.folder}

func (d *document) checkAsked(w words, name string) {
	if parts := strings.Split(name, "/"); w.Words != nil && (len(parts) != 3 || !slices.Contains(askedFor, parts[0])) {
		d.error("words", "only a need, a service or an office is found by words that people ask with: take this line out")
	}
	for n, word := range w.Words {
		if strings.TrimSpace(word) == "" {
			d.error("words", "word %d is empty: write a word that people ask with, or take it out", n+1)
		}
	}
}

func (l *loader) keepWords(name string, w words) {
	folder, file := path.Split(name)
	if !strings.HasPrefix(file, "index.") {
		return
	}
	folder = path.Clean(folder)
	if l.words[folder] == nil {
		l.words[folder] = folderWords{}
	}
	l.words[folder][language(file)] = w
}

// language is the tag in a file's name: it for index.it.md.
func language(file string) string {
	parts := strings.Split(file, ".")
	if len(parts) < 3 {
		return ""
	}
	return parts[len(parts)-2]
}

// frontMatter is the TOML between the first line, +++, and the next such line;
// body is what follows.
func frontMatter(text []byte) (front, body []byte, ok bool) {
	fence := []byte("+++")
	lines := bytes.SplitAfter(text, []byte("\n"))
	isFence := func(line []byte) bool { return bytes.Equal(bytes.TrimRight(line, " \t\r\n"), fence) }
	if !isFence(bytes.TrimPrefix(lines[0], []byte("\uFEFF"))) {
		return nil, nil, false
	}
	end := slices.IndexFunc(lines[1:], isFence)
	if end < 0 {
		return nil, nil, false
	}
	return bytes.Join(lines[1:1+end], nil), bytes.Join(lines[2+end:], nil), true
}
