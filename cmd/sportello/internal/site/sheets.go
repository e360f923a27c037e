package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// Sheets hands pages out to who translates at the desk, and takes them back
// (formsapi.TranslatedPages).
type Sheets struct {
	Builder *Builder
	Writes  bool   // what is saved goes into the town's content, where that can be written
	Folder  string // in which files are kept that somebody else puts there

	saving sync.Mutex // two who save at once are one after the other

	judging sync.Mutex
	judged  string // fingerprint of the content that matrix or refused tells of
	matrix  Matrix
	refused error // nil if that content could be read
}

var _ formsapi.TranslatedPages = (*Sheets)(nil)

// An opened page is one in a language, as its files are at one moment.
type opened struct {
	language string
	name     string         // of the file in the town: content/offices/potenza/index.ar.md
	italian  catalogue.Text // of today
	source   []byte         // its file
	inTown   []byte         // the translation's file there; nil if there is none
	text     []byte         // what is opened: the file, one that is kept, or the program's own; nil if nobody has begun
	content  []byte         // the translation as the site has it: from the town, or the program's own
	kept     string
	older    []string
	glossary translation.Glossary
	versions *versions
	today    formsapi.Date
	work     string // a folder that goes with it

	elsewhere []string // the content's other files: links lead there
}

// open reads a page. Who is done with it calls done.
func (s *Sheets) open(page, language string) (*opened, func(), error) {
	d, done, err := s.Builder.openPageDraft(page)
	if err != nil {
		return nil, nil, err
	}
	o, err := s.openFrom(d, page, language)
	if err != nil {
		done()
		return nil, nil, err
	}
	return o, done, nil
}

func (s *Sheets) openFrom(d *draft, page, language string) (*opened, error) {
	languages, err := Languages(s.Builder.Town)
	if err != nil {
		return nil, err
	}
	known := slices.ContainsFunc(languages, func(l Language) bool { return l.Tag == language })
	italian, there := italianOf(d.texts, page)
	if !known || !there || language == source {
		return nil, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	o := &opened{language: language, italian: italian, today: d.today, work: d.copy}
	o.name = strings.TrimSuffix(italian.File, source+".md") + language + ".md"
	for _, v := range versionsOf(d.texts) {
		if v.path == page {
			o.versions = v
		}
	}
	if text, ok := o.versions.others[language]; ok {
		o.name = text.File
	}
	for _, term := range catalogue.ReadGlossary(os.DirFS(filepath.Join(d.copy, "content")), s.Builder.Now()) {
		o.glossary = append(o.glossary, translation.Term{ID: term.ID, Forms: term.Forms})
	}
	if o.elsewhere, err = s.Builder.contentNames(); err != nil {
		return nil, err
	}
	return o, s.fill(o, d)
}

// fill reads the files of an opened page.
func (s *Sheets) fill(o *opened, d *draft) (err error) {
	if o.source, err = os.ReadFile(filepath.Join(d.copy, filepath.FromSlash(o.italian.File))); err != nil {
		return err
	}
	if o.text, err = readIfThere(filepath.Join(d.copy, filepath.FromSlash(o.name))); err != nil {
		return err
	}
	if exists(filepath.Join(d.town, filepath.FromSlash(o.name))) {
		o.inTown = o.text
	}
	o.content = o.text
	return s.findKept(o)
}

func readIfThere(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// digestOf names the bytes of a file; empty if there is none.
func digestOf(file []byte) string {
	if file == nil {
		return ""
	}
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

// Sheet lays a page beside the Italian one.
func (s *Sheets) Sheet(_ context.Context, page, language string) (formsapi.TranslationSheet, error) {
	o, done, err := s.open(page, language)
	if err != nil {
		return formsapi.TranslationSheet{}, err
	}
	defer done()
	words, err := o.wording()
	if err != nil {
		return formsapi.TranslationSheet{}, unreadablePage(err)
	}
	shown := formsapi.TranslationSheet{
		Page: page, Language: language, File: o.name, Digest: digestOf(o.text), Source: textOf(o.italian).Digest(),
		Italian: formsapi.TranslationWords{Title: o.italian.Title, Description: o.italian.Description, AnsweredBy: o.italian.AnsweredBy},
		Words:   formsapi.TranslationWords{Title: words.Title, Description: words.Description, AnsweredBy: words.AnsweredBy},
		Text:    words.Body, Written: s.Writes, Kept: o.kept, Older: o.older,
	}
	for _, f := range translation.NewSheet(o.italian.Body, []byte(words.Body)).Fields {
		shown.Blocks = append(shown.Blocks, formsapi.TranslationBlock{Kind: string(f.Italian.Kind), Italian: f.Italian.Text, Missing: !f.InFile})
		shown.Words.Blocks = append(shown.Words.Blocks, f.Text)
	}
	return shown, o.judgeState(&shown, s.Builder)
}

// wording is what an opened page says; nothing if nobody has begun it.
func (o *opened) wording() (translation.Wording, error) {
	if o.text == nil {
		return translation.Wording{}, nil
	}
	return translation.WordingOf(o.text)
}

func unreadablePage(err error) error {
	return errors.Join(fmt.Errorf("reading a translation: %w", err), &formsapi.Problem{Code: formsapi.CodeUnavailable, Key: "translations-page-broken"})
}

// judgeState says how what was opened stands to the Italian page.
func (o *opened) judgeState(shown *formsapi.TranslationSheet, b *Builder) error {
	if o.text == nil {
		shown.Cell = cellOf(o.versions.states([]string{o.language})[o.language])
		return nil
	}
	text, _, err := o.read(o.text, b)
	if err != nil {
		return err
	}
	shown.Cell = cellOf(o.versions.state(o.versions.source(), markOf(text)))
	if text.Mark != nil {
		shown.ReviewedBy = text.Mark.ReviewedBy
	}
	return nil
}
