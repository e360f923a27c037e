// Package words owns every word that the program itself says: it is the only
// reader of i18n/ (and, for the desk, of a folder of the same shape), the same
// files that Hugo reads for the pages. It serves whoever talks to people: web,
// desk, the catalogue's lists of languages, messages.
//
// It never decides what to say: callers name a key. A key without words in a
// language is said in Italian and logged as an error; nothing is ever empty.
package words

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	formsapi "sportello/forms-api"
)

// Source is the language that all others are translated from.
const Source = formsapi.SourceLanguage

// Words are the messages of one folder in all its languages. They do not
// change once loaded and may be used by many goroutines.
type Words struct {
	languages  []string // tags as in addresses: "it", "zh-hans"
	localizers map[string]*i18n.Localizer
	messages   map[string]map[string]*i18n.Message // by language and key
	spoken     map[string][]Spoken
}

// Load reads the *.toml files of a folder, one a language, named by its tag.
// What a further folder has of a key replaces what those before it have: a town
// says some things in its own words.
func Load(folders ...fs.FS) (*Words, error) {
	bundle := i18n.NewBundle(language.Make(Source))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	w := &Words{messages: map[string]map[string]*i18n.Message{}}
	for _, folder := range folders {
		if err := w.readFolder(bundle, folder); err != nil {
			return nil, err
		}
	}
	if !w.Site(Source) {
		return nil, fmt.Errorf("reading the words: there is no %s.toml", Source)
	}
	w.prepare(bundle)
	return w, nil
}

func (w *Words) readFolder(bundle *i18n.Bundle, folder fs.FS) error {
	files, err := fs.Glob(folder, "*.toml")
	if err != nil {
		return fmt.Errorf("listing the words: %w", err)
	}
	for _, file := range files {
		if err := w.read(bundle, folder, file); err != nil {
			return err
		}
	}
	return nil
}

func (w *Words) read(bundle *i18n.Bundle, fsys fs.FS, file string) error {
	content, err := bundle.LoadMessageFileFS(fsys, file)
	if err != nil {
		return fmt.Errorf("reading the words of %s: %w", file, err)
	}
	tag := strings.ToLower(strings.TrimSuffix(path.Base(file), ".toml"))
	if w.messages[tag] == nil {
		w.messages[tag] = make(map[string]*i18n.Message, len(content.Messages))
		w.languages = append(w.languages, tag)
	}
	for _, m := range content.Messages {
		w.messages[tag][m.ID] = m
	}
	return nil
}

// prepare makes what is costly to make for each message anew.
func (w *Words) prepare(bundle *i18n.Bundle) {
	slices.SortFunc(w.languages, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
	w.localizers = make(map[string]*i18n.Localizer, len(w.languages))
	w.spoken = make(map[string][]Spoken, len(w.languages))
	for _, tag := range w.languages {
		w.localizers[tag] = i18n.NewLocalizer(bundle, tag)
		w.spoken[tag] = spokenIn(tag)
	}
}

func rank(tag string) int {
	if tag == Source {
		return 0
	}
	return 1
}

// Languages lists the tags that there are words for, Italian first, then by tag.
func (w *Words) Languages() []string { return slices.Clone(w.languages) }

// Site tells whether the site has a language (formsapi.Languages).
func (w *Words) Site(tag string) bool { return slices.Contains(w.languages, tag) }
