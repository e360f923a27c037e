package words

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"sportello/forms-api/tomltext"
)

// A Finding is something wrong with a file of words, for the person who edits it.
type Finding struct {
	File     string // in the folder: fr.toml
	Line     int    // of the key, from 1
	Key      string // empty if it is about the file
	Wrong    bool   // people would read something wrong, or nothing; else somebody should look
	Sentence string
}

// Hash names an Italian message in the translations made from it: by its description
// and its words. One without plural forms has the hash that goi18n's merge writes;
// that of others leaves out the form "one", of which an edit would go unnoticed.
func Hash(m *i18n.Message) string {
	if m.One == "" {
		return mergeHash(m)
	}
	return hashOf(m.Description, m.Other, "\n", m.One)
}

// mergeHash is the one that goi18n's merge writes for every message.
func mergeHash(m *i18n.Message) string { return hashOf(m.Description, m.Other) }

func hashOf(texts ...string) string {
	return fmt.Sprintf("sha1-%x", sha1.Sum([]byte(strings.Join(texts, ""))))
}

// Hashes are those of all Italian messages, by key.
func (w *Words) Hashes() map[string]string {
	hashes := map[string]string{}
	for key, m := range w.messages[Source] {
		hashes[key] = Hash(m)
	}
	return hashes
}

// Review tells what is wrong with the words that a folder has in some languages.
// The words that it was loaded with are what it is measured by: w holds them too.
//
// A folder that says in Italian all that there is to say is the program's own, and
// has to mark its translations; a town that says a few things otherwise need not.
func (w *Words) Review(folder fs.FS, languages []string) ([]Finding, error) {
	own, err := readOwn(folder, Source)
	if err != nil {
		return nil, err
	}
	whole := len(own.messages) == len(w.messages[Source])
	var found []Finding
	for _, lang := range languages {
		own, err := readOwn(folder, lang)
		if err != nil {
			return nil, err
		}
		r := &review{file: own, source: w.messages[Source], forms: pluralForms(lang)}
		r.lacking(w.messages[lang])
		for _, key := range slices.Sorted(maps.Keys(own.messages)) {
			r.message(key, whole)
		}
		r.unmarkedOnes()
		slices.SortStableFunc(r.found, func(a, b Finding) int { return a.Line - b.Line })
		found = append(found, r.found...)
	}
	return found, nil
}

// ownFile is one file of a folder; one that is not there says nothing.
type ownFile struct {
	name     string
	places   tomltext.Places
	messages map[string]*i18n.Message
}

func readOwn(folder fs.FS, lang string) (ownFile, error) {
	own := ownFile{name: lang + ".toml", messages: map[string]*i18n.Message{}}
	text, err := fs.ReadFile(folder, own.name)
	if errors.Is(err, fs.ErrNotExist) {
		return own, nil
	}
	if err != nil {
		return own, fmt.Errorf("reading the words: %w", err)
	}
	file, err := i18n.ParseMessageFileBytes(text, path.Base(own.name), map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return own, fmt.Errorf("reading the words of %s: %w", own.name, err)
	}
	own.places = tomltext.Read(text)
	for _, m := range file.Messages {
		own.messages[m.ID] = m
	}
	return own, nil
}

// pluralForms are those that a language takes for the numbers that are said here,
// by go-i18n's own rules (CLDR): none has a million of anything.
func pluralForms(lang string) []string {
	tag := language.Make(lang)
	bundle := i18n.NewBundle(tag)
	every := &i18n.Message{ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
	if err := bundle.AddMessages(tag, every); err != nil {
		return nil // a language without rules: it has no forms to lack
	}
	said := i18n.NewLocalizer(bundle, lang)
	var forms []string
	for n := range 201 {
		form, err := said.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: n})
		if err == nil && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	slices.Sort(forms)
	return forms
}

// formsOf are the forms of a message that have words.
func formsOf(m *i18n.Message) map[string]string {
	forms := map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other}
	maps.DeleteFunc(forms, func(_, text string) bool { return strings.TrimSpace(text) == "" })
	return forms
}
