package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A page that a language lacks is built all the same, with the Italian words: the
// reader is told so in their own language, and every link of theirs leads to a page.

// untranslatedMark is the line of front matter by which the templates know such a
// page (layouts/_partials/its-language.html).
const untranslatedMark = "untranslated = true\n"

// matter is what a page's front matter begins with.
var matter = []byte("+++\n")

// layUntranslated writes what languages lack of the Italian pages. They lie in the
// theme, beneath the town's content, so that no edition is read from them, and
// whatever the town has wins.
func (w workshop) layUntranslated(tags []string) error {
	content := filepath.Join(w.town(), "content")
	err := filepath.WalkDir(content, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || languageOf(file) != source {
			return gone(err)
		}
		name, err := filepath.Rel(content, file)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return w.layOne(filepath.ToSlash(name), text, tags)
	})
	if err != nil {
		return fmt.Errorf("laying out the pages that languages lack: %w", err)
	}
	return nil
}

func (w workshop) layOne(name string, italian []byte, tags []string) error {
	for _, tag := range tags {
		same := strings.TrimSuffix(name, source+".md") + tag + ".md"
		if w.written(same) {
			continue
		}
		file := filepath.Join(w.looks(), "content", filepath.FromSlash(same))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, untranslated(italian), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// written tells whether the town has the page, in whichever of its files.
func (w workshop) written(name string) bool {
	names := sameAddress(name)
	if folder, file := path.Split(name); !strings.HasPrefix(file, "index.") && !strings.HasPrefix(file, "_index.") {
		base, tag, _ := strings.Cut(file, ".")
		names = append(names, path.Join(folder, base, "index."+tag))
	}
	return slices.ContainsFunc(names, func(n string) bool {
		_, err := os.Stat(filepath.Join(w.town(), "content", filepath.FromSlash(n)))
		return err == nil
	})
}

// untranslated is an Italian page with the mark; one without front matter gets it.
func untranslated(italian []byte) []byte {
	italian = bytes.ReplaceAll(italian, []byte("\r\n"), []byte("\n"))
	if rest, ok := bytes.CutPrefix(italian, matter); ok {
		return slices.Concat(matter, []byte(untranslatedMark), rest)
	}
	return slices.Concat(matter, []byte(untranslatedMark), matter, italian)
}

// written is the page that somebody wrote, and the line there, of one that was laid
// out here for a language that lacks it.
func (w locator) written(file string, line int) (string, int) {
	tag := languageOf(file)
	if isThere(filepath.Join(w.town, filepath.FromSlash(file))) || tag == "" {
		return file, line
	}
	name := strings.TrimSuffix(file, tag+".md") + source + ".md"
	italian, err := os.ReadFile(filepath.Join(w.town, filepath.FromSlash(name)))
	if err != nil {
		return file, line
	}
	added := bytes.Count(untranslated(italian), []byte("\n")) - bytes.Count(italian, []byte("\n"))
	return name, max(line-added, 1)
}

func isThere(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// haveWords refuses languages of which the program and the town have no words at
// all: menus, forms and messages would be in Italian.
func (b *Builder) haveWords(town string, e Edition) error {
	text, err := os.ReadFile(filepath.Join(town, hugoToml))
	if err != nil {
		return fmt.Errorf("reading the site's languages: %w", err)
	}
	var found Broken
	for _, tag := range e.Tags() {
		if !e.Words.Site(tag) {
			found = append(found, broken(hugoToml, max(lineOf(text, "[languages."+tag+"]"), 1),
				fmt.Sprintf("menus, forms and messages have no words in %q: add i18n/%s.toml, or write disabled = true beneath [languages.%s]", tag, tag, tag))...)
		}
	}
	if len(found) > 0 {
		return found
	}
	return nil
}
