package site

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
	"sportello/forms-api/words"
)

// CheckWords tells what translations do not say as the Italian pages do, what of the
// Italian is hard to read, and what is wrong with the words of the interface. What
// cannot be read Check tells of, and it hides nothing of the rest.
func (b *Builder) CheckWords() ([]catalogue.Finding, error) {
	work, err := os.MkdirTemp("", "sportello-words-")
	if err != nil {
		return nil, fmt.Errorf("making room for the words: %w", err)
	}
	defer os.RemoveAll(work)
	shop := workshop(work)
	e, found, err := b.read(shop, isText)
	var broken Broken
	if errors.As(err, &broken) || err == nil && catalogue.HasErrors(found) {
		return b.untruthsBeside(shop)
	}
	if err != nil {
		return nil, err
	}
	return b.untruths(shop, e.Catalogue.Texts(), e.Catalogue.Glossary(), e.Words, e.Tags(), nil)
}

// untruthsBeside are what is told of a town with errors: of all that can be read.
func (b *Builder) untruthsBeside(shop workshop) ([]catalogue.Finding, error) {
	languages, err := Languages(shop.town())
	var broken Broken
	if errors.As(err, &broken) {
		return nil, nil // nobody knows what is to be compared with the Italian
	}
	if err != nil {
		return nil, err
	}
	content := filepath.Join(shop.town(), "content")
	texts, found, err := b.textsOf(content)
	if err != nil {
		return nil, err
	}
	said, _, err := b.wordsIn(shop.town(), source)
	if err != nil {
		return nil, err
	}
	unread := unreadFiles(found, texts)
	terms := catalogue.ReadGlossary(os.DirFS(content), b.Now())
	return b.untruths(shop, withItalian(texts, unread), terms, said, Edition{Languages: languages}.Tags(), unread)
}

// unreadFiles are those with an error that kept them from being read. A text with an
// error in its mark is read.
func unreadFiles(found []catalogue.Finding, texts []catalogue.Text) map[string]bool {
	unread := map[string]bool{}
	for _, f := range found {
		if f.Severity == catalogue.Error {
			unread[f.File] = true
		}
	}
	for _, t := range texts {
		delete(unread, t.File)
	}
	return unread
}

// withItalian leaves the texts of pages but those whose Italian file is unread: there
// is nothing to compare them with.
func withItalian(texts []catalogue.Text, unread map[string]bool) []catalogue.Text {
	lost := map[string]bool{}
	for file := range unread {
		if languageOf(file) == source {
			lost[catalogue.PageOf(strings.TrimPrefix(file, "content/"))] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(texts), func(t catalogue.Text) bool { return lost[t.Page] })
}

// untruths are what is told of texts that can be read; of what is unread it is not
// told that it is missing.
func (b *Builder) untruths(shop workshop, texts []catalogue.Text, terms []catalogue.Term, said *words.Words, tags []string, unread map[string]bool) ([]catalogue.Finding, error) {
	t := &truth{town: b.Town, tags: tags, unread: unread, folded: map[foldedKey][]spot{}}
	for _, term := range terms {
		t.glossary = append(t.glossary, translation.Term{ID: term.ID, Forms: term.Forms})
		t.term(term)
	}
	for _, v := range versionsOf(texts) {
		t.page(v)
	}
	t.unfold()
	found, err := shop.wordsFound(said, tags)
	return append(t.found, found...), err
}
