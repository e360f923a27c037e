package site

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// A Marking is what somebody wants to be marked, and how.
type Marking struct {
	Names    []string       // files or folders, as typed: content/offices, i18n/fr.toml
	Language string         // only this one; empty: all
	By       translation.By // who made what has no mark yet; empty: refuse those
}

// Marked are the files that were written, as seen from the town's folder, and how
// many more said so already.
type Marked struct {
	Files []string
	Same  int
}

// FixHashes notes in translations that they were made from, or brought up to, the
// Italian text of today. Nothing is written if one of the files cannot be. A name
// that is none is an error.
func (b *Builder) FixHashes(m Marking) (Marked, error) {
	d, done, err := b.openDraft()
	if err != nil {
		return Marked{}, err
	}
	defer done()
	for _, name := range m.Names {
		if err := d.mark(name, m); err != nil {
			return Marked{}, err
		}
	}
	return d.write()
}

func (d *draft) mark(name string, m Marking) error {
	at, err := d.resolve(name)
	if err != nil {
		return err
	}
	if at == "i18n" || strings.HasPrefix(at, "i18n/") {
		return d.markWords(at, m)
	}
	if wrong := d.unreadAt(at, m); len(wrong) > 0 {
		return wrong
	}
	marked := 0
	for _, t := range d.texts {
		if !isWithin(t.File, at) || !m.means(t.Language) {
			continue
		}
		if !exists(filepath.Join(d.town, filepath.FromSlash(t.File))) {
			continue // a page of the program's
		}
		if err := d.markPage(t, m.By); err != nil {
			return err
		}
		marked++
	}
	if marked == 0 {
		return nothingAt(at, m)
	}
	return nil
}

// unreadAt is what is wrong with translations that are meant and cannot be read, so
// that nobody knows whether they could be marked.
func (d *draft) unreadAt(at string, m Marking) (wrong Broken) {
	for _, f := range d.found {
		isMeant := f.File == at || isWithin(f.File, at) && m.means(languageOf(f.File))
		if isMeant && f.Severity == catalogue.Error && !d.hasRead(f.File) {
			wrong = append(wrong, f)
		}
	}
	return wrong
}

// means says of a language, empty for a file of none, that translations into it are
// to be marked.
func (m Marking) means(tag string) bool {
	return tag != "" && tag != source && (m.Language == "" || tag == m.Language)
}

// hasRead says of a file that it has a text. One with an error in its mark has.
func (d *draft) hasRead(file string) bool {
	return slices.ContainsFunc(d.texts, func(t catalogue.Text) bool { return t.File == file })
}

// nothingAt says that a name is no translation.
func nothingAt(at string, m Marking) error {
	if m.Language != "" {
		return fmt.Errorf("%s holds no translation into %q", at, m.Language)
	}
	return fmt.Errorf("%s is no translation, and holds none", at)
}

// isWithin says of a file that it is the one that is named, or lies in that folder.
func isWithin(file, at string) bool {
	return file == at || at == "." || strings.HasPrefix(file, at+"/")
}

func (d *draft) markPage(t catalogue.Text, by translation.By) error {
	italian, ok := italianOf(d.texts, t.Page)
	if !ok {
		return fmt.Errorf("%s: there is no Italian page that it could be made from", t.File)
	}
	digest := textOf(italian).Digest()
	if t.Mark != nil && t.Mark.Of == digest {
		d.same++
		return nil
	}
	if t.Mark != nil && t.Mark.By != "" {
		by = "" // that of the page stands
	}
	return d.edit(t.File, func(file []byte) ([]byte, error) { return translation.Stamp(file, digest, d.today, by) })
}

func (d *draft) markWords(at string, m Marking) error {
	hashes, err := d.words()
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(d.town, "i18n", "*.toml"))
	if err != nil {
		return err
	}
	marked := 0
	for _, file := range files {
		name := "i18n/" + filepath.Base(file)
		tag := strings.TrimSuffix(filepath.Base(file), ".toml")
		if !isWithin(name, at) || !m.means(tag) {
			continue
		}
		if err := d.edit(name, func(file []byte) ([]byte, error) { return translation.StampWords(file, hashes), nil }); err != nil {
			return err
		}
		marked++
	}
	if marked == 0 {
		return nothingAt(at, m)
	}
	return nil
}
