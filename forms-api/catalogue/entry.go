package catalogue

import (
	"io/fs"
	"path"
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
