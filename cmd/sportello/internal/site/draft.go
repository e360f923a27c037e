package site

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// A draft is what is about to be written into the town's folder.
type draft struct {
	town  string
	copy  string // of the town's words as they were read, the program's pages beneath
	texts []catalogue.Text
	found []catalogue.Finding
	words func() (map[string]string, error) // hashes of the Italian interface words
	today formsapi.Date
	files map[string][]byte // by name as seen from the town
	order []string
	same  int
}

// openDraft reads the words of all languages, those that hugo.toml has not too: a
// language is translated before it is switched on.
func (b *Builder) openDraft() (d *draft, done func(), err error) {
	return b.openDraftOf(b.takeWords)
}

// openPageDraft reads one page in all languages, and the glossary: the time that it
// takes does not grow with what the others say.
func (b *Builder) openPageDraft(page string) (d *draft, done func(), err error) {
	return b.openDraftOf(func(to string) error { return b.takePage(to, page) })
}

func (b *Builder) openDraftOf(take func(to string) error) (d *draft, done func(), err error) {
	work, err := os.MkdirTemp("", "sportello-marks-")
	if err != nil {
		return nil, nil, fmt.Errorf("reading the words: %w", err)
	}
	done = func() { _ = os.RemoveAll(work) }
	shop := workshop(work)
	if err := take(shop.town()); err != nil {
		done()
		return nil, nil, fmt.Errorf("reading the words: %w", err)
	}
	d = &draft{town: b.Town, copy: shop.town(), today: b.Today(), files: map[string][]byte{}}
	d.texts, d.found = catalogue.ReadTexts(os.DirFS(filepath.Join(shop.town(), "content")), b.Now())
	d.words = func() (map[string]string, error) {
		said, err := b.words(shop.town())
		if err != nil {
			return nil, err
		}
		return said.Hashes(), nil
	}
	return d, done, nil
}

// takeWords copies the texts of the town in all languages, on and off, and lays the
// program's pages beneath.
func (b *Builder) takeWords(to string) error {
	if err := copyTown(b.Town, to, isText); err != nil {
		return err
	}
	return b.layPages(filepath.Join(to, "content"), nil)
}

// takePage copies one page of the town in all languages, or the program's own, and
// the glossary.
func (b *Builder) takePage(to, page string) error {
	isOfPage := func(name string) bool { return strings.HasSuffix(name, ".md") && catalogue.PageOf(name) == page }
	err := copyTown(b.Town, to, func(name string) bool {
		within, isContent := strings.CutPrefix(name, "content/")
		return isContent && (within == catalogue.GlossaryFile || isOfPage(within))
	})
	if err != nil {
		return err
	}
	return b.layWanted(filepath.Join(to, "content"), filepath.Join(b.Town, "content"), isOfPage)
}

// resolve finds what was meant by a name: as seen from where the command was given,
// from the town's folder, or from its content.
func (d *draft) resolve(name string) (string, error) {
	if at, err := filepath.Abs(name); err == nil {
		if rel, err := filepath.Rel(d.town, at); err == nil && filepath.IsLocal(rel) && exists(at) {
			return filepath.ToSlash(rel), nil
		}
	}
	for _, rel := range []string{name, filepath.Join("content", name)} {
		if filepath.IsLocal(rel) && exists(filepath.Join(d.town, rel)) {
			return path.Clean(filepath.ToSlash(rel)), nil
		}
	}
	return "", fmt.Errorf("there is no page and no folder %s", name)
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// edit changes a file as it is at this moment.
func (d *draft) edit(name string, change func([]byte) ([]byte, error)) error {
	text, drafted := d.files[name]
	if !drafted {
		var err error
		if text, err = os.ReadFile(filepath.Join(d.town, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	changed, err := change(text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if string(changed) == string(text) {
		d.same++
		return nil
	}
	if !drafted {
		d.order = append(d.order, name)
	}
	d.files[name] = changed
	return nil
}

// write puts the files in their places, each at once: who reads meanwhile sees the
// old one or the new one.
func (d *draft) write() (Marked, error) {
	done := Marked{Same: d.same}
	slices.Sort(d.order)
	for _, name := range d.order {
		if err := replaceFile(filepath.Join(d.town, filepath.FromSlash(name)), d.files[name]); err != nil {
			return done, fmt.Errorf("writing %s: %w", name, err)
		}
		done.Files = append(done.Files, name)
	}
	return done, nil
}
