package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/words"
)

// An Edition is what the pages of one build are made of, and so what forms and
// desk go by as long as these pages are served. It does not change.
type Edition struct {
	Catalogue *catalogue.Snapshot
	Words     *words.Words
	Languages []Language
	Notices   map[string][]byte // SHA-256 of the privacy notice's file, by language; Italian at least
	Styles    []byte            // tokens and base rules, the town's own where it has them

	Translations Translations // of every page, in every language but Italian
}

// Tags are the languages of the site as in addresses, in its order.
func (e Edition) Tags() []string {
	var tags []string
	for _, l := range e.Languages {
		tags = append(tags, l.Tag)
	}
	return tags
}

// Edition reads what an earlier build was made of (Shelf.Source). What an editor
// can mend is a Broken.
func (b *Builder) Edition(town string) (Edition, error) {
	e, found, err := b.edition(town)
	if err == nil && catalogue.HasErrors(found) {
		return Edition{}, Broken(found)
	}
	return e, err
}

// FactsOf reads anew the facts of what an earlier build was made of (Shelf.Source),
// with what the desk has added by now. What somebody can mend is a Broken.
func (b *Builder) FactsOf(town string) (*catalogue.Snapshot, error) {
	facts, found, err := b.facts(filepath.Join(town, "content"))
	if err == nil && facts == nil {
		err = Broken(found)
	}
	return facts, err
}

// edition reads all that a copy of a town says and tells everything that is
// wrong with it; what is wrong with one part does not hide the others.
func (b *Builder) edition(town string) (e Edition, found []catalogue.Finding, err error) {
	var broken Broken
	tell := func(err error) error {
		if errors.As(err, &broken) {
			found = append(found, broken...)
			return nil
		}
		return err
	}
	var problems []error
	e.Catalogue, found, err = b.facts(filepath.Join(town, "content"))
	problems = append(problems, err)
	e.Languages, err = Languages(town)
	problems = append(problems, tell(err))
	e.Words, err = b.words(town)
	problems = append(problems, tell(err))
	if err := errors.Join(problems...); err != nil || catalogue.HasErrors(found) {
		return Edition{}, found, err
	}
	if err := b.haveWords(town, e); err != nil {
		return Edition{}, found, tell(err)
	}
	if e.Notices, err = notices(town, e.Tags()); err != nil {
		return Edition{}, found, tell(err)
	}
	e.Translations = translationsOf(e.Catalogue.Texts(), e.Tags())
	e.Styles, err = b.styles(town)
	return e, found, err
}

func (b *Builder) facts(content string) (*catalogue.Snapshot, []catalogue.Finding, error) {
	overlay, err := os.ReadFile(b.Overlay)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("reading the desk's closures: %w", err)
	}
	if _, err := os.Stat(content); err != nil {
		return nil, nil, fmt.Errorf("there is no content to read: %w", err)
	}
	facts, found := catalogue.Load(os.DirFS(content), overlay, b.Now())
	return facts, found, nil
}

// words reads the words of the interface: the program's, and over them the town's own.
func (b *Builder) words(town string) (*words.Words, error) {
	carried, err := fs.Sub(b.Looks, "i18n")
	if err != nil {
		return nil, err
	}
	layers := []fs.FS{carried}
	if own := filepath.Join(town, "i18n"); isFolder(own) {
		if err := readable(own); err != nil {
			return nil, err
		}
		layers = append(layers, os.DirFS(own))
	}
	return words.Load(layers...)
}

// readable finds the lines of files of words that cannot be read.
func readable(i18n string) error {
	files, err := filepath.Glob(filepath.Join(i18n, "*.toml"))
	if err != nil {
		return err
	}
	var found Broken
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := toml.Unmarshal(text, &map[string]any{}); err != nil {
			found = append(found, notTOML(path.Join("i18n", filepath.Base(file)), err)...)
		}
		found = append(found, wordsFindings(words.Refused(filepath.Base(file), text))...)
	}
	if len(found) > 0 {
		return found
	}
	return nil
}

const privacyPage = "content/pages/privacy/index.%s.md"

// notices names the version of the privacy notice in each language that has one.
func notices(town string, tags []string) (map[string][]byte, error) {
	hashes := map[string][]byte{}
	for _, tag := range tags {
		for _, name := range sameAddress(fmt.Sprintf(privacyPage, tag)) {
			text, err := os.ReadFile(filepath.Join(town, filepath.FromSlash(name)))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("reading the privacy notice: %w", err)
			}
			sum := sha256.Sum256(text)
			hashes[tag] = sum[:]
		}
	}
	if hashes[source] == nil {
		return nil, noNotice()
	}
	return hashes, nil
}

// styles are the tokens and base rules that the desk shares with the pages.
func (b *Builder) styles(town string) ([]byte, error) {
	var css []byte
	for _, name := range []string{"assets/css/tokens.css", "assets/css/base.css"} {
		text, err := os.ReadFile(filepath.Join(town, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			text, err = fs.ReadFile(b.Looks, name)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the desk's styles: %w", err)
		}
		css = append(append(css, text...), '\n')
	}
	return css, nil
}
