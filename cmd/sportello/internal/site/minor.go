package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// An Ambiguous minor edit could be one of several texts: somebody has to name the
// one that today's says the same as.
type Ambiguous struct {
	File  string
	Since []SinceText
	Today int // how many more were made from the text of today
}

// SinceText is an earlier Italian text, and the translations that were made from it.
type SinceText struct {
	Digest    string
	Languages []string
}

func (a Ambiguous) Error() string {
	var texts []string
	for _, s := range a.Since {
		texts = append(texts, fmt.Sprintf("%s (%s)", s.Digest, strings.Join(s.Languages, ", ")))
	}
	if a.Today > 0 {
		texts = append(texts, fmt.Sprintf("today's (%d more)", a.Today))
	}
	return fmt.Sprintf("%s: the translations were made from different texts: %s", a.File, strings.Join(texts, "; "))
}

// A MinorEdit is what was noted: these languages are current again.
type MinorEdit struct {
	File      string
	Minor     translation.Minor
	Languages []string
}

// NoteMinor notes in Italian pages that today's text says the same as an earlier
// one, to who reads a translation: the one of the digest from or, if that is empty,
// the one that the translations were made from last. Nothing is written if for one
// of the pages that cannot be told.
func (b *Builder) NoteMinor(names []string, from string) ([]MinorEdit, error) {
	d, done, err := b.openDraft()
	if err != nil {
		return nil, err
	}
	defer done()
	var all []MinorEdit
	for _, name := range names {
		edit, err := d.minor(name, from)
		if err != nil {
			return nil, err
		}
		all = append(all, edit)
	}
	_, err = d.write()
	return all, err
}

func (d *draft) minor(name, from string) (MinorEdit, error) {
	v, err := d.italian(name)
	if err != nil {
		return MinorEdit{}, err
	}
	page, file := v.source(), v.italian.File
	if from == "" {
		if from, err = v.latest(page); err != nil {
			return MinorEdit{}, err
		}
	}
	edit := MinorEdit{File: file, Minor: translation.Minor{From: from, To: page.Digest}}
	after := translation.Page{Digest: page.Digest, Minor: append(page.Minor, edit.Minor)}
	if edit.Languages = v.regained(page, after); len(edit.Languages) == 0 {
		return MinorEdit{}, fmt.Errorf("%s: no translation was made from the text %s", file, from)
	}
	return edit, d.edit(file, func(text []byte) ([]byte, error) { return translation.AddMinor(text, edit.Minor) })
}

// italian finds the page whose Italian file, or whose folder, is named.
func (d *draft) italian(name string) (*versions, error) {
	at, err := d.resolve(name)
	if err != nil {
		return nil, err
	}
	for _, v := range versionsOf(d.texts) {
		if v.italian != nil && (v.italian.File == at || path.Dir(v.italian.File) == at) && exists(path.Join(d.town, v.italian.File)) {
			return v, nil
		}
	}
	return nil, fmt.Errorf("%s is no Italian page: name index.it.md, or the folder that it lies in", at)
}

// latest is the earlier text that the translations were made from last.
func (v *versions) latest(page translation.Page) (string, error) {
	since, newest := map[string][]string{}, formsapi.Date("")
	for _, t := range v.marked() {
		switch {
		case page.Leads(t.Mark.Of):
			since[page.Digest] = append(since[page.Digest], t.Language)
		case t.Mark.On > newest:
			newest = t.Mark.On
		}
	}
	if newest == "" {
		return "", fmt.Errorf("%s: no translation is behind it, so that there is nothing to note", v.italian.File)
	}
	for _, t := range v.marked() {
		if t.Mark.On == newest && !page.Leads(t.Mark.Of) {
			for _, end := range page.Ends([]string{t.Mark.Of}) {
				since[end] = append(since[end], t.Language)
			}
		}
	}
	return onlyOne(v.italian.File, page.Digest, since)
}

// onlyOne is the text that all were made from. Where some were made from today's
// text already, the others may be behind for a better reason than the last edit.
func onlyOne(file, today string, since map[string][]string) (string, error) {
	a := Ambiguous{File: file, Today: len(since[today])}
	for digest, languages := range since {
		if digest != today {
			a.Since = append(a.Since, SinceText{digest, languages})
		}
	}
	slices.SortFunc(a.Since, func(x, y SinceText) int { return strings.Compare(x.Digest, y.Digest) })
	if len(a.Since) == 1 && len(since) == 1 {
		return a.Since[0].Digest, nil
	}
	return "", a
}

// marked are the translations that say from what they were made, by language.
func (v *versions) marked() []catalogue.Text {
	var all []catalogue.Text
	for _, t := range v.others {
		if t.Mark != nil {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b catalogue.Text) int { return strings.Compare(a.Language, b.Language) })
	return all
}

// regained are the languages that are behind a page and would not be behind another.
func (v *versions) regained(before, after translation.Page) []string {
	var tags []string
	for _, t := range v.marked() {
		if !before.Leads(t.Mark.Of) && after.Leads(t.Mark.Of) {
			tags = append(tags, t.Language)
		}
	}
	return tags
}
