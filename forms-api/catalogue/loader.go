package catalogue

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	formsapi "sportello/forms-api"
)

// A kind is what a folder of the content holds, one folder per thing.
type kind struct {
	folder string
	facts  string // the file in each thing's folder
	needs  bool   // words; an organisation has its legal name
}

var (
	kindOffice       = kind{"offices", "office.toml", true}
	kindService      = kind{"services", "service.toml", true}
	kindOrganisation = kind{"organisations", "organisation.toml", false}
	kindProject      = kind{"projects", "project.toml", true}
	kindNeed         = kind{"needs", "need.toml", true}

	kinds = []kind{kindOffice, kindService, kindOrganisation, kindProject, kindNeed}
)

// loader is one reading of the content.
type loader struct {
	content  fs.FS
	today    formsapi.Date // in Italy
	findings findings
	words    map[string]folderWords // by folder: offices/potenza
	pages    []page
	texts    []Text
	files    map[string]bool // all there are
}

func newLoader(content fs.FS, now time.Time) *loader {
	return &loader{
		content: content,
		today:   formsapi.DateOf(now.In(location(DefaultZone))),
		words:   map[string]folderWords{},
		files:   map[string]bool{},
	}
}

// contentFile is how a finding names a file of the content.
func contentFile(name string) string { return path.Join("content", name) }

// found reports something about a whole file.
func (l *loader) found(name string, severity Severity, format string, args ...any) {
	l.findings.add(contentFile(name), 1, "", severity, format, args...)
}

// walk reads all words, and reports facts that stand where nobody reads them.
func (l *loader) walk() {
	err := fs.WalkDir(l.content, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			l.files[name] = true
		}
		switch {
		case err != nil:
			l.found(name, Error, "this cannot be read: %v", err)
		case entry.IsDir():
		case strings.HasSuffix(name, ".md"):
			l.readWords(name)
		case strings.HasSuffix(name, ".toml") && !isFacts(name):
			l.found(name, Error, "nobody reads this file: facts are in files such as offices/potenza/office.toml")
		}
		return nil
	})
	if err != nil {
		l.found("", Error, "the content cannot be read: %v", err)
	}
	for _, p := range l.pages {
		l.checkPage(p)
	}
}

func isFacts(name string) bool {
	if name == GlossaryFile {
		return true
	}
	parts := strings.Split(name, "/")
	return len(parts) == 3 && slices.ContainsFunc(kinds, func(k kind) bool {
		return parts[0] == k.folder && parts[2] == k.facts
	})
}

// entry is a thing of the content: its facts, where they stand, and its words.
type entry[F any] struct {
	id    string
	doc   *document
	facts F
	words folderWords
	read  bool // whether the facts can be used
}

// readEach reads each thing of a kind. A thing whose facts cannot be used is
// listed all the same: it exists, and those who name it are not wrong.
func readEach[F any](l *loader, k kind) map[string]*entry[F] {
	things := map[string]*entry[F]{}
	folders, err := fs.ReadDir(l.content, k.folder)
	if err != nil {
		return things // none of them: fine for a new site
	}
	for _, folder := range folders {
		if folder.IsDir() {
			things[folder.Name()] = readOne[F](l, k, folder.Name())
		}
	}
	return things
}

func readOne[F any](l *loader, k kind, id string) *entry[F] {
	folder := path.Join(k.folder, id)
	e := &entry[F]{id: id, words: l.words[folder]}
	if !folderName.MatchString(id) {
		l.found(folder, Error, "a folder's name is part of an address: use lower-case letters without accents, digits and hyphens")
		return e // what else is wrong with it is told once it can be
	}
	if _, italian := e.words["it"]; k.needs && !italian {
		l.missingItalian(folder)
	}
	name := path.Join(folder, k.facts)
	text, err := fs.ReadFile(l.content, name)
	if err != nil {
		l.found(name, Error, "the facts are missing: add %s to the folder %s", k.facts, contentFile(folder))
		return e
	}
	if !l.isUTF8(name, text) {
		return e
	}
	e.doc = newDocument(contentFile(name), 0, text, &l.findings)
	if e.read = e.doc.decode(text, &e.facts); e.read {
		e.doc.check(&e.facts)
	}
	return e
}

// isUTF8 refuses a text in another encoding: its accents would be lost.
func (l *loader) isUTF8(name string, text []byte) bool {
	if utf8.Valid(text) {
		return true
	}
	line := 1
	for row := range bytes.Lines(text) {
		if !utf8.Valid(row) {
			break
		}
		line++
	}
	l.findings.add(contentFile(name), line, "", Error, NotUTF8)
	return false
}

// NotUTF8 is the sentence about a text in another encoding.
const NotUTF8 = "this file is not in UTF-8, so that its accents cannot be read: save it as UTF-8, which the editor offers under \"Save as\", \"Encoding\""

// missingItalian says nothing of a file that is there and has been refused.
func (l *loader) missingItalian(folder string) {
	name := path.Join(folder, "index.it.md")
	if _, err := fs.Stat(l.content, name); err != nil {
		l.found(name, Error, "the Italian words are missing: add index.it.md to the folder %s", contentFile(folder))
	}
}

// build makes nouns of the entries whose facts can be used.
func build[F, N any](entries map[string]*entry[F], noun func(*entry[F]) N) map[string]N {
	nouns := map[string]N{}
	for id, e := range entries {
		if e.read {
			nouns[id] = noun(e)
		}
	}
	return nouns
}
