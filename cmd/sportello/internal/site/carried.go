package site

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"sportello/forms-api/catalogue"
)

// told are the sections that a site has only if the town tells something there.
var told = []string{"needs", "news", "projects"}

// layPages puts the program's own pages (forms, thanks, privacy, the names of the
// sections) beneath the town's content, in the languages of the site (nil: in all).
// A page that the town has in a language stays as it is.
func (b *Builder) layPages(content string, tags []string) error {
	return b.layWanted(content, content, func(name string) bool { return tags == nil || slices.Contains(tags, languageOf(name)) })
}

// layWanted lays those that are wanted beneath a content; sections is the one that
// says which sections there are.
func (b *Builder) layWanted(content, sections string, wanted func(name string) bool) error {
	err := fs.WalkDir(b.Pages, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		section, _, _ := strings.Cut(name, "/")
		if !wanted(name) || slices.Contains(told, section) && !isFolder(filepath.Join(sections, section)) {
			return nil
		}
		return b.layPage(content, name)
	})
	if err != nil {
		return fmt.Errorf("laying out the program's own pages: %w", err)
	}
	return nil
}

func (b *Builder) layPage(content, name string) error {
	for _, same := range sameAddress(name) {
		if _, err := os.Stat(filepath.Join(content, filepath.FromSlash(same))); err == nil {
			return nil
		}
	}
	text, err := fs.ReadFile(b.Pages, name)
	if err != nil {
		return err
	}
	file := filepath.Join(content, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

// sameAddress are the files that make the same page: pages/privacy/index.it.md
// and pages/privacy.it.md.
func sameAddress(name string) []string {
	folder, file := path.Split(name)
	if rest, ok := strings.CutPrefix(file, "index."); ok && folder != "" {
		return []string{name, strings.TrimSuffix(folder, "/") + "." + rest}
	}
	return []string{name}
}

func isFolder(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.IsDir()
}

// languageOf is the tag in a page's name: it for index.it.md.
func languageOf(name string) string {
	if m := pageName.FindStringSubmatch(path.Base(name)); m != nil {
		return m[1]
	}
	return ""
}

var pageName = regexp.MustCompile(`\.([a-z]{2,3}(?:-[a-z0-9]+)*)\.md$`)

// dropForeign removes the words of languages that the site has not, which Hugo
// would take for something else; one warning a language says so, but for those that
// hugo.toml switches off.
func dropForeign(content string, tags, disabled []string) ([]catalogue.Finding, error) {
	foreign := map[string][]string{}
	var order []string
	err := filepath.WalkDir(content, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return gone(err)
		}
		tag := languageOf(file)
		if tag == "" || slices.Contains(tags, tag) {
			return nil
		}
		rel, err := filepath.Rel(filepath.Dir(content), file)
		if err != nil {
			return err
		}
		if foreign[tag] == nil && !slices.Contains(disabled, tag) {
			order = append(order, tag)
		}
		foreign[tag] = append(foreign[tag], filepath.ToSlash(rel))
		return os.Remove(file)
	})
	var found []catalogue.Finding
	for _, tag := range order {
		found = append(found, foreignWords(tag, foreign[tag]))
	}
	return found, err
}

func foreignWords(tag string, files []string) catalogue.Finding {
	others := ""
	if n := len(files) - 1; n > 0 {
		others = fmt.Sprintf(" (and %d more files)", n)
	}
	return catalogue.Finding{
		File: files[0], Severity: catalogue.Warning,
		Sentence: fmt.Sprintf("the site has no language %q, so that these words%s are left out: add [languages.%s] to hugo.toml, or take them away", tag, others, tag),
	}
}
