package site

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/words"
)

// CheckLanguage is CheckWords for one language, which hugo.toml may have switched
// off or not have at all yet: for who is translating into it. What is wrong with the
// facts or with other languages is neither told nor in the way.
func (b *Builder) CheckLanguage(tag string) ([]catalogue.Finding, error) {
	work, err := os.MkdirTemp("", "sportello-language-")
	if err != nil {
		return nil, fmt.Errorf("making room for the words: %w", err)
	}
	defer os.RemoveAll(work)
	shop := workshop(work)
	if err := b.takeWords(shop.town()); err != nil {
		return nil, err
	}
	content := filepath.Join(shop.town(), "content")
	texts, found, err := b.textsOf(content)
	if err != nil {
		return nil, err
	}
	terms := catalogue.ReadGlossary(os.DirFS(content), b.Now())
	missed := unreadFiles(found, texts)
	found, texts = concerning(tag, found, texts, len(terms) > 0)
	said, unread, err := b.wordsIn(shop.town(), tag)
	if err != nil {
		return nil, err
	}
	untrue, err := b.untruths(shop, texts, terms, said, []string{tag}, missed)
	return slices.Concat(found, unread, untrue), err
}

// textsOf are the pages of a town, whether or not its facts are sound, with all that
// is found.
func (b *Builder) textsOf(content string) ([]catalogue.Text, []catalogue.Finding, error) {
	facts, found, err := b.facts(content)
	switch {
	case err != nil:
		return nil, nil, err
	case facts != nil:
		return facts.Texts(), found, nil
	}
	texts, _ := catalogue.ReadTexts(os.DirFS(content), b.Now())
	absent := func(f catalogue.Finding) bool {
		return !exists(filepath.Join(content, "..", filepath.FromSlash(f.File)))
	}
	return texts, slices.DeleteFunc(found, absent), nil // that an office has no page is a matter of the facts
}

// concerning leaves what concerns one language. That an Italian page or the glossary
// cannot be read is told too: translations have lost what they are compared with,
// and nothing else is told of those of such a page.
func concerning(tag string, found []catalogue.Finding, texts []catalogue.Text, hasTerms bool) ([]catalogue.Finding, []catalogue.Text) {
	read := map[string]bool{glossaryFile: hasTerms}
	for _, t := range texts {
		read[t.File] = true
	}
	unread := map[string]bool{}
	found = slices.DeleteFunc(found, func(f catalogue.Finding) bool {
		isShared := languageOf(f.File) == source || f.File == glossaryFile
		isLost := isShared && f.Severity == catalogue.Error && !read[f.File]
		if isLost && f.File != glossaryFile {
			unread[catalogue.PageOf(strings.TrimPrefix(f.File, "content/"))] = true
		}
		return !isLost && languageOf(f.File) != tag
	})
	return found, slices.DeleteFunc(slices.Clone(texts), func(t catalogue.Text) bool { return unread[t.Page] })
}

// wordsIn reads the words of the interface. Files that cannot be read are left out;
// what is wrong with that of the language, or with the Italian one, is told.
func (b *Builder) wordsIn(town, tag string) (*words.Words, []catalogue.Finding, error) {
	said, err := b.words(town)
	var unread Broken
	if !errors.As(err, &unread) {
		return said, nil, err
	}
	for _, f := range unread {
		if err := os.Remove(filepath.Join(town, filepath.FromSlash(f.File))); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, nil, err
		}
	}
	said, err = b.words(town)
	told := slices.DeleteFunc(slices.Clone(unread), func(f catalogue.Finding) bool {
		return f.File != "i18n/"+tag+".toml" && f.File != "i18n/"+source+".toml"
	})
	return said, told, err
}
