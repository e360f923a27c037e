package site

import (
	"cmp"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// read reads a text of an opened page as the site would, with what is wrong with it.
func (o *opened) read(file []byte, b *Builder) (text catalogue.Text, found []catalogue.Finding, err error) {
	alone, err := os.MkdirTemp(o.work, "page-")
	if err != nil {
		return text, nil, err
	}
	defer os.RemoveAll(alone)
	for name, words := range map[string][]byte{o.italian.File: o.source, o.name: file} {
		at := filepath.Join(alone, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			return text, nil, err
		}
		if err := os.WriteFile(at, words, 0o600); err != nil {
			return text, nil, err
		}
	}
	texts, found := catalogue.ReadTexts(os.DirFS(filepath.Join(alone, "content")), b.Now(), o.elsewhere...)
	n := slices.IndexFunc(texts, func(t catalogue.Text) bool { return t.File == o.name })
	if n >= 0 {
		text = texts[n]
	}
	return text, slices.DeleteFunc(found, func(f catalogue.Finding) bool { return f.File != o.name }), nil
}

// judge tells what is wrong with what is typed, by its fields. What was a warning
// before is none of this edit's, unless somebody vouches for the whole page.
func (t *typed) judge(b *Builder) (wrong, warned []formsapi.TranslationFinding, err error) {
	if wrong = t.untold(); t.sheet.Begun && len(wrong) > 0 {
		return wrong, nil, nil
	}
	text, found, err := t.read(t.file, b)
	if err != nil {
		return nil, nil, err
	}
	before, err := t.warnedBefore(b)
	if err != nil {
		return nil, nil, err
	}
	warned = t.unsaid()
	for _, d := range t.differences(text) {
		switch n := slices.IndexFunc(before, func(old translation.Difference) bool { return isSame(old, d) }); {
		case d.Severity == translation.Error:
			wrong = append(wrong, t.finding(d, text))
		case n >= 0:
			before = slices.Delete(before, n, n+1)
		default:
			warned = append(warned, t.finding(d, text))
		}
	}
	wrong = append(wrong, t.broken(found, text, wrong)...)
	slices.SortStableFunc(wrong, func(a, b formsapi.TranslationFinding) int { return cmp.Compare(placeOf(a), placeOf(b)) })
	return wrong, warned, nil
}

// broken is what the site would not read, where nothing is told in plainer words.
func (t *typed) broken(found []catalogue.Finding, text catalogue.Text, told []formsapi.TranslationFinding) (wrong []formsapi.TranslationFinding) {
	for _, f := range found {
		field := t.fieldOn(f.Line, text)
		isTold := slices.ContainsFunc(told, func(w formsapi.TranslationFinding) bool { return w.Field == field && field != "" })
		if f.Severity == catalogue.Error && !isTold {
			wrong = append(wrong, formsapi.TranslationFinding{Field: field, Key: "translation-file-wrong", Args: map[string]any{"Sentence": f.Sentence}})
		}
	}
	return wrong
}

// placeOf is where a finding's field stands on the page; what has none comes last.
func placeOf(f formsapi.TranslationFinding) int {
	if n := slices.Index([]string{"title", "description", "answered_by"}, f.Field); n >= 0 {
		return n - 3
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(f.Field, blockField0)); err == nil {
		return n
	}
	return math.MaxInt
}

// untold are the fields that cannot be left empty: those of every page, and all of
// one that is begun.
func (t *typed) untold() (wrong []formsapi.TranslationFinding) {
	for _, f := range []struct{ name, italian, typed string }{
		{"title", t.italian.Title, t.edit.Words.Title},
		{"description", t.italian.Description, t.edit.Words.Description},
		{"answered_by", t.italian.AnsweredBy, t.edit.Words.AnsweredBy},
	} {
		if f.italian != "" && strings.TrimSpace(f.typed) == "" {
			wrong = append(wrong, formsapi.TranslationFinding{Field: f.name, Key: "translation-empty"})
		}
	}
	if t.sheet.Begun {
		wrong = append(wrong, t.empty()...)
	}
	return wrong
}

// emptied are the fields of a page that stands which said something until this edit,
// and may not be left empty: no file is made without them.
func (t *typed) emptied() []formsapi.TranslationFinding {
	if t.sheet.Begun {
		return nil
	}
	said := map[string]string{"title": t.before.Title, "description": t.before.Description, "answered_by": t.before.AnsweredBy}
	return slices.DeleteFunc(t.untold(), func(f formsapi.TranslationFinding) bool { return said[f.Field] == "" })
}

// unsaid is what Italian words stand beside and nobody has translated, for who says
// that the whole page is as the Italian one.
func (t *typed) unsaid() []formsapi.TranslationFinding {
	if t.edit.ReviewedBy == "" {
		return nil
	}
	return t.empty()
}

func (t *typed) empty() (all []formsapi.TranslationFinding) {
	for _, n := range t.body.Empty {
		all = append(all, formsapi.TranslationFinding{Field: blockField(n), Key: "translation-empty"})
	}
	return all
}

// blockField0 is what the fields of a body are called, before their numbers.
const blockField0 = "block-"

func blockField(n int) string { return blockField0 + strconv.Itoa(n) }

// differences compares a text with the Italian one; of one that cannot be read there
// are none.
func (o *opened) differences(text catalogue.Text) []translation.Difference {
	if text.File == "" {
		return nil
	}
	italian, translated := textOf(o.italian), textOf(text)
	return slices.Concat(translation.Compare(italian, translated), o.glossary.Check(italian, translated))
}

func isSame(a, b translation.Difference) bool {
	return a.Kind == b.Kind && a.Of == b.Of && a.Here == b.Here && a.There == b.There && a.Severity == b.Severity
}

func (t *typed) warnedBefore(b *Builder) ([]translation.Difference, error) {
	if t.text == nil || t.edit.ReviewedBy != "" {
		return nil, nil
	}
	text, _, err := t.read(t.text, b)
	return t.differences(text), err
}

// finding says a difference in the desk's words, at its field.
func (t *typed) finding(d translation.Difference, text catalogue.Text) formsapi.TranslationFinding {
	f := formsapi.TranslationFinding{
		Field: t.fieldOn(d.Line, text), Key: "translation-" + d.Kind,
		Args: map[string]any{"Here": d.Here, "There": d.There, "Kind": d.Of},
	}
	for n, field := range t.sheet.Fields {
		link := d.Kind == "link-missing" && slices.Contains(field.Italian.Links, d.There)
		heading := d.Kind == "heading-missing" && field.Italian.ID != "" && strings.HasSuffix(d.There, "{#"+field.Italian.ID+"}")
		if link || heading {
			f.Field = blockField(n)
			break
		}
	}
	return f
}

// fieldOn is the field that a line of the file belongs to.
func (t *typed) fieldOn(line int, text catalogue.Text) string {
	switch {
	case text.Lines.Body == 0:
		return ""
	case line >= text.Lines.Body && len(t.body.Lines) > 0:
		at := 0
		for n, first := range t.body.Lines {
			if first <= line-text.Lines.Body {
				at = n
			}
		}
		return blockField(at)
	case line == text.Lines.AnsweredBy && text.AnsweredBy != "":
		return "answered_by"
	case line == text.Lines.Description:
		return "description"
	case line == text.Lines.Title:
		return "title"
	}
	return ""
}
